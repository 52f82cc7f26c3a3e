/** 撤回 from the enterprise's own page: one request as a whole, with the same answer as a reply gets. */
import type { MailActOutcome } from '../../../domain/mail/acts.ts'
import { writeRowsHeader } from '../../../domain/unban/rows-header.ts'
import { answerSender } from './answer.ts'
import { openMailContext } from './context.ts'
import type { ActContext } from './act.ts'
import { withdrawRows } from './withdraw.ts'

export async function withdrawOnPage({ tx, vault, act, baseUrl, authorityId }: ActContext): Promise<MailActOutcome> {
  if (act.request_id === null) return 'over'
  const { mail_id: mailId } = await tx.selectFrom('request').select('mail_id').where('id', '=', act.request_id).executeTakeFirstOrThrow() // prettier-ignore
  const context = await openMailContext(tx, vault, mailId, baseUrl)
  const request = await tx.selectFrom('request').select(['state', 'case_no']).where('id', '=', act.request_id).executeTakeFirstOrThrow() // prettier-ignore
  const plan = await withdrawRows(tx, {
    authorityId,
    mailId,
    requestIds: [act.request_id],
    named: 'all',
    key: `withdrawal/act:${act.n}`,
    actor: `account:${act.account_id}`,
    ...(act.acting_for === null ? {} : { actingFor: `enterprise:${act.acting_for}` }),
  })
  if (plan.withdrawn.length === 0) return request.state === 'claimed' || request.state === 'ending' ? 'underReview' : 'over' // prettier-ignore
  await answerSender(
    { ...context, act: { n: act.n, accountId: act.account_id, vouched: false } },
    {
      kind: 'note',
      requestId: act.request_id,
      rowsHeader: writeRowsHeader(plan.rows.map(({ row, outcome }) => ({ n: row.n, outcome }))),
      answer: {
        kind: 'note',
        topic: 'withdrawal',
        onPage: true,
        rows: plan.rows.map(({ row, outcome }) => ({ ...row, outcome, askedBoth: false, reasons: [], reasonText: '' })),
        unknownRows: [],
        caseNumbers: [request.case_no],
      },
    },
  )
  return 'done'
}
