/** 搁置 has ended: taken back, its time over, or nothing of the request is left. */
import { sql } from 'kysely'
import type { Tx } from '../../db.ts'

/** @param by null: nobody did it. */
export async function endAside(tx: Tx, requestId: number, by: number | null): Promise<void> {
  await tx
    .updateTable('put_aside')
    .set({ ended_at: sql<string>`clock_timestamp()`, ended_by: by })
    .where('request_id', '=', requestId)
    .where('ended_at', 'is', null)
    .execute()
}
