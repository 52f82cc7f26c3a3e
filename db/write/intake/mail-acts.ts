/**
 * 来信办理: an act that a page asked for is done here, once: its row is settled in the transaction of its effect. The engine
 * says when; while it is away the act waits (spec 10-unban, States).
 */
import { sql } from 'kysely'
import type { Vault } from '../../crypto.ts'
import type { Db } from '../../db.ts'
import { isChiefsMail, type MailActKind, type MailActOutcome } from '../../../domain/mail/acts.ts'
import { writeRowsHeader } from '../../../domain/unban/rows-header.ts'
import type { OpenAct } from '../../read/mail-acts.ts'
import { letSendingGoOn } from '../sending.ts'
import { auditAct, type ActContext, type ActFacts } from './act.ts'
import { answerSender } from './answer.ts'
import { openMailContext, type MailContext } from './context.ts'
import type { End } from './file-mails.ts'
import { giveTime } from './give-time.ts'
import { resendLetter } from './resend.ts'
import type { ReturnLimits } from './return-limits.ts'
import { asJudged, fileMail, settleRows, tellEnd } from './settle-mail.ts'
import { withdrawOnPage } from './withdraw-on-page.ts'

/** Acts that need the mail read anew. */
const readsAnew: ReadonlySet<MailActKind> = new Set<MailActKind>(['accept', 'rerun'])
export const needsReading = (kind: MailActKind): boolean => readsAnew.has(kind)

const deeds: Readonly<Record<MailActKind, (context: ActContext) => Promise<MailActOutcome>>> = {
  accept: (context) => settleAnew(context, true),
  rerun: (context) => settleAnew(context, false),
  return: returnByHand,
  dismiss,
  giveTime,
  revokeLink,
  resend: resendLetter,
  letGoOn,
  withdraw: withdrawOnPage,
}

/** @returns what came of it; null when it was done before. */
export function settleAct(db: Db, vault: Vault, open: OpenAct, facts: ActFacts): Promise<MailActOutcome | null> {
  return db.transaction().execute(async (tx) => {
    // Queue, then mail, then act: the order in which everybody locks.
    const { authority_id: authorityId } = await tx.selectFrom('mailbox').select('authority_id').where('id', '=', open.mailbox_id).executeTakeFirstOrThrow() // prettier-ignore
    const waiting = await tx.selectFrom('mail_act').select('id').where('id', '=', open.id).where('settled_at', 'is', null).executeTakeFirst() // prettier-ignore
    if (waiting === undefined) return null
    const reason = open.reason_cipher === null ? '' : vault.open(open.reason_cipher)
    const outcome = await deeds[open.kind]({ ...facts, tx, vault, act: open, reason, authorityId })
    const settled = await tx
      .updateTable('mail_act')
      .set({ outcome, settled_at: sql<string>`now()` })
      .where('id', '=', open.id)
      .where('settled_at', 'is', null)
      .executeTakeFirst()
    if (settled.numUpdatedRows === 0n) throw new Error('Another has settled the act meanwhile.')
    return outcome
  })
}

/** Trying failed: after `attemptsMax` times it is given up, and its page says so. */
export async function actAttempted(db: Db, id: string, attemptsMax: number): Promise<void> {
  await db
    .updateTable('mail_act')
    .set({
      attempts: sql<number>`attempts + 1`,
      outcome: sql<'fault' | null>`case when attempts + 1 >= ${attemptsMax} then 'fault' end`,
      settled_at: sql<string | null>`case when attempts + 1 >= ${attemptsMax} then now() end`,
    })
    .where('id', '=', id)
    .where('settled_at', 'is', null)
    .execute()
}

/** A person asked for it: what limits machines does not apply. */
const unlimited: ReturnLimits = {
  returnsPerHour: null,
  returnsPerDay: null,
  sameReturnHours: null,
  formlessAnswers: { count: Infinity, minutes: 1 },
}

/** The mail of the act, locked, while it is the chief's to settle. */
async function openChiefsMail({ tx, vault, act, baseUrl }: ActContext, vouched: boolean): Promise<MailContext | null> {
  if (act.mail_id === null) return null
  const context = await openMailContext(tx, vault, act.mail_id, baseUrl)
  if (!isChiefsMail(context.mail.state)) return null
  return { ...context, act: { n: act.n, accountId: act.account_id, vouched } }
}

/** 受理 · 重新受理: its rows enter at the mail's own time. @param vouched the chief answers for the sender. */
async function settleAnew(asked: ActContext, vouched: boolean): Promise<MailActOutcome> {
  const { judged, tx } = asked
  const found = await openChiefsMail(asked, vouched)
  if (found === null) return 'over'
  if (judged === null || judged.forms.kind !== 'form') return 'noForm'
  if (!vouched && judged.route.kind !== 'rows') return 'noForm'
  const context = asJudged(found, judged)
  await tx.deleteFrom('attachment').where('mail_id', '=', found.mail.id).execute()
  const end = (await settleRows(context, [{ context, judged }], unlimited)).get(context.mail.id)
  if (end === undefined) throw new Error('A mail that was settled has an end.')
  await fileMail(context, judged, end)
  return 'done'
}

async function returnByHand(asked: ActContext): Promise<MailActOutcome> {
  const context = await openChiefsMail(asked, false)
  if (context === null) return 'over'
  if (context.mail.fromAddress === null) return 'noAddress'
  const codes = [{ code: asked.act.input.code ?? 'R01' }] as const
  await answerSender(context, {
    kind: 'return',
    rowsHeader: writeRowsHeader([], codes),
    answer: { kind: 'return', mailCodes: codes, rows: [], words: asked.reason },
  })
  await endMail(context, { state: 'returned', reason: 'byChief', codes })
  return 'done'
}

async function dismiss(asked: ActContext): Promise<MailActOutcome> {
  const context = await openChiefsMail(asked, false)
  if (context === null) return 'over'
  await endMail(context, { state: 'dismissed', reason: 'byChief', codes: [] })
  return 'done'
}

/** Of a mail that was read before: only what it came to is new. */
async function endMail(context: MailContext, end: End): Promise<void> {
  await context.tx
    .updateTable('mail')
    .set({ state: end.state, state_reason: end.reason, codes: JSON.stringify(end.codes) })
    .where('id', '=', context.mail.id)
    .execute()
  await tellEnd(context, end)
}

async function revokeLink({ tx, act, authorityId }: ActContext): Promise<MailActOutcome> {
  if (act.mail_id === null) return 'over'
  const revoked = await tx
    .updateTable('mail')
    .set({ status_revoked_at: sql<string>`now()` })
    .where('id', '=', act.mail_id)
    .where('status_revoked_at', 'is', null)
    .executeTakeFirst()
  if (revoked.numUpdatedRows === 0n) return 'over'
  await auditAct(tx, act, { authorityId, action: 'mail.linkRevoked', object: `mail:${act.mail_id}` })
  return 'done'
}

async function letGoOn({ tx, act, authorityId }: ActContext): Promise<MailActOutcome> {
  if (!(await letSendingGoOn(tx, act.mailbox_id))) return 'over'
  await auditAct(tx, act, { authorityId, action: 'sending.resumed', object: `mailbox:${act.mailbox_id}` })
  return 'done'
}
