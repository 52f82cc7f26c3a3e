/** The queue's lock: whoever places, takes, gives back or closes requests of one authority holds it until the commit. */
import { sql } from 'kysely'
import type { Tx } from '../db.ts'

export async function lockQueue(tx: Tx, authorityId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`queue:${authorityId}`}, 0))`.execute(tx)
}

/** The database's clock: the only one that dates anything. */
export async function databaseNow(tx: Tx): Promise<string> {
  const { rows } = await sql<{ now: string }>`select clock_timestamp() as now`.execute(tx)
  const now = rows[0]?.now
  if (now === undefined) throw new Error('The database gave no time.')
  return now
}
