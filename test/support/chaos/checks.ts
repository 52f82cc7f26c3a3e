/** What must be true when a chaos run has settled: each check gives a sentence for each thing that is wrong. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../../db/db.ts'
import { verifyAudit } from '../../../db/read/audit.ts'
import { verifyQueuePlaces } from '../../../db/read/queue-places.ts'
import { answersIn, type Answer, type MailDoors } from '../mail-program.ts'
import type { SentMail } from './mailing.ts'
import { bare, type Expected } from './oracle.ts'
import type { Told } from './staff.ts'

export interface Delivered {
  /** Sentences of what is wrong. */
  readonly wrong: readonly string[]
  readonly answers: number
  /** The same letter delivered again after an unknown outcome: same Message-ID, same bytes, as M3 of the outbox says. */
  readonly identicalCopies: number
}

/** Tables whose open rows mean that something is still to be done. */
export async function whatIsLeft(db: Db, mails: number): Promise<string[]> {
  const { rows } = await sql<Record<string, number>>`select
    (select count(*) from mail) as mails,
    (select count(*) from mail where state = 'stored') as unsettled,
    (select count(*) from outgoing_mail where state in ('pending', 'sending', 'retry', 'uncertain')) as unsent,
    (select count(*) from request where state in ('ending', 'decided')) as unanswered,
    (select count(*) from kept_update where settled_at is null) as kept,
    (select count(*) from wish where wanted > served) as wishes`.execute(db)
  const { mails: stored = 0, ...open } = rows[0] ?? {}
  const waiting = Object.entries(open).flatMap(([what, count]) => (count > 0 ? [`${count} ${what}`] : []))
  return stored < mails ? [`${mails - stored} mails not stored`, ...waiting] : waiting
}

/** Each mail once in the record, and nothing that nobody sent. */
export async function mailsLostOrDoubled(db: Db, sent: readonly SentMail[]): Promise<string[]> {
  const rows = await db.selectFrom('mail').select(['message_id', 'state', 'state_reason']).execute()
  const times = new Map<string, number>()
  for (const { message_id: id } of rows) times.set(bare(id ?? ''), (times.get(bare(id ?? '')) ?? 0) + 1)
  const wrong = sent.flatMap(({ messageId }) => {
    const count = times.get(bare(messageId)) ?? 0
    return count === 1 ? [] : [`mail ${messageId} is ${count} times in the record`]
  })
  if (rows.length !== sent.length) wrong.push(`${rows.length} mails in the record, ${sent.length} were sent`)
  for (const row of rows) if (row.state === 'manual') wrong.push(`mail ${row.message_id ?? '?'} was left to staff: ${row.state_reason ?? ''}`) // prettier-ignore
  return wrong
}

/** One acknowledgement or return a mail, with the rows of the oracle; none to a machine; one result a decided request. */
export async function answersAsExpected(
  doors: MailDoors,
  db: Db,
  sent: readonly SentMail[],
  expected: Expected['rows'],
): Promise<Delivered> {
  const wrong: string[] = []
  let identicalCopies = 0
  let count = 0
  const muted = new Set((await db.selectFrom('mail').select('message_id').where('state_reason', '=', 'muted').execute()).map((row) => bare(row.message_id ?? ''))) // prettier-ignore
  const results = new Map<string, Set<string>>()
  for (const address of new Set(sent.map((mail) => mail.address))) {
    const answers = await answersIn(doors, address)
    count += answers.length
    const byLetter = Map.groupBy(answers, ({ mail }) => mail.messageId ?? '')
    for (const [letter, copies] of byLetter) {
      identicalCopies += copies.length - 1
      if (new Set(copies.map(wordsOf)).size > 1) wrong.push(`letter ${letter} was sent with different words`)
    }
    const letters = [...byLetter.values()].flatMap(([first]) => first ?? [])
    for (const letter of letters.filter(({ kind }) => kind === 'result')) {
      const subject = letter.mail.subject ?? ''
      const key = `${bare(letter.answersTo ?? '')} ${/[A-Z]{2}-\d{4}-\d+/.exec(subject)?.[0] ?? subject}`
      results.set(key, (results.get(key) ?? new Set()).add(letter.mail.messageId ?? ''))
    }
    for (const mail of sent.filter((one) => one.address === address)) wrong.push(...wrongOf(mail, letters, expected, muted)) // prettier-ignore
  }
  for (const [key, letters] of results) if (letters.size > 1) wrong.push(`${letters.size} results for ${key}`)
  return { wrong, answers: count, identicalCopies }
}

function wrongOf(
  mail: SentMail,
  letters: readonly Answer[],
  expected: ReadonlyMap<string, string>,
  muted: ReadonlySet<string>,
): string[] {
  // prettier-ignore
  const id = bare(mail.messageId)
  const first = letters.filter(({ answersTo, kind }) => bare(answersTo ?? '') === id && (kind === 'ack' || kind === 'return')) // prettier-ignore
  if (mail.kind === 'machine') return first.length === 0 ? [] : [`the machine mail ${id} was answered`]
  if (first.length !== 1) return first.length === 0 && muted.has(id) ? [] : [`mail ${id} has ${first.length} answers`]
  const said = first[0]?.rows ?? ''
  const meant = mail.rows.length === 0 ? '0=R01' : expected.get(id)
  return said === meant ? [] : [`mail ${id} was answered ${said}, and ${meant ?? 'nothing'} was expected`]
}

/** Every request that was decided has one result, sent; the record says so of no other. */
export async function resultsLostOrDoubled(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: number; decided: number; results: number; sent: number }>`
    select request.id, (select count(*) from audit_log where action = 'request.decided' and object = 'request:' || request.id) as decided,
      (select count(*) from outgoing_mail where request_id = request.id and kind = 'result') as results,
      (select count(*) from outgoing_mail where request_id = request.id and kind = 'result' and state = 'sent') as sent
    from request`.execute(db)
  return rows.flatMap(
    ({ id, decided, results, sent }) =>
    decided === results && results === sent ? [] : [`request ${id}: decided ${decided} times, ${results} results, ${sent} sent`], // prettier-ignore
  )
}

export async function decisionsLost(db: Db, told: readonly Told[]): Promise<string[]> {
  const wrong: string[] = []
  const rows = await db.selectFrom('request_row').select(['id', 'decision', 'state']).execute()
  const byRow = new Map(rows.map((row) => [row.id, row]))
  const last = new Map(told.map((one) => [one.rowId, one]))
  for (const { rowId, decision } of last.values()) {
    const row = byRow.get(rowId)
    if (row?.decision !== decision) wrong.push(`the decision on row ${rowId} (${decision}) is ${row?.decision ?? 'lost'}`) // prettier-ignore
  }
  const { rows: odd } = await sql<{ id: number }>`
    select request_row.id from request_row join person on person.id = person_id
    where request_row.state = 'approved' and business = 'unban' and person.status <> 'active'`.execute(db)
  for (const { id } of odd) wrong.push(`row ${id} passed, and the person is not active`)
  return wrong
}

export async function countsWrong(db: Db): Promise<string[]> {
  const counters = (await verifyQueuePlaces(db)).map(({ counter, kept, recounted }) => `the counter ${counter} says ${kept}, a recount ${recounted}`) // prettier-ignore
  const chains = (await verifyAudit(db)).flatMap(({ chain, brokenAt }) => brokenAt === null ? [] : [`the audit chain ${chain} breaks at ${brokenAt}`]) // prettier-ignore
  return [...counters, ...chains]
}

const wordsOf = ({ rows, mail }: Answer) =>
  createHash('sha256').update(rows + (mail.text ?? '')).digest('hex') // prettier-ignore
