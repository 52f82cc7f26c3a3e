/** An act that the engine could not be told: kept, and said again under the same id until it is settled. */
import { sql } from 'kysely'
import type { Db } from '../../db.ts'
import { wish } from '../wishes.ts'

export interface KeptAct {
  readonly updateId: string
  readonly requestId: number
  readonly accountId: number
  readonly name: string
  readonly input: Readonly<Record<string, unknown>>
}

/** Twice is once: the id is the act's. */
export async function keepAct(db: Db, act: KeptAct): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const kept = await tx
      .insertInto('kept_update')
      .values({
        update_id: act.updateId,
        request_id: act.requestId,
        account_id: act.accountId,
        name: act.name,
        input: JSON.stringify(act.input),
      })
      .onConflict((conflict) => conflict.column('update_id').doNothing())
      .executeTakeFirst()
    if ((kept.numInsertedOrUpdatedRows ?? 0n) > 0n) await wish(tx, 'update', act.updateId)
  })
}

export async function settleKept(db: Db, updateId: string, outcome: string): Promise<void> {
  await db
    .updateTable('kept_update')
    .set({ outcome, settled_at: sql<string>`now()` })
    .where('update_id', '=', updateId)
    .where('settled_at', 'is', null)
    .execute()
}
