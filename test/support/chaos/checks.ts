/** What must be true when a chaos run has settled: each check gives a sentence for each thing that is wrong. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../../db/db.ts'
import { verifyAudit } from '../../../db/read/audit.ts'
import { verifyQueuePlaces } from '../../../db/read/queue-places.ts'
import { answersIn, type Answer, type MailDoors } from '../mail-program.ts'
import { bare, type Expected } from './oracle.ts'
import type { Told } from './staff.ts'
import type { SentMail } from './written.ts'

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
  const rows = await db.selectFrom('mail').select(['message_id', 'state', 'state_reason', 'received_at']).execute()
  const recorded = Map.groupBy(rows, ({ message_id: id }) => bare(id ?? ''))
  const wrong = sent.flatMap(({ messageId, junkAt }) => {
    const found = recorded.get(bare(messageId)) ?? []
    if (found.length !== 1) return [`mail ${messageId} is ${found.length} times in the record`]
    const at = found[0]?.received_at
    return junkAt === null || at === junkAt ? [] : [`mail ${messageId} came into Junk at ${junkAt}, and counts from ${at ?? '?'}`] // prettier-ignore
  })
  if (rows.length !== sent.length) wrong.push(`${rows.length} mails in the record, ${sent.length} were sent`)
  for (const row of rows) if (row.state === 'manual') wrong.push(`mail ${row.message_id ?? '?'} was left to staff: ${row.state_reason ?? ''}`) // prettier-ignore
  return wrong
}

/**
 * One acknowledgement or return a mail, with the rows of the oracle, and one answer to a reply; none to a machine; one
 * result a decided request; and in the mailboxes every letter that the record says was sent.
 */
export async function answersAsExpected(
  doors: MailDoors,
  db: Db,
  sent: readonly SentMail[],
  expected: Expected,
): Promise<Delivered> {
  const wrong: string[] = []
  let identicalCopies = 0
  let count = 0
  const muted = new Set((await db.selectFrom('mail').select('message_id').where('state_reason', '=', 'muted').execute()).map((row) => bare(row.message_id ?? ''))) // prettier-ignore
  const results = new Map<string, Set<string>>()
  const letterRows = await db.selectFrom('outgoing_mail').select(['message_id', 'to_address', 'state']).execute()
  for (const address of new Set(sent.map((mail) => mail.address))) {
    const answers = await answersIn(doors, address)
    count += answers.length
    const byLetter = Map.groupBy(answers, ({ mail }) => mail.messageId ?? '')
    for (const [letter, copies] of byLetter) {
      identicalCopies += copies.length - 1
      if (new Set(copies.map(wordsOf)).size > 1) wrong.push(`letter ${letter} was sent with different words`)
    }
    for (const { message_id: id, to_address: to, state } of letterRows) {
      if (to === address && state === 'sent' && !byLetter.has(`<${bare(id)}>`)) wrong.push(`letter ${id} was sent, and is not in the mailbox`) // prettier-ignore
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

function wrongOf(mail: SentMail, letters: readonly Answer[], expected: Expected, muted: ReadonlySet<string>): string[] {
  const id = bare(mail.messageId)
  const answers = letters.filter(({ answersTo }) => bare(answersTo ?? '') === id)
  if (mail.asked !== null) return wrongReply(mail, answers, expected.replies.get(id))
  const first = answers.filter(({ kind }) => kind === 'ack' || kind === 'return')
  if (mail.kind === 'machine') return first.length === 0 ? [] : [`the machine mail ${id} was answered`]
  if (first.length !== 1) return first.length === 0 && muted.has(id) ? [] : [`mail ${id} has ${first.length} answers`]
  const said = first[0]?.rows ?? ''
  const meant = mail.rows.length === 0 ? '0=R01' : expected.rows.get(id)
  return said === meant ? [] : [`mail ${id} was answered ${said}, and ${meant ?? 'nothing'} was expected`]
}

/** @param meant undefined: the mail was not read as a reply at all. */
function wrongReply({ messageId, asked }: SentMail, answers: readonly Answer[], meant: string | null | undefined) {
  const kind = asked?.word === '撤回' ? 'note' : 'progress'
  const said = answers.map((answer) => `${answer.kind} ${pairsOf(answer)}`)
  const wanted = meant === undefined ? ['an answer to a reply'] : meant === null ? [] : [`${kind} ${meant}`]
  return JSON.stringify(said) === JSON.stringify(wanted) ? [] : [`reply ${messageId} was answered ${JSON.stringify(said)}, and ${JSON.stringify(wanted)} was expected`] // prettier-ignore
}

/** `X-Hoistway-For` and `X-Hoistway-Rows`, a line for each mail that is named. */
function pairsOf({ mail }: Answer): string {
  const valueOf = (line: string) => line.slice(line.indexOf(':') + 1).replaceAll(/\s+/g, ' ').trim() // prettier-ignore
  const lines = mail.headerLines.filter(({ key }) => key === 'x-hoistway-for' || key === 'x-hoistway-rows')
  return lines.map(({ key, line }) => (key === 'x-hoistway-for' ? `\n${bare(valueOf(line))}` : ` ${valueOf(line)}`)).join('').trim() // prettier-ignore
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

/** Every row stands as the oracle says, and every place is what a count of all rows gives. */
export async function queueWrong(db: Db, { queue }: Expected): Promise<string[]> {
  const rows = await db.selectFrom('request_row').innerJoin('request', 'request.id', 'request_id').select(['request_row.state', 'n', 'mail_id']).execute() // prettier-ignore
  const recorded = new Map(rows.map(({ mail_id: mailId, n, state }) => [`${mailId}/${n}`, state]))
  const states = queue.rows().flatMap(({ mailId, n, state }) => {
    const found = recorded.get(`${mailId}/${n}`)
    return found === state ? [] : [`row ${n} of mail ${mailId} is ${found ?? 'lost'}, and ${state} was expected`]
  })
  if (rows.length !== queue.rows().length) states.push(`${rows.length} rows in the record, ${queue.rows().length} were expected`) // prettier-ignore
  const { rows: places } = await sql<{ text: string }>`
    select request.id || ': ' || ahead.requests || ' requests, ' || ahead.people || ' people' as text from request,
      lateral queue_before(authority_id, received_at, arrival, request.id) as ahead
    where state in ('queued', 'claimed', 'ending', 'putAside') and request.people > 0
    order by received_at, arrival, request.id`.execute(db)
  const counted = queue.standings().map(({ requestId, requestsAhead, peopleAhead }) => `${requestId}: ${requestsAhead} requests, ${peopleAhead} people`) // prettier-ignore
  const [said, meant] = [places.map(({ text }) => text).join('; '), counted.join('; ')]
  return said === meant ? states : [...states, `the places say ${said}; a count gives ${meant}`]
}

/** Each time aside was told to the sender, once. */
export async function asidesUntold(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: number; letters: number }>`
    select put_aside.id, count(outgoing_mail.id) as letters from put_aside left join outgoing_mail
      on outgoing_mail.request_id = put_aside.request_id and message_id like '%unban.aside-' || put_aside.id || '.%' and outgoing_mail.state = 'sent'
    group by put_aside.id having count(outgoing_mail.id) <> 1`.execute(db)
  return rows.map(({ id, letters }) => `the time aside ${id} was told ${letters} times`)
}

const wordsOf = ({ rows, mail }: Answer) =>
  createHash('sha256').update(rows + (mail.text ?? '')).digest('hex') // prettier-ignore
