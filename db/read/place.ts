/** 第 n 份，前面 m 人 — a sum over the queue's counters, which change in the transaction that changes a request. */
import { sql } from 'kysely'
import type { ReadDb, Tx } from '../db.ts'
import { isInQueue } from './in-queue.ts'

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

/** Places of requests by their ids, for lists that pass some over; one that no longer waits has none. */
export async function readPlaces(db: ReadDb, requestIds: readonly number[]): Promise<Map<number, PlaceInQueue>> {
  if (requestIds.length === 0) return new Map()
  const { rows } = await sql<PlaceInQueue & { id: number }>`
    select request.id, ahead.requests + 1 as place, ahead.requests as "requestsAhead", ahead.people as "peopleAhead"
    from request cross join lateral
      queue_before(request.authority_id, request.received_at, request.arrival, request.id) as ahead
    where request.id = any(${requestIds}) and ${isInQueue}`.execute(db)
  return new Map(rows.map(({ id, ...place }) => [id, place]))
}

/** Requests behind the first of a list that are counted one by one; those further off are asked for each by itself. */
const countedBehind = 1000

/** A request of a list, with what its place hangs on. */
interface Standing {
  readonly id: number
  readonly received_at: string
  readonly arrival: number
}

/**
 * Places of a list that passes some over, in the order of the queue: the first is counted from the head, those near it
 * from the first. By their ids; one that no longer waits has none.
 */
export async function readPlacesOfList(
  db: ReadDb,
  authorityId: string,
  list: readonly Standing[],
): Promise<Map<number, number>> {
  const [first] = list
  if (first === undefined) return new Map()
  const ids = list.map(({ id }) => id)
  const { rows } = await sql<{ id: number; place: number }>`
    with head as (select requests + 1 as place
      from queue_before(${authorityId}, ${first.received_at}::timestamptz, ${first.arrival}::bigint, ${first.id}::bigint))
    select id, place from (
      select id, head.place + row_number() over (order by received_at, arrival, id) - 1 as place
      from head cross join (select id, received_at, arrival from request
        where authority_id = ${authorityId} and ${isInQueue}
          and (received_at, arrival, id) >= (${first.received_at}::timestamptz, ${first.arrival}::bigint, ${first.id}::bigint)
        order by received_at, arrival, id limit ${countedBehind}) as behind) as placed
    where id = any(${ids})`.execute(db)
  const near = new Map(rows.map(({ id, place }) => [id, place]))
  const far = await readPlaces(db, ids.filter((id) => !near.has(id))) // prettier-ignore
  for (const [id, { place }] of far) near.set(id, place)
  return near
}
