import { sql } from 'kysely'
import type { ReadDb, Tx } from './db.ts'

/** The database's clock: the only one that dates anything. */
export async function databaseNow(tx: ReadDb | Tx): Promise<string> {
  const { rows } = await sql<{ now: string }>`select clock_timestamp() as now`.execute(tx)
  const now = rows[0]?.now
  if (now === undefined) throw new Error('The database gave no time.')
  return now
}
