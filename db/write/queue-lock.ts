/** The queue's lock: whoever places, takes, gives back or closes requests of one authority holds it until the commit. */
import { sql } from 'kysely'
import type { Tx } from '../db.ts'

export async function lockQueue(tx: Tx, authorityId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`queue:${authorityId}`}, 0))`.execute(tx)
}
