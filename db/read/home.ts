/** Counts for the first page of an enterprise. */
import { sql } from 'kysely'
import type { ReadDb } from '../db.ts'

export interface EnterprisePeople {
  readonly people: number
  readonly active: number
  readonly disabled: number
  /** Have a row that waits in the queue or is under review. */
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
      .selectFrom('request_row')
      .select(sql<number>`count(distinct person_id)`.as('people'))
      .where('enterprise_id', '=', enterpriseId)
      .where('state', 'in', ['live', 'locked'])
      .executeTakeFirstOrThrow(),
  ])
  return { ...persons, waiting: waiting.people }
}
