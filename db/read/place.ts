/** 第 n 份，前面 m 人 — counted from the queue itself, so that it is never out of step. */
import { sql } from 'kysely'
import type { ReadDb, Tx } from '../db.ts'
import { openRequestStates } from '../../domain/unban/types.ts'

export interface PlaceInQueue {
  /** 1 is the head. */
  readonly place: number
  readonly requestsAhead: number
  readonly peopleAhead: number
}

/** The place of a request that waits or is under review; it counts those open before it that still hold people. */
export async function readPlace(
  db: ReadDb | Tx,
  request: { readonly authority_id: string; readonly received_at: string; readonly arrival: number },
): Promise<PlaceInQueue> {
  const ahead = await db
    .selectFrom('request')
    .select([sql<number>`count(*)`.as('requests'), sql<number>`coalesce(sum(people), 0)::bigint`.as('people')])
    .where('authority_id', '=', request.authority_id)
    .where('state', 'in', openRequestStates)
    .where('people', '>', 0)
    .where(sql<boolean>`(received_at, arrival) < (${request.received_at}::timestamptz, ${request.arrival}::bigint)`)
    .executeTakeFirstOrThrow()
  return { place: ahead.requests + 1, requestsAhead: ahead.requests, peopleAhead: ahead.people }
}
