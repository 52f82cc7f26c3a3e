/** What stands of somebody who arrives is found by their key, however many rows the years have left. */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index request_row_by_key on request_row (person_key, enterprise_id, business) where state <> 'moved'`.execute(db) // prettier-ignore
}
