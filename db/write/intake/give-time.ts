/**
 * 给定收到时间: a mail whose server gave no time has that of its first sight; the chief may give another, with a reason. The old
 * value stays, and the sender is told both (email.md 4 O6). It never takes a person from a mail that came later.
 */
import { sql } from 'kysely'
import type { Tx } from '../../db.ts'
import { unbanDeadline } from '../../../domain/calendar/working-days.ts'
import { hasUseForTime, lacksServerTime, type MailActOutcome } from '../../../domain/mail/acts.ts'
import { wish } from '../wishes.ts'
import { answerSender } from './answer.ts'
import { openMailContext } from './context.ts'
import { auditAct, type ActContext } from './act.ts'

export async function giveTime({ tx, vault, act, baseUrl, reason, authorityId }: ActContext): Promise<MailActOutcome> {
  const { mail_id: mailId, input } = act
  const { time } = input
  if (mailId === null || time === undefined) return 'over'
  const context = await openMailContext(tx, vault, mailId, baseUrl)
  const mail = await tx
    .selectFrom('mail')
    .select([
      'state',
      'time_source',
      'received_at',
      'time_before',
      sql<boolean>`${time}::timestamptz > first_seen_at`.as('tooLate'),
    ]) // prettier-ignore
    .where('id', '=', mailId)
    .executeTakeFirstOrThrow()
  if (!hasUseForTime(mail.state)) return 'over'
  if (!lacksServerTime(mail.time_source)) return 'hasServerTime'
  if (mail.tooLate) return 'timeTooLate'
  const refusal = await whyNot(tx, mailId, time)
  if (refusal !== null) return refusal
  const before = mail.received_at
  await tx
    .updateTable('mail')
    .set({ received_at: time, time_source: 'chief', time_before: mail.time_before ?? before })
    .where('id', '=', mailId)
    .execute()
  const deadline = unbanDeadline(time, context.calendar)
  const requests = await tx
    .updateTable('request')
    .set({
      received_at: time,
      due_at: deadline.kind === 'day' ? deadline.dueAt : null,
      due_on: deadline.kind === 'day' ? deadline.dueOn : null,
      version: sql<number>`version + 1`,
    })
    .where('mail_id', '=', mailId)
    .where('state', 'in', ['queued', 'putAside'])
    .returning(['id', 'case_no'])
    .execute()
  for (const { id } of requests) await wish(tx, 'request', id)
  const timed = { ...context, act: { n: act.n, accountId: act.account_id, vouched: false }, mail: { ...context.mail, receivedAt: time } } // prettier-ignore
  const caseNumbers = requests.map(({ case_no }) => case_no)
  // Whoever may have forged the mail is not answered (spec 10-unban, Who may write).
  if (mail.state !== 'quarantined') {
    await answerSender(timed, {
      kind: 'note',
      rowsHeader: '',
      answer: { kind: 'note', topic: 'timeGiven', timeBefore: before, reason, caseNumbers },
    })
  }
  await auditAct(tx, act, { authorityId, action: 'mail.timeGiven', object: `mail:${mailId}`, detail: { before, time } })
  return 'done'
}

async function whyNot(tx: Tx, mailId: number, time: string): Promise<MailActOutcome | null> {
  const requests = await tx.selectFrom('request').select(['id', 'state']).where('mail_id', '=', mailId).forUpdate().execute() // prettier-ignore
  if (requests.length === 0) return null
  if (requests.some(({ state }) => state === 'claimed' || state === 'ending')) return 'underReview'
  if (!requests.some(({ state }) => state === 'queued' || state === 'putAside')) return 'over'
  const ids = requests.map(({ id }) => id)
  // People whom it took from a mail that, by the new time, would be the later one.
  const taken = await tx
    .selectFrom('request_row as gone')
    .innerJoin('request_row as here', 'here.id', 'gone.moved_to')
    .innerJoin('request', 'request.id', 'gone.request_id')
    .select('gone.id')
    .where('here.request_id', 'in', ids)
    .where('request.received_at', '>', time)
    .limit(1)
    .executeTakeFirst()
  return taken === undefined ? null : 'tookPlaces'
}
