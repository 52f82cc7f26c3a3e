/**
 * What each row of each mail must have come to, worked out anew: from what was sent, and from the order in which the audit
 * log says that mails were settled and requests were taken, given back, put aside and decided.
 */
import { sql } from 'kysely'
import type { Db } from '../../../db/db.ts'
import { ExpectedQueue, inOrder, type ExpectedRow } from './expected-queue.ts'
import type { Asked, SentMail } from './written.ts'

export interface Expected {
  /** `X-Hoistway-Rows` of the first answer to each mail that holds a form, by Message-ID without brackets. */
  readonly rows: ReadonlyMap<string, string>
  /** What the answer to each 撤回 and 进度 says; null: there is none. */
  readonly replies: ReadonlyMap<string, string | null>
  /** The queue as it must be in the end. */
  readonly queue: ExpectedQueue
  /** A sentence for each claim that did not take the head, and each act on a row that could not be acted on. */
  readonly wrong: readonly string[]
}

interface Entry {
  readonly actor: string
  readonly action: string
  readonly object: string
  readonly detail: Record<string, unknown>
}
interface RecordedMail {
  readonly id: number
  readonly message_id: string | null
  readonly received_at: string
  readonly arrival: number
}

export async function workOut(db: Db, sent: readonly SentMail[]): Promise<Expected> {
  const mails = await db.selectFrom('mail').select(['id', 'message_id', 'received_at', 'arrival']).execute()
  const rows = await db.selectFrom('request_row').innerJoin('request', 'request.id', 'request_id').select(['request_row.id', 'n', 'mail_id']).execute() // prettier-ignore
  const { rows: log } = await sql<Entry>`select actor, action, object, detail from audit_log
    where object like 'mail:%' or object like 'request:%' order by chain, seq`.execute(db)
  const oracle = new Oracle(sent, mails, new Map(rows.map((row) => [row.id, { n: row.n, mailId: row.mail_id }])))
  for (const entry of log) oracle.read(entry)
  return oracle
}

class Oracle implements Expected {
  readonly rows = new Map<string, string>()
  readonly replies = new Map<string, string | null>()
  readonly queue = new ExpectedQueue()
  readonly wrong: string[] = []
  /** The request that each mail made. */
  private readonly made = new Map<number, number>()
  /** What was said of each row of a mail that did not queue. */
  private readonly returned = new Map<string, string>()
  private readonly told = new Set<string>()
  private readonly recorded: ReadonlyMap<string, RecordedMail>
  private readonly sentAs: ReadonlyMap<number, SentMail>
  private readonly rowKeys: ReadonlyMap<number, { readonly n: number; readonly mailId: number }>

  constructor(sent: readonly SentMail[], mails: readonly RecordedMail[], rowKeys: Oracle['rowKeys']) {
    const byMessage = new Map(sent.map((mail) => [bare(mail.messageId), mail]))
    this.recorded = new Map(mails.map((mail) => [bare(mail.message_id ?? ''), mail]))
    this.sentAs = new Map(
      mails.flatMap(({ id, message_id: message }) => {
        const mail = byMessage.get(bare(message ?? ''))
        return mail === undefined ? [] : [[id, mail] as const]
      }),
    )
    this.rowKeys = rowKeys
  }

  read({ actor, action, object, detail }: Entry): void {
    const id = Number(object.split(':')[1])
    const isNew = action === 'request.queued' || (action === 'request.superseded' && 'caseNo' in detail)
    if (isNew) this.made.set(Number(actor.split(':')[1]), id)
    else if (action === 'mail.accepted' || action === 'mail.returned') this.arrive(id)
    else if (action === 'mail.note') this.reply(id, String(detail['reason']))
    else if (action === 'request.claimed') this.claim(id)
    else if (action === 'request.released' || action === 'request.claimLapsed') this.queue.release(id)
    else if (action === 'request.putAside') this.queue.putAside(id)
    else if (action === 'request.takenBack' || action === 'request.asideOver') this.queue.takeBack(id)
    else if (action === 'request.decided') this.decide(id, detail['rows'] as Decided[])
  }

  private arrive(mailId: number): void {
    const mail = this.sentAs.get(mailId)
    if (mail === undefined || mail.rows.length === 0) return
    const recorded = this.recorded.get(bare(mail.messageId))
    // A mail from Junk has the place of its own arrival, whenever it was found.
    const place = { at: mail.junkAt ?? recorded?.received_at ?? '', arrival: recorded?.arrival ?? 0 }
    const states = mail.rows.map(({ person, bad }, index) => {
      const row = { requestId: this.made.get(mailId) ?? 0, mailId, n: index + 1, enterprise: person.creditCode, place }
      const said = bad ? 'R09' : this.queue.arrive(person.idNumber, row)
      if (bad || said === 'R14') this.returned.set(`${mailId}/${row.n}`, said)
      return `${row.n}=${said}`
    })
    this.rows.set(bare(mail.messageId), states.join('; '))
  }

  private claim(requestId: number): void {
    const head = this.queue.head()
    if (head !== requestId) this.wrong.push(`request ${requestId} was taken while ${head ?? 'nothing'} was the head`)
    this.queue.claim(requestId)
  }

  private decide(requestId: number, rows: readonly Decided[]): void {
    for (const { rowId, decision } of rows) {
      const key = this.rowKeys.get(rowId)
      const row = key === undefined ? undefined : this.queue.row(key.mailId, key.n)
      if (row?.state !== 'locked') this.wrong.push(`request ${requestId} decided row ${rowId}, which was ${row?.state ?? 'unknown'}`) // prettier-ignore
      if (row !== undefined) this.queue.decide(row, decision === 'approve')
    }
  }

  private reply(mailId: number, reason: string): void {
    const mail = this.sentAs.get(mailId)
    if (mail?.asked == null) return
    const of = this.recorded.get(bare(mail.asked.of))
    const [meant, said] = of === undefined ? ['a reply to nothing', null] : mail.asked.word === '撤回' ? this.withdraw(mail.asked, of.id) : this.tell(mail.address, of.id) // prettier-ignore
    if (reason !== meant) this.wrong.push(`reply ${mail.messageId} was filed as ${reason}, and ${meant} was expected`)
    this.replies.set(bare(mail.messageId), said)
  }

  /** Only what waits is withdrawn; the answer says of every row that was meant how it stands. */
  private withdraw({ of, rows }: Asked, mailId: number): [string, string] {
    const numbers = rows === 'all' ? this.queue.rows().filter((row) => row.mailId === mailId).map(({ n }) => n).sort((a, b) => a - b) : rows // prettier-ignore
    let withdrawn = 0
    const said = numbers.map((n) => {
      const row = this.queue.row(mailId, n)
      if (row === undefined) return `${n}=${this.returned.get(`${mailId}/${n}`) ?? 'unknown'}`
      if (row.state === 'live') {
        this.queue.withdraw(row)
        withdrawn += 1
      }
      return `${n}=${standing(row)}`
    })
    return [withdrawn > 0 ? 'withdrawn' : 'nothingWithdrawn', `${bare(of)} ${said.join('; ')}`]
  }

  /** Every row of the enterprise that waits, by mail; once an hour to one address, and no run is longer. */
  private tell(address: string, mailId: number): [string, string | null] {
    if (this.told.has(address)) return ['progressMuted', null]
    this.told.add(address)
    const enterprise = this.sentAs.get(mailId)?.rows[0]?.person.creditCode
    const waiting = this.queue.rows().filter((row) => row.enterprise === enterprise && stands.has(row.state)).sort(inOrder) // prettier-ignore
    const mails = [...Map.groupBy(waiting, (row) => row.mailId)]
    const said = mails.map(([id, rows]) => `${bare(this.sentAs.get(id)?.messageId ?? '')} ${rows.map((row) => `${row.n}=${standing(row)}`).join('; ')}`) // prettier-ignore
    return ['progress', said.join('\n')]
  }
}

interface Decided {
  readonly rowId: number
  readonly decision: string
}

const stands: ReadonlySet<ExpectedRow['state']> = new Set(['live', 'locked', 'shadowed'])

function standing({ state }: ExpectedRow): string {
  if (state === 'live') return 'queued'
  return state === 'locked' || state === 'shadowed' ? 'R15' : state
}

export const bare = (messageId: string): string => messageId.replaceAll(/[<>]/g, '')
