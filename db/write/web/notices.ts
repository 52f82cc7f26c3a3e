/** 已读: each account's own. Reading twice is once; the mark never goes back. */
import { sql } from 'kysely'
import type { Db } from '../../db.ts'

export async function markRead(db: Db, accountId: number, noticeId: number): Promise<void> {
  await db
    .insertInto('notice_read')
    .values({ account_id: accountId, notice_id: noticeId })
    .onConflict((conflict) => conflict.columns(['account_id', 'notice_id']).doNothing())
    .execute()
}

/** 全部标为已读: all up to the newest that was on the page; what came meanwhile stays unread. */
export async function markAllRead(db: Db, accountId: number, throughId: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('notice_mark')
      .values({ account_id: accountId, through_id: throughId })
      .onConflict((conflict) =>
        conflict.column('account_id').doUpdateSet({
          through_id: sql<number>`greatest(notice_mark.through_id, excluded.through_id)`,
        }),
      )
      .execute()
    // The mark says it for these.
    await tx.deleteFrom('notice_read').where('account_id', '=', accountId).where('notice_id', '<=', throughId).execute()
  })
}
