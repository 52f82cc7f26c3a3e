/** 移走: where the person of a row that gave up its place stands now. */
import { sql } from 'kysely'
import type { Tx } from '../../db.ts'

/** A row that gave up its place, and the one that took its person. */
export interface Went {
  readonly gone: number
  readonly taken: number
}

export async function writeWent(tx: Tx, went: readonly Went[]): Promise<void> {
  await sql`update request_row set moved_to = went.taken
    from jsonb_to_recordset(${JSON.stringify(went)}::jsonb) as went (gone bigint, taken bigint)
    where request_row.id = went.gone`.execute(tx)
}
