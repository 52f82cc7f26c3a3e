/** The record under the queue's tests: mails are stored and settled as the worker does, without a mail server. */
import { sql } from 'kysely'
import { judge } from '../../activities/judge.ts'
import { takeLease } from '../../db/write/mailbox-lease.ts'
import { openEpoch } from '../../db/write/mailbox.ts'
import { storeMails } from '../../db/write/store-mails.ts'
import type { Judged } from '../../db/write/intake/judged.ts'
import { settleMails } from '../../db/write/intake/settle-mails.ts'
import type { ToSettle } from '../../db/write/intake/settling.ts'
import type { Place } from '../../domain/unban/types.ts'
import { mailProfiles } from '../../io/imap/profiles.ts'
import type { TestDb } from './db.ts'
import { aMailWithForm, authserv, traced, type RowCells } from './read-mails.ts'
import { pick, type Random } from './random.ts'
import { goodPeople, type WorldPerson } from './world-people.ts'

export interface StoredMail {
  readonly id: number
  readonly people: readonly string[]
  readonly place: Place
  readonly uid: number
  readonly internalDate: string
}

/** Enterprises with the most people, so that their lists overlap. */
const enterprises = 2
const byEnterprise = Map.groupBy(goodPeople, ({ creditCode }) => creditCode)
const lists = [...byEnterprise.values()].sort((a, b) => b.length - a.length).slice(0, enterprises)
const people = new Map(lists.flat().map((person) => [person.name, person]))

export class QueueWorld {
  readonly database: TestDb
  readonly authorityId: string
  readonly staff: readonly number[]
  private readonly mailbox: { id: number; address: string }
  private readonly epochId: number
  private readonly began: number
  private uid = 0

  private constructor(
    database: TestDb,
    found: Pick<QueueWorld, 'authorityId' | 'staff'> & {
      mailbox: { id: number; address: string }
      epochId: number
      began: number
    },
  ) {
    // prettier-ignore
    this.database = database
    this.authorityId = found.authorityId
    this.staff = found.staff
    this.mailbox = found.mailbox
    this.epochId = found.epochId
    this.began = found.began
  }

  static async open(database: TestDb): Promise<QueueWorld> {
    const { db } = database
    const { authority_id: authorityId, ...mailbox } = await db.selectFrom('mailbox').select(['id', 'address', 'authority_id']).executeTakeFirstOrThrow() // prettier-ignore
    const staff = await db.selectFrom('account').select('id').where('login', 'in', ['staff1', 'staff2']).execute()
    const epochId = await openEpoch(db, mailbox.id, 'INBOX', 1)
    const began = Math.floor(Date.now() / 1000) * 1000
    return new QueueWorld(database, { authorityId, staff: staff.map(({ id }) => id), mailbox, epochId, began })
  }

  /** Everybody of the enterprise with the most people. */
  get list(): readonly WorldPerson[] {
    return lists[0] ?? []
  }

  /** Everybody of one enterprise. */
  peopleOfOne(random: Random): string[] {
    return pick(random, lists).map(({ name }) => name)
  }

  /** A mail with a form of these people; several share a second. */
  async store(named: readonly string[], secondsBack: number): Promise<StoredMail> {
    const internalDate = new Date(this.began - Math.floor(secondsBack / 2) * 1000).toISOString()
    return this.storeAs({ people: named, internalDate })
  }

  /** The same mail under another UID: a second delivery, or a move between folders. */
  async storeAgain(mail: StoredMail): Promise<{ isNew: boolean }> {
    this.uid += 1
    const later = new Date(Date.parse(mail.internalDate) + 60_000).toISOString()
    const [stored] = await this.write([{ uid: this.uid, internalDate: later, fingerprint: fingerprintOf(mail.uid) }])
    return { isNew: stored?.isNew ?? true }
  }

  /** The same mails in a database of its own. @returns what each is there, by its number here. */
  async restore(mails: readonly StoredMail[]): Promise<Map<number, StoredMail>> {
    const stored = new Map<number, StoredMail>()
    for (const mail of mails) stored.set(mail.id, await this.storeAs(mail))
    return stored
  }

  private async storeAs(mail: { people: readonly string[]; internalDate: string; uid?: number }): Promise<StoredMail> {
    this.uid = mail.uid ?? this.uid + 1
    const [stored] = await this.write([{ uid: this.uid, internalDate: mail.internalDate, fingerprint: fingerprintOf(this.uid) }]) // prettier-ignore
    if (stored === undefined) throw new Error('The mail was not stored.')
    const row = await this.database.db.selectFrom('mail').select(['received_at', 'arrival']).where('id', '=', stored.mailId).executeTakeFirstOrThrow() // prettier-ignore
    const place = { receivedAt: row.received_at, arrival: String(row.arrival) }
    return { id: stored.mailId, people: mail.people, place, uid: this.uid, internalDate: mail.internalDate }
  }

  private async write(seen: readonly { uid: number; internalDate: string; fingerprint: string }[]) {
    const { db } = this.database
    const lease = await takeLease(db, this.mailbox.id, 'test')
    if (lease === null) throw new Error('Another holds the mailbox.')
    const whole = seen.map((one) => ({ ...one, size: 1_000, headersOnly: false, rawSha: '0'.repeat(64), headers: [] }))
    const stored = await storeMails(db, lease, whole, { epochId: this.epochId, fromJunk: false, receivedBy: [] })
    if (stored === null) throw new Error('The lease was lost.')
    return stored
  }

  /** @param also rows that no list of the world holds; another sender of the same enterprise. */
  async settle(mail: StoredMail, also: { rows?: readonly RowCells[]; from?: string } = {}): Promise<void> {
    await this.settleTogether([{ mailId: mail.id, judged: this.judged(mail, also) }])
  }

  /** As a backlog is settled: all in one transaction. */
  async settleBatch(mails: readonly StoredMail[]): Promise<void> {
    await this.settleTogether(mails.map((mail) => ({ mailId: mail.id, judged: this.judged(mail) })))
  }

  private async settleTogether(mails: readonly ToSettle[]): Promise<void> {
    const { db, vault } = this.database
    const settled = await settleMails(db, vault, mails, { baseUrl: 'http://127.0.0.1', limits: mailProfiles.bundled })
    if (settled.some(({ kind }) => kind !== 'settled')) throw new Error('A mail was settled before.')
  }

  private judged(mail: StoredMail, also: { rows?: readonly RowCells[]; from?: string } = {}): Judged {
    const rows = mail.people.map((name): WorldPerson => {
      const person = people.get(name)
      if (person === undefined) throw new Error(`Nobody is called ${name}.`)
      return person
    })
    const address = also.from ?? rows[0]?.address ?? ''
    const domain = address.split('@')[1] ?? ''
    const read = aMailWithForm(
      [...rows.map(({ name, idNumber, company }) => ({ name, idNumber, company, business: '解禁' })), ...(also.rows ?? [])], // prettier-ignore
      { from: [{ address, name: '' }], messageId: `<${mail.uid}@${domain}>`, headers: traced(`dmarc=pass header.from=${domain}`) }, // prettier-ignore
    )
    return judge(read, {
      own: [this.mailbox.address],
      authserv,
      receivedAt: mail.place.receivedAt,
      headersOnly: false,
      internalDateMissing: false,
      timeUnproven: false,
      knownDomains: [],
    })
  }

  async placeOf(requestId: number): Promise<Place> {
    const row = await this.database.db.selectFrom('request').select(['received_at', 'arrival']).where('id', '=', requestId).executeTakeFirstOrThrow() // prettier-ignore
    return { receivedAt: row.received_at, arrival: String(row.arrival) }
  }

  lockedRows(requestId: number) {
    return this.database.db.selectFrom('request_row').select(['id', 'name', 'person_id']).where('request_id', '=', requestId).where('state', '=', 'locked').orderBy('n').execute() // prettier-ignore
  }

  liveRow(name: string) {
    return this.database.db
      .selectFrom('request_row')
      .innerJoin('request', 'request.id', 'request_row.request_id')
      .select(['request_row.n', 'request.id as requestId', 'request.mail_id as mailId'])
      .where('request_row.name', '=', name)
      .where('request_row.state', '=', 'live')
      .executeTakeFirstOrThrow()
  }

  /** As QueueReference.order says it. */
  async order(): Promise<string[]> {
    const rows = await this.database.db
      .selectFrom('request')
      .innerJoin('request_row', 'request_row.request_id', 'request.id')
      .select(['request.received_at', 'request.arrival', 'request.people'])
      .select(sql<string[]>`array_agg(request_row.name)`.as('names'))
      .where('request.state', 'in', ['queued', 'claimed', 'ending', 'putAside'])
      .where('request_row.state', 'in', ['live', 'locked'])
      .groupBy('request.id')
      .orderBy('request.received_at')
      .orderBy('request.arrival')
      .execute()
    return rows.map(({ received_at, arrival, names, people: counted }) => {
      if (counted !== names.length) throw new Error(`${counted} people are counted where ${names.length} stand.`)
      return `${Date.parse(received_at)}/${arrival}: ${names.sort().join(' ')}`
    })
  }
}

const fingerprintOf = (uid: number) => `mail-${uid}`
