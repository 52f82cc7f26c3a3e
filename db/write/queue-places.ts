/** 排队计数重算: makes the queue's counters anew from the requests, where `verifyQueuePlaces` found them wrong. */
import { sql } from 'kysely'
import type { Db } from '../db.ts'

/** Takes a second for a million requests, in which nobody can change one. */
export async function rebuildQueuePlaces(db: Db): Promise<void> {
  await sql`select rebuild_queue_places()`.execute(db)
}
