/** Everything the record ever asked of the engine is asked again: the engine is a new one, and knows nothing. */
import { sql } from 'kysely'
import type { Db } from '../db.ts'

/** Safe at any time: saying a wish twice has one effect. @returns how many. */
export async function wishAllAgain(db: Db): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('wish')
    .set({ wanted: sql<number>`served + 1`, not_before: sql<string>`now()`, attempts: 0 })
    .whereRef('wanted', '<=', 'served')
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
