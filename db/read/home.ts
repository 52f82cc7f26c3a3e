/** Counts for the first page of an enterprise. */
import { sql } from 'kysely'
import type { ReadDb } from '../db.ts'
import { openRequestStates } from '../../domain/unban/types.ts'

export interface EnterprisePeople {
  readonly people: number
  readonly active: number
  readonly disabled: number
  /** 人数 of its open requests, as the queue counts them (domain/unban/people.ts). */
  readonly waiting: number
}

export async function readEnterprisePeople(db: ReadDb, enterpriseId: number): Promise<EnterprisePeople> {
  const [persons, waiting] = await Promise.all([
    db
      .selectFrom('person')
      .select([
        sql<number>`count(*)`.as('people'),
        sql<number>`count(*) filter (where status = 'active')`.as('active'),
        sql<number>`count(*) filter (where status = 'disabled')`.as('disabled'),
      ])
      .where('enterprise_id', '=', enterpriseId)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('request')
      .select(sql<number>`coalesce(sum(people), 0)`.as('people'))
      .where('enterprise_id', '=', enterpriseId)
      .where('state', 'in', openRequestStates)
      .executeTakeFirstOrThrow(),
  ])
  return { ...persons, waiting: waiting.people }
}
