/**
 * 同一结果: a resend that waited for a row under review shares what it came to. Sent from another address than the first mail,
 * it is answered by a result of its own; the same address has the result already.
 */
import type { Vault } from '../../crypto.ts'
import type { Tx } from '../../db.ts'
import { queueResult } from './result.ts'

export async function queueSharedResults(
  tx: Tx,
  vault: Vault,
  input: { readonly requestId: number; readonly touched: readonly number[]; readonly mailboxId: number; readonly baseUrl: string }, // prettier-ignore
): Promise<void> {
  if (input.touched.length === 0) return
  const first = await tx.selectFrom('request').innerJoin('mail', 'mail.id', 'request.mail_id').select('mail.from_address').where('request.id', '=', input.requestId).executeTakeFirstOrThrow() // prettier-ignore
  const over = await tx
    .selectFrom('request')
    .innerJoin('mail', 'mail.id', 'request.mail_id')
    .select('request.id')
    .where('request.id', 'in', [...new Set(input.touched)])
    // One that still holds people is answered when they are decided.
    .where('request.state', 'in', ['closed', 'superseded', 'withdrawn'])
    .where('mail.from_address', 'is not', null)
    .where('mail.from_address', 'is distinct from', first.from_address)
    .where((where) =>
      where.exists(
        where
          .selectFrom('request_row')
          .select('request_row.id')
          .whereRef('request_row.request_id', '=', 'request.id')
          .where('request_row.state', 'in', ['rejected', 'alreadyDone']),
      ),
    )
    .orderBy('request.id')
    .execute()
  for (const { id } of over) await queueResult(tx, vault, { ...input, requestId: id })
}
