/**
 * An act that the engine could not be told: kept, and said again under the same id until it is settled. Acts on one
 * request are said in the order in which they were made, each on the version that the one before it will have left.
 */
import { sql } from 'kysely'
import type { Db, ReadDb, Tx } from '../../db.ts'
import { wish } from '../wishes.ts'

export interface KeptAct {
  readonly updateId: string
  readonly requestId: number
  readonly accountId: number
  readonly name: string
  readonly input: { readonly version: number }
}

/** Acts on the request that wait to be said; while there are any, later ones must wait behind them. */
export async function countKept(db: ReadDb | Tx, requestId: number): Promise<number> {
  const row = await db
    .selectFrom('kept_update')
    .select((select) => select.fn.countAll<number>().as('acts'))
    .where('request_id', '=', requestId)
    .where('settled_at', 'is', null)
    .executeTakeFirstOrThrow()
  return row.acts
}

/** Twice is once: the id is the act's. */
export async function keepAct(db: Db, act: KeptAct): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // One after another for a request: the count is part of what is written.
    await tx.selectFrom('request').select('id').where('id', '=', act.requestId).forUpdate().execute()
    const before = await countKept(tx, act.requestId)
    const kept = await tx
      .insertInto('kept_update')
      .values({
        update_id: act.updateId,
        request_id: act.requestId,
        account_id: act.accountId,
        name: act.name,
        input: JSON.stringify({ ...act.input, version: act.input.version + before }),
      })
      .onConflict((conflict) => conflict.column('update_id').doNothing())
      .executeTakeFirst()
    if ((kept.numInsertedOrUpdatedRows ?? 0n) > 0n) await wish(tx, 'update', act.updateId)
  })
}

/** Whether an earlier act on the same request still waits. */
export async function isBehindAnother(
  db: ReadDb,
  act: { update_id: string; request_id: number; kept_at: string },
): Promise<boolean> {
  const earlier = await db
    .selectFrom('kept_update')
    .select('update_id')
    .where('request_id', '=', act.request_id)
    .where('settled_at', 'is', null)
    .where(sql<boolean>`(kept_at, update_id) < (${act.kept_at}::timestamptz, ${act.update_id})`)
    .limit(1)
    .executeTakeFirst()
  return earlier !== undefined
}

export async function settleKept(db: Db, updateId: string, outcome: string): Promise<void> {
  await db
    .updateTable('kept_update')
    .set({ outcome, settled_at: sql<string>`now()` })
    .where('update_id', '=', updateId)
    .where('settled_at', 'is', null)
    .execute()
}
