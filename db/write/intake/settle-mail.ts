/**
 * 来信受理: what one mail comes to, in one transaction: its state, its rows, their places, and the one answer. Keyed by the
 * mail: a repeat finds it settled and does nothing.
 */
import { sql } from 'kysely'
import type { Vault } from '../../crypto.ts'
import type { Db } from '../../db.ts'
import type { AnswerRequest } from '../../../domain/unban/answers.ts'
import { decideAnswerKind, type Route } from '../../../domain/unban/acceptance.ts'
import type { CheckedRow } from '../../../domain/unban/entry-checks.ts'
import type { CodeFound, MailState, RowOutcome } from '../../../domain/unban/types.ts'
import { writeRowsHeader } from '../../../domain/unban/rows-header.ts'
import { appendAudit } from '../audit.ts'
import { checkRows } from './check-rows.ts'
import { openMailContext, type MailContext } from './context.ts'
import { correlateBounce } from './bounces.ts'
import { holdRows, tellRegistered } from './holds.ts'
import type { Judged } from './judged.ts'
import { passedRow, placeRows } from './place-rows.ts'
import { storeRows, type SettledRow } from './rows.ts'
import { answer } from './answer.ts'
import { answerRow } from './answer-row.ts'

export interface SettleOptions {
  readonly mailId: number
  readonly baseUrl: string
  /** Returns to one address that sends no form: a loop ends at the eleventh answer. */
  readonly formlessAnswers: { readonly count: number; readonly minutes: number }
}

export type Settled = { readonly kind: 'settled'; readonly state: MailState } | { readonly kind: 'repeat' }

export function settleMail(db: Db, vault: Vault, judged: Judged, options: SettleOptions): Promise<Settled> {
  return db.transaction().execute(async (tx): Promise<Settled> => {
    const found = await openMailContext(tx, vault, options.mailId, options.baseUrl)
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
  })
}

/** What a mail comes to: its state, why, and the codes that were said of the mail itself. */
interface End {
  readonly state: MailState
  readonly reason: string | null
  readonly codes: readonly CodeFound[]
}

/** What else a route does, beside its state and its one answer. */
const alsoDo: Partial<Record<Route['kind'], (context: MailContext, judged: Judged) => Promise<void>>> = {
  dsn: (context, judged) => correlateBounce(context, judged.read),
  // A forged mail moves nobody and is not answered; whoever was named is told.
  async quarantined(context, judged) {
    if (judged.forms.kind !== 'form') return
    const { rows } = await checkRows(context, judged.forms)
    await tellRegistered(context, 'senderForged', enterprisesOf(rows), rows.length)
  },
}

async function settle(context: MailContext, judged: Judged, options: SettleOptions): Promise<End> {
  const { kind, why, codes, answer: said } = judged.route
  if (kind === 'rows') return settleRows(context, judged)
  await alsoDo[kind]?.(context, judged)
  const muted = said === 'return' && (await isMuted(context, options))
  if (said === 'return' && !muted) await queueReturn(context, codes, [])
  return { state: kind, reason: muted ? 'muted' : why, codes }
}

/** The rows of a form: good ones queue, bad ones are returned, all in one answer. */
async function settleRows(context: MailContext, judged: Judged): Promise<End> {
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
  // Attachments beside the form that might have been another one: said with the answer.
  const mailCodes = judged.forms.unread
  const { state, answer: said } = decideAnswerKind(settled.map(({ outcome }) => outcome))
  if (said === 'return') await queueReturn(context, mailCodes, settled)
  else await queueAck(context, mailCodes, settled, withRepeats(placed.requests, settled))
  return { state, reason: null, codes: mailCodes }
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

async function queueReturn(
  context: MailContext,
  mailCodes: readonly CodeFound[],
  rows: readonly SettledRow[],
): Promise<void> {
  await answer(context, 1, writeRowsHeader(headerRows(rows), mailCodes), {
    kind: 'return',
    mailCodes,
    rows: rows.map(answerRow),
  })
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

async function isMuted({ tx, mail }: MailContext, { formlessAnswers }: SettleOptions): Promise<boolean> {
  if (mail.fromAddress === null) return true
  const row = await tx
    .selectFrom('outgoing_mail')
    .select((select) => select.fn.countAll<number>().as('answers'))
    .where('to_address', '=', mail.fromAddress)
    .where('kind', '=', 'return')
    .where('created_at', '>', sql<string>`now() - make_interval(mins => ${formlessAnswers.minutes})`)
    .executeTakeFirstOrThrow()
  return row.answers >= formlessAnswers.count
}

async function writeWhatWasRead({ tx, mail }: MailContext, judged: Judged): Promise<void> {
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

async function writeEnd({ tx, mail, authority }: MailContext, end: End): Promise<void> {
  await tx
    .updateTable('mail')
    .set({ state: end.state, state_reason: end.reason, codes: JSON.stringify(end.codes) })
    .where('id', '=', mail.id)
    .execute()
  await appendAudit(tx, {
    chain: authority.id,
    key: `mail:${mail.id}/${end.state}`,
    actor: 'system',
    action: `mail.${end.state}`,
    object: `mail:${mail.id}`,
    detail: { reason: end.reason, codes: end.codes.map(({ code }) => code), verdict: mail.verdict },
  })
}
