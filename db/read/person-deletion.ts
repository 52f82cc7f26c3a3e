/** What deleting a person would take away, in numbers. */
import { sql } from 'kysely'
import type { ReadDb } from '../db.ts'

export async function readDeletion(
  db: ReadDb,
  personId: number,
): Promise<{ certificates: number; files: number; waitingRows: number; underReview: boolean }> {
  const row = await db
    .selectFrom('person')
    .select([
      sql<number>`(select count(*) from certificate where person_id = person.id)`.as('certificates'),
      sql<number>`(select count(distinct sha256) from (
        select person.photo_sha union all select scan_sha from certificate where person_id = person.id
        union all select person_file.sha256 from person_file where person_id = person.id) as files(sha256))`.as(
        'files',
      ),
      sql<number>`(select count(*) from request_row where person_id = person.id and state = 'live')`.as('waitingRows'),
      sql<boolean>`exists (select from request_row where person_id = person.id and state in ('locked', 'shadowed'))`.as(
        'underReview',
      ),
    ]) // prettier-ignore
    .where('person.id', '=', personId)
    .executeTakeFirst()
  return row ?? { certificates: 0, files: 0, waitingRows: 0, underReview: false }
}
