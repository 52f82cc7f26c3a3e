/** 本周办结: how many requests were decided on each day, by the day on which each had come. */
import { sql } from 'kysely'
import type { ReadDb } from '../db.ts'
import type { Day, Moment } from '../../domain/brand.ts'
import type { DecidedGroup } from '../../domain/unban/waiting.ts'

export function readDecidedGroups(db: ReadDb, authorityId: string, since: Moment): Promise<DecidedGroup[]> {
  return db
    .selectFrom('request')
    .select([
      sql<Day>`(decided_at at time zone 'Asia/Shanghai')::date`.as('decidedOn'),
      sql<Day>`(received_at at time zone 'Asia/Shanghai')::date`.as('receivedOn'),
      sql<number>`count(*)`.as('requests'),
    ])
    .where('authority_id', '=', authorityId)
    .where('state', 'in', ['decided', 'answered'])
    .where('decided_at', '>=', since)
    .groupBy([sql`1`, sql`2`])
    .execute()
}
