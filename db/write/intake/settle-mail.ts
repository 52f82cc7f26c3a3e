/**
 * 来信受理: what one mail comes to, in one transaction: its state, its rows, their places, and the one answer. Keyed by the
 * mail: a repeat finds it settled and does nothing.
 */
import type { AnswerRequest } from '../../../domain/unban/answers.ts'
import { decideAnswerKind, type Route } from '../../../domain/unban/acceptance.ts'
import type { CheckedRow } from '../../../domain/unban/entry-checks.ts'
import type { CodeFound, RowOutcome } from '../../../domain/unban/types.ts'
import { isQuestion } from '../../../domain/mail/questions.ts'
import { returnedRowsOf } from '../../../domain/notices/returned-rows.ts'
import { writeRowsHeader } from '../../../domain/unban/rows-header.ts'
import { notify } from '../notices.ts'
import { checkRows, type RowsChecked } from './check-rows.ts'
import type { MailboxFacts, MailContext } from './context.ts'
import { correlateBounce } from './bounces.ts'
import type { End } from './file-mails.ts'
import { settleByCaseNumber, settleReply } from './replies.ts'
import { mayReturn, type ReturnLimits } from './return-limits.ts'
import { holdRows, tellRegistered } from './holds.ts'
import type { Judged } from './judged.ts'
import { passedRow } from './group-rows.ts'
import { placeRows, type Placed } from './place-rows.ts'
import { storeRows, type SettledRow } from './rows.ts'
import { answer } from './answer.ts'
import { answerRow } from './answer-row.ts'

/** A mail and what was read of it. */
export interface Opened {
  readonly context: MailContext
  readonly judged: Judged
}

/** The mail as it was read, which the record may not say yet. */
export function asJudged(context: MailContext, judged: Judged): MailContext {
  const { messageId, subject } = judged.read
  return { ...context, mail: { ...context.mail, messageId, subject, fromAddress: judged.fromAddress, verdict: judged.verdict } } // prettier-ignore
}

/** What else a route does, beside its state and its one answer. @returns a more exact reason for the state, or none. */
const alsoDo: Partial<Record<Route['kind'], (context: MailContext, judged: Judged) => Promise<string | undefined>>> = {
  dsn: (context, judged) => correlateBounce(context, judged.read),
  note: (context, judged) => settleReply(context, judged.read),
  // A forged mail moves nobody and is not answered; whoever was named is told.
  async quarantined(context, judged) {
    if (judged.forms.kind !== 'form') return undefined
    const { rows } = await checkRows(context, judged.forms)
    await tellRegistered(context, 'senderForged', enterprisesOf(rows), rows.length)
    return undefined
  },
}

/** Whether what a mail that brings no rows comes to hangs on what the record holds; one that is only filed asks nothing of it. */
export const looksBack = ({ route }: Judged): boolean =>
  route.onlyTalk || route.answer === 'return' || alsoDo[route.kind] !== undefined

/** Any mail but one that only brings rows. */
export async function settle(context: MailContext, judged: Judged, limits: ReturnLimits): Promise<End> {
  const { kind, why, codes, answer: said } = judged.route
  if (kind === 'rows') throw new Error('Rows are settled by settleRows.')
  if (judged.route.onlyTalk) {
    const reason = await settleByCaseNumber(context, judged.read)
    if (reason !== null) return { state: 'note', reason, codes: [] }
  }
  const reason = (await alsoDo[kind]?.(context, judged)) ?? why
  const told = said === 'return' && (await queueReturn(context, codes, [], limits))
  return { state: kind, reason: said === 'return' && !told ? 'muted' : reason, codes }
}

/** The rows of forms: good ones queue, bad ones are returned, all of one mail in one answer. */
export async function settleRows(
  facts: MailboxFacts,
  mails: readonly Opened[],
  limits: ReturnLimits,
): Promise<Map<number, End>> {
  const checked: (Opened & RowsChecked)[] = []
  for (const { context, judged } of mails) {
    if (judged.forms.kind !== 'form') throw new Error('Rows are settled of a form.')
    checked.push({ context, judged, ...(await checkRows(context, judged.forms)) })
  }
  const placed = await placeRows(facts, checked.map(({ context: { mail }, rows }) => ({ mail, rows: rows.filter((row) => row.sameAs === null && row.outcome.kind === 'pass').map(passedRow) }))) // prettier-ignore
  const ends = new Map<number, End>()
  for (const one of checked) {
    const { id } = one.context.mail
    ends.set(id, await answerRows(one, placed.get(id) ?? { outcomes: new Map(), requests: [] }, limits))
  }
  return ends
}

async function answerRows(
  { context, judged, rows, refused }: Opened & RowsChecked,
  placed: Placed,
  limits: ReturnLimits,
): Promise<End> {
  const settled = rows.map((row): SettledRow => {
    const at = placed.outcomes.get(row.sameAs ?? row.n)
    return { row, outcome: outcomeOf(row, at?.outcome), requestRowId: at?.requestRowId ?? null }
  })
  await storeRows(context, settled)
  const held = rows.filter((row) => row.outcome.kind === 'hold')
  if (held.length > 0) await holdRows(context, enterprisesOf(held), held.length)
  if (refused.length > 0) await tellRegistered(context, 'strangerWrote', refused, rows.length)
  await notifyReturns(context, settled)
  // Attachments beside the form that might have been another one: said with the answer.
  const mailCodes = judged.forms.kind === 'form' ? judged.forms.unread : []
  const { state, answer: said } = decideAnswerKind(settled.map(({ outcome }) => outcome))
  if (said === 'return') {
    const told = await queueReturn(context, mailCodes, settled, limits)
    return { state, reason: told ? null : 'muted', codes: mailCodes }
  }
  await queueAck(context, mailCodes, settled, withRepeats(placed.requests, settled))
  return { state, reason: null, codes: mailCodes }
}

/**
 * Each enterprise hears in the app of its own rows that were returned. What somebody wrote in its name who may not is told to
 * its registered contact and listed with its mails, like every attempt in its name.
 */
async function notifyReturns(context: MailContext, settled: readonly SettledRow[]): Promise<void> {
  const { tx, mail, register } = context
  const senders = mail.fromAddress === null ? [] : await register.enterprisesOf(mail.fromAddress)
  // Rows that were placed are the enterprise's own also when only the chief answers for the sender.
  const placed = settled.flatMap(({ row, requestRowId }) => (requestRowId === null ? [] : enterprisesOf([row])))
  const { own, inItsName } = returnedRowsOf(settled.map(({ row, outcome }) => ({ enterpriseId: row.enterpriseId, outcome })), new Set([...senders, ...placed])) // prettier-ignore
  for (const [enterpriseId, people] of own) {
    await notify(tx, {
      key: `mail:${mail.id}/returned/${enterpriseId}`,
      kind: 'mailReturned',
      to: { kind: 'enterprise', enterpriseId },
      facts: { mailId: mail.id, people },
    })
  }
  for (const [enterpriseId, people] of inItsName) await tellRegistered(context, 'strangerWrote', [enterpriseId], people)
}

/** A repeated row is listed with the one that it repeats. */
function withRepeats(requests: readonly AnswerRequest[], rows: readonly SettledRow[]): AnswerRequest[] {
  return requests.map((request) => ({
    ...request,
    rowNumbers: rows.map(({ row }) => row).filter((row) => request.rowNumbers.includes(row.sameAs ?? row.n)).map(({ n }) => n), // prettier-ignore
  }))
}

/** The outcome said of a row: what the checks found, and where a good one was placed. */
function outcomeOf({ outcome }: CheckedRow, placed: RowOutcome | undefined): RowOutcome {
  if (outcome.kind === 'returned') return outcome
  if (outcome.kind === 'alreadyDone') return { kind: 'alreadyDone' }
  if (outcome.kind === 'hold') return { kind: 'onHold' }
  if (placed === undefined) throw new Error('A row that passed has no place.')
  return placed
}

const enterprisesOf = (rows: readonly CheckedRow[]): number[] => [
  ...new Set(rows.flatMap(({ enterpriseId }) => (enterpriseId === null ? [] : [enterpriseId]))),
]

/** @returns false when the limits keep it from being said. */
async function queueReturn(
  context: MailContext,
  mailCodes: readonly CodeFound[],
  rows: readonly SettledRow[],
  limits: ReturnLimits,
): Promise<boolean> {
  const header = writeRowsHeader(headerRows(rows), mailCodes)
  const list = rows.map(({ row }) => [row.id ?? row.idNumber, row.company, row.business])
  const saidKey = context.vault.lookup('token', JSON.stringify(['return', header, list]))
  if (!(await mayReturn(context, limits, { formless: rows.length === 0, saidKey }))) return false
  await answer(context, 1, header, { kind: 'return', mailCodes, rows: rows.map(answerRow) }, saidKey)
  return true
}

async function queueAck(
  context: MailContext,
  mailCodes: readonly CodeFound[],
  rows: readonly SettledRow[],
  requests: readonly AnswerRequest[],
): Promise<void> {
  await answer(context, 1, writeRowsHeader(headerRows(rows), mailCodes), {
    kind: 'ack',
    rows: rows.map(answerRow),
    requests,
    badges: [],
  })
}

const headerRows = (rows: readonly SettledRow[]) => rows.map(({ row, outcome }) => ({ n: row.n, outcome }))

/** What was read and what came of it goes into the record, with the mail's attachments by their facts. */
export async function fileMail(context: MailContext, judged: Judged, end: End): Promise<void> {
  const { later, mail } = context
  await later.add('file', { mailId: mail.id, judged, end })
  await later.add(
    'attachment',
    ...judged.read.attachments.map(({ name, size, sha256, kind, problem }, index) => ({
      mail_id: mail.id, n: index + 1, name, size, sha256, kind, problem,
    })),
  ) // prettier-ignore
  await tellEnd(context, end)
}

/** Staff hear of a mail that is theirs; the log says what every mail came to. */
export async function tellEnd({ tx, mail, authority, act, later }: MailContext, end: End): Promise<void> {
  const isStaffs = end.state === 'manual' || end.state === 'quarantined'
  if (isStaffs || isQuestion({ state: end.state, stateReason: end.reason })) {
    await notify(tx, {
      key: `mail:${mail.id}/${end.state}`,
      kind: 'mailForPerson',
      to: { kind: 'staff', authorityId: authority.id },
      facts: { mailId: mail.id },
    })
  }
  await later.add('audit', {
    chain: authority.id,
    key: `mail:${mail.id}/${end.state}`,
    actor: act === undefined ? 'system' : `account:${act.accountId}`,
    action: `mail.${end.state}`,
    object: `mail:${mail.id}`,
    detail: { reason: end.reason, codes: end.codes.map(({ code }) => code), verdict: mail.verdict },
  })
}
