/**
 * What each row of each mail must have come to, worked out anew: from what was sent, and from the order in which the audit
 * log says that mails were settled and requests were taken, given back and decided. The rules are those of the spec in
 * their shortest form, written apart from the program's own.
 */
import { sql } from 'kysely'
import type { Db } from '../../../db/db.ts'
import type { SentMail } from './mailing.ts'

interface Place {
  readonly at: string
  readonly arrival: number
}
interface Standing {
  readonly requestId: number
  readonly place: Place
  locked: boolean
  /** The last resend that came while it was under review. */
  shadow: { readonly requestId: number; readonly place: Place } | null
}
interface Person {
  active: boolean
  standing: Standing | null
  /** The last place that came to an end. */
  past: Place | null
}

const before = (a: Place, b: Place): boolean => a.at < b.at || (a.at === b.at && a.arrival < b.arrival)

export interface Expected {
  /** `X-Hoistway-Rows` of the first answer to each mail that holds a form, by Message-ID without brackets. */
  readonly rows: ReadonlyMap<string, string>
  /** A sentence for each claim that did not take the first place that waited. */
  readonly outOfTurn: readonly string[]
}

export async function workOut(db: Db, sent: readonly SentMail[]): Promise<Expected> {
  const byMessage = new Map(sent.map((mail) => [bare(mail.messageId), mail]))
  const mails = await db.selectFrom('mail').select(['id', 'message_id', 'received_at', 'arrival']).execute()
  const mailById = new Map(mails.map((mail) => [mail.id, mail]))
  const keys = await db
    .selectFrom('request_row')
    .innerJoin('request', 'request.id', 'request_row.request_id')
    .select(['request_row.id', 'request_row.n', 'request.mail_id'])
    .execute()
  const rowKey = new Map(keys.map(({ id, n, mail_id: mailId }) => [id, { n, mailId }]))
  const people = new Map<string, Person>()
  const personOf = (id: string): Person => {
    const found = people.get(id) ?? { active: false, standing: null, past: null }
    people.set(id, found)
    return found
  }
  const sentOf = (mailId: number): SentMail | undefined => byMessage.get(bare(mailById.get(mailId)?.message_id ?? ''))
  const inRequest = (requestId: number): Person[] => [...people.values()].filter(({ standing }) => standing?.requestId === requestId) // prettier-ignore

  const expected = new Map<string, string>()
  const outOfTurn: string[] = []
  /** The request that each mail made. */
  const made = new Map<number, number>()
  const { rows: log } = await sql<{ actor: string; action: string; object: string; detail: Record<string, unknown> }>`
    select actor, action, object, detail from audit_log where object like 'mail:%' or object like 'request:%'
    order by chain, seq`.execute(db)
  for (const { actor, action, object, detail } of log) {
    const id = Number(object.split(':')[1])
    if (action === 'request.queued' || (action === 'request.superseded' && 'caseNo' in detail))
      made.set(Number(actor.split(':')[1]), id) // prettier-ignore
    else if (action === 'mail.accepted' || action === 'mail.returned') {
      const mail = sentOf(id)
      const place = mailById.get(id)
      if (mail !== undefined && place !== undefined && mail.rows.length > 0) {
        const states = mail.rows.map((row, index) => {
          if (row.bad) return `${index + 1}=R09`
          return `${index + 1}=${arrive(personOf(row.person.idNumber), made.get(id) ?? 0, { at: place.received_at, arrival: place.arrival })}` // prettier-ignore
        })
        expected.set(bare(mail.messageId), states.join('; '))
      }
    } else if (action === 'request.claimed') {
      const head = headOf(people.values())
      if (head !== id) outOfTurn.push(`request ${id} was taken while ${head ?? 'nothing'} was the head`)
      for (const { standing } of inRequest(id)) lock(standing)
    } else if (action === 'request.released' || action === 'request.claimLapsed')
      for (const person of inRequest(id)) release(person) // prettier-ignore
    else if (action === 'request.decided') {
      for (const { rowId, decision } of detail['rows'] as { rowId: number; decision: string }[]) {
        const key = rowKey.get(rowId)
        const row = key === undefined ? undefined : sentOf(key.mailId)?.rows[key.n - 1]
        if (row !== undefined) decide(personOf(row.person.idNumber), decision === 'approve')
      }
    }
  }
  return { rows: expected, outOfTurn }
}

function arrive(person: Person, requestId: number, place: Place): string {
  if (person.active) return 'R14'
  const places = [person.standing?.place, person.standing?.shadow?.place, person.past]
  if (places.some((other) => other !== undefined && other !== null && before(place, other))) return 'moved'
  if (person.standing?.locked === true) {
    person.standing.shadow = { requestId, place }
    return 'R15'
  }
  person.standing = { requestId, place, locked: false, shadow: null }
  return 'queued'
}

/** The request of the first place at which somebody waits who is not under review. */
function headOf(people: Iterable<Person>): number | null {
  let head: Standing | null = null
  for (const { standing } of people) {
    if (standing === null || standing.locked) continue
    if (head === null || before(standing.place, head.place)) head = standing
  }
  return head?.requestId ?? null
}

function lock(standing: Standing | null): void {
  if (standing !== null) standing.locked = true
}

/** A resend that came meanwhile takes effect at its own time. */
function release(person: Person): void {
  const { standing } = person
  if (standing === null) return
  const later = standing.shadow !== null && before(standing.place, standing.shadow.place) ? standing.shadow : standing
  person.standing = { requestId: later.requestId, place: later.place, locked: false, shadow: null }
}

/** Nothing changes in the register meanwhile: a resend that waited is done with, or refused for the same reasons. */
function decide(person: Person, approved: boolean): void {
  person.past = person.standing?.shadow?.place ?? person.standing?.place ?? person.past
  person.standing = null
  person.active ||= approved
}

export const bare = (messageId: string): string => messageId.replaceAll(/[<>]/g, '')
