/** A form that comes without its session is known by its token: whoever is not signed in may ask for it. */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index session_by_form on session (csrf)`.execute(db)
}
