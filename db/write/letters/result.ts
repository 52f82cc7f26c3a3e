/** 审核结果: the one result mail of a request, to the sender of its mail. */
import type { Vault } from '../../crypto.ts'
import type { Tx } from '../../db.ts'
import { writeRowsHeader } from '../../../domain/unban/rows-header.ts'
import { readResultAnswer } from '../../read/result-answer.ts'
import { queueAnswer, readSender } from './letter.ts'

/** Nothing when the mail has no address to answer. */
export async function queueResult(
  tx: Tx,
  vault: Vault,
  { requestId, mailboxId, baseUrl }: { requestId: number; mailboxId: number; baseUrl: string },
): Promise<void> {
  const { answer, mailId, to, inReplyTo } = await readResultAnswer(tx, vault, { requestId, baseUrl, asIfEndedAt: null })
  if (to === null) return
  await queueAnswer(tx, vault, {
    sender: await readSender(tx, mailboxId),
    kind: 'result',
    about: answer.caseNo,
    n: 1 + (await resultsBefore(tx, requestId)),
    mailId,
    requestId,
    to,
    inReplyTo,
    rowsHeader: writeRowsHeader(answer.rows),
    answer,
  })
}

/** More than none only where a resend joined the request after it was decided. */
async function resultsBefore(tx: Tx, requestId: number): Promise<number> {
  const row = await tx
    .selectFrom('outgoing_mail')
    .select((select) => select.fn.countAll<number>().as('results'))
    .where('request_id', '=', requestId)
    .where('kind', '=', 'result')
    .executeTakeFirstOrThrow()
  return row.results
}
