/** 第 n 份，前面 m 人 — a sum over the queue's counters, which change in the transaction that changes a request. */
import { sql } from 'kysely'
import type { ReadDb, Tx } from '../db.ts'

export interface PlaceInQueue {
  /** 1 is the head. */
  readonly place: number
  readonly requestsAhead: number
  readonly peopleAhead: number
}

/**
 * The place of a request that waits or is under review; requests of one mail stand in the order in which they were made.
 * It counts those open before it that still hold people.
 */
export async function readPlace(
  db: ReadDb | Tx,
  request: {
    readonly authority_id: string
    readonly received_at: string
    readonly arrival: number
    readonly id: number
  },
): Promise<PlaceInQueue> {
  const { authority_id: authority, received_at: at, arrival, id } = request
  const { rows } = await sql<{ requests: number; people: number }>`
    select requests, people from queue_before(${authority}, ${at}::timestamptz, ${arrival}::bigint, ${id}::bigint)`.execute(
    db,
  )
  const [ahead] = rows
  if (ahead === undefined) throw new Error('The queue was not counted.')
  return { place: ahead.requests + 1, requestsAhead: ahead.requests, peopleAhead: ahead.people }
}

/** Places of requests that wait or are under review, by their ids: for lists that pass some over. */
export async function readPlaces(db: ReadDb, requestIds: readonly number[]): Promise<Map<number, number>> {
  if (requestIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('request')
    .select([
      'id',
      sql<number>`(select requests + 1 from queue_before(authority_id, received_at, arrival, id))`.as('place'),
    ])
    .where('id', 'in', requestIds)
    .execute()
  return new Map(rows.map(({ id, place }) => [id, place]))
}
