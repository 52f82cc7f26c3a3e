/**
 * 来信受理: what one mail comes to, in one transaction: its state, its rows, their places, and the one answer. Keyed by the
 * mail: a repeat finds it settled and does nothing.
 */
import { sql } from 'kysely'
import type { Vault } from '../../crypto.ts'
import type { Db, Tx } from '../../db.ts'
import type { AnswerRequest } from '../../../domain/unban/answers.ts'
import { decideAnswerKind, type Route } from '../../../domain/unban/acceptance.ts'
import type { CheckedRow } from '../../../domain/unban/entry-checks.ts'
import type { CodeFound, MailState, RowOutcome } from '../../../domain/unban/types.ts'
import { isQuestion } from '../../../domain/mail/questions.ts'
import { returnedRowsOf } from '../../../domain/notices/returned-rows.ts'
import { writeRowsHeader } from '../../../domain/unban/rows-header.ts'
import { readEnterprisesOfAddress } from '../../read/facts.ts'
import { appendAudit } from '../audit.ts'
import { notify } from '../notices.ts'
import { checkRows } from './check-rows.ts'
import { openMailbox, openMailContext, type MailboxFacts, type MailContext } from './context.ts'
import { correlateBounce } from './bounces.ts'
import { settleByCaseNumber, settleReply } from './replies.ts'
import { mayReturn, type ReturnLimits } from './return-limits.ts'
import { fileMachineMails } from './machine-mails.ts'
import type { Settled, SettleOptions, ToSettle } from './settling.ts'
import { holdRows, tellRegistered } from './holds.ts'
import type { Judged } from './judged.ts'
import { passedRow } from './group-rows.ts'
import { placeRows } from './place-rows.ts'
import { storeRows, type SettledRow } from './rows.ts'
import { answer } from './answer.ts'
import { answerRow } from './answer-row.ts'

export function settleMail(db: Db, vault: Vault, judged: Judged, options: SettleOptions): Promise<Settled> {
  return db.transaction().execute((tx) => settleOne(tx, vault, judged, options))
}

/**
 * Settles mails of one mailbox in their order and in one transaction: a backlog costs one commit, one lock and one reading
 * of the calendar for many. All of them or none: whoever gets a fault settles them one by one.
 */
export function settleMails(
  db: Db,
  vault: Vault,
  mails: readonly ToSettle[],
  options: Omit<SettleOptions, 'mailId'>,
): Promise<Settled[]> {
  return db.transaction().execute(async (tx) => {
    const [first] = mails
    if (first === undefined) return []
    const facts = await openMailbox(tx, first.mailId)
    const settled = new Map(await fileMachineMails(tx, facts.authority.id, mails))
    for (const { mailId, judged } of mails) {
      if (!settled.has(mailId)) settled.set(mailId, await settleOne(tx, vault, judged, { ...options, mailId }, facts))
    }
    return mails.map(({ mailId }) => settled.get(mailId) ?? { kind: 'repeat' })
  })
}

async function settleOne(
  tx: Tx,
  vault: Vault,
  judged: Judged,
  options: SettleOptions,
  facts?: MailboxFacts,
): Promise<Settled> {
  const found = await openMailContext(tx, vault, options.mailId, options.baseUrl, facts)
  if (found.mail.state !== 'stored') return { kind: 'repeat' }
  await writeWhatWasRead(found, judged)
  const context: MailContext = {
    ...found,
    mail: {
      ...found.mail,
      messageId: judged.read.messageId,
      subject: judged.read.subject,
      fromAddress: judged.fromAddress,
      verdict: judged.verdict,
    },
  }
  const end = await settle(context, judged, options)
  await writeEnd(context, end)
  return { kind: 'settled', state: end.state }
}

/** What a mail comes to: its state, why, and the codes that were said of the mail itself. */
export interface End {
  readonly state: MailState
  readonly reason: string | null
  readonly codes: readonly CodeFound[]
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

async function settle(context: MailContext, judged: Judged, options: SettleOptions): Promise<End> {
  const { kind, why, codes, answer: said } = judged.route
  if (kind === 'rows') return settleRows(context, judged, options.limits)
  if (judged.route.onlyTalk) {
    const reason = await settleByCaseNumber(context, judged.read)
    if (reason !== null) return { state: 'note', reason, codes: [] }
  }
  const reason = (await alsoDo[kind]?.(context, judged)) ?? why
  const told = said === 'return' && (await queueReturn(context, codes, [], options.limits))
  return { state: kind, reason: said === 'return' && !told ? 'muted' : reason, codes }
}

/** The rows of a form: good ones queue, bad ones are returned, all in one answer. */
export async function settleRows(context: MailContext, judged: Judged, limits: ReturnLimits): Promise<End> {
  if (judged.forms.kind !== 'form') throw new Error('Rows are settled of a form.')
  const { rows, refused } = await checkRows(context, judged.forms)
  const firsts = rows.filter((row) => row.sameAs === null)
  const placed = await placeRows(context, firsts.filter((row) => row.outcome.kind === 'pass').map(passedRow)) // prettier-ignore
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
  const mailCodes = judged.forms.unread
  const { state, answer: said } = decideAnswerKind(settled.map(({ outcome }) => outcome))
  if (said === 'return') {
    const told = await queueReturn(context, mailCodes, settled, limits)
    return { state, reason: told ? null : 'muted', codes: mailCodes }
  }
  await queueAck(context, mailCodes, settled, withRepeats(placed.requests, settled))
  return { state, reason: null, codes: mailCodes }
}

/** Each enterprise hears in the app of its own rows that were returned, unless a stranger sent them. */
async function notifyReturns({ tx, mail }: MailContext, settled: readonly SettledRow[]): Promise<void> {
  const senders = mail.fromAddress === null ? new Set<number>() : await readEnterprisesOfAddress(tx, mail.fromAddress)
  const returned = returnedRowsOf(settled.map(({ row, outcome }) => ({ enterpriseId: row.enterpriseId, outcome })), senders) // prettier-ignore
  for (const [enterpriseId, people] of returned) {
    await notify(tx, {
      key: `mail:${mail.id}/returned/${enterpriseId}`,
      kind: 'mailReturned',
      to: { kind: 'enterprise', enterpriseId },
      facts: { mailId: mail.id, people },
    })
  }
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

export async function writeWhatWasRead({ tx, mail }: MailContext, judged: Judged): Promise<void> {
  const { read } = judged
  await tx
    .updateTable('mail')
    .set({
      message_id: read.messageId,
      from_address: judged.fromAddress,
      from_name: judged.fromName,
      subject: read.subject,
      date_header: read.dateHeader,
      class: judged.mailClass,
      verdict: judged.verdict,
      badges: sql`array(select distinct unnest(badges || ${[...judged.badges]}::text[]))`,
      body_text: read.text,
      classified_at: sql<string>`now()`,
      ...(judged.route.kind === 'quarantined' ? { quarantined_as: judged.route.why } : {}),
    })
    .where('id', '=', mail.id)
    .execute()
  for (const [index, attachment] of read.attachments.entries()) {
    await tx
      .insertInto('attachment')
      .values({
        mail_id: mail.id,
        n: index + 1,
        name: attachment.name,
        size: attachment.size,
        sha256: attachment.sha256,
        kind: attachment.kind,
        problem: attachment.problem,
      })
      .execute()
  }
}

export async function writeEnd({ tx, mail, authority, act }: MailContext, end: End): Promise<void> {
  await tx
    .updateTable('mail')
    .set({ state: end.state, state_reason: end.reason, codes: JSON.stringify(end.codes) })
    .where('id', '=', mail.id)
    .execute()
  if (
    end.state === 'manual' ||
    end.state === 'quarantined' ||
    isQuestion({ state: end.state, stateReason: end.reason })
  ) {
    await notify(tx, {
      key: `mail:${mail.id}/${end.state}`,
      kind: 'mailForPerson',
      to: { kind: 'staff', authorityId: authority.id },
      facts: { mailId: mail.id },
    })
  }
  await appendAudit(tx, {
    chain: authority.id,
    key: `mail:${mail.id}/${end.state}`,
    actor: act === undefined ? 'system' : `account:${act.accountId}`,
    action: `mail.${end.state}`,
    object: `mail:${mail.id}`,
    detail: { reason: end.reason, codes: end.codes.map(({ code }) => code), verdict: mail.verdict },
  })
}
