/** Other waiting rows of the same people: of another enterprise, or of the other business. */
import { sql } from 'kysely'
import type { ReadDb, Tx } from '../db.ts'

/** Counts by person, of rows that wait in other requests. */
export async function readWaitingElsewhere(
  db: ReadDb | Tx,
  personIds: readonly number[],
  exceptRequestId: number,
): Promise<Map<number, number>> {
  if (personIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('request_row')
    .select(['person_id', sql<number>`count(*)`.as('rows')])
    .where('person_id', 'in', personIds)
    .where('request_id', '!=', exceptRequestId)
    .where('state', 'in', ['live', 'locked'])
    .groupBy('person_id')
    .execute()
  return new Map(rows.map((row) => [row.person_id, row.rows]))
}
