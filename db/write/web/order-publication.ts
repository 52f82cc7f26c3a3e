/** 公开排队记录: whether an authority's file of the order is for everybody. Saying what holds already changes nothing. */
import type { Db } from '../../db.ts'
import { appendAudit } from '../audit.ts'
import { databaseNow } from '../../clock.ts'

export function publishOrder(
  db: Db,
  { authorityId, accountId, open }: { authorityId: string; accountId: number; open: boolean },
): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const changed = open
      ? await tx
          .insertInto('order_publication')
          .values({ authority_id: authorityId, account_id: accountId })
          .onConflict((conflict) => conflict.column('authority_id').doNothing())
          .executeTakeFirst()
          .then(({ numInsertedOrUpdatedRows }) => numInsertedOrUpdatedRows)
      : await tx.deleteFrom('order_publication').where('authority_id', '=', authorityId).executeTakeFirst().then(({ numDeletedRows }) => numDeletedRows) // prettier-ignore
    if ((changed ?? 0n) === 0n) return
    await appendAudit(tx, {
      chain: authorityId,
      key: `order/${open ? 'published' : 'hidden'}/${await databaseNow(tx)}`,
      actor: `account:${accountId}`,
      action: open ? 'order.published' : 'order.hidden',
      object: `authority:${authorityId}`,
    })
  })
}
