/** 排队计数核对: the queue's counters beside a recount from the requests themselves. */
import { sql } from 'kysely'
import type { ReadDb } from '../db.ts'

/** A counter that is not what a recount finds; null: it is missing on that side. */
export interface WrongCounter {
  readonly authorityId: string
  /** `place/<level>/<bucket>` or `due/<day>`. */
  readonly counter: string
  readonly kept: number | null
  readonly recounted: number | null
}

/** Differences shown, at most. */
const shownAtMost = 100

/** Counters that are wrong, in one statement and so of one moment; empty when all is well. */
export async function verifyQueuePlaces(db: ReadDb): Promise<WrongCounter[]> {
  const { rows } = await sql<WrongCounter>`
    select authority_id as "authorityId", 'place/' || level || '/' || bucket as counter,
      kept.requests as kept, recount.requests as recounted
    from queue_place kept full join queue_place_recount recount using (authority_id, level, bucket)
    where kept.requests is distinct from recount.requests or kept.people is distinct from recount.people
    union all
    select authority_id, 'due/' || due_on, kept.requests, recount.requests
    from queue_due kept full join queue_due_recount recount using (authority_id, due_on, due_at)
    where kept.requests is distinct from recount.requests
    limit ${shownAtMost}`.execute(db)
  return rows
}
