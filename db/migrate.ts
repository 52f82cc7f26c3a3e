/** Brings a database to the newest form, as its owner, and gives the app's role exactly what it needs. */
import { sql, type Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { appRole, openDb } from './db.ts'
import { migrations } from './migrations/index.ts'
import type { Tables } from './schema.ts'

/**
 * Runs every migration that has not run. Two at once are safe: the second waits.
 * @throws Error in a sentence when the database refuses.
 */
export async function migrate(ownerUrl: string): Promise<void> {
  const { db, close } = openDb(ownerUrl, 2, null)
  try {
    await createAppRole(db)
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } })
    const { error, results } = await migrator.migrateToLatest()
    const failed = results?.find((result) => result.status === 'Error')
    if (error !== undefined) {
      throw new Error(`The database could not be brought up to date${failed ? ` at ${failed.migrationName}` : ''}.`, {
        cause: error,
      })
    }
    await grantAppRole(db)
  } finally {
    await close()
  }
}

async function createAppRole(db: Kysely<Tables>): Promise<void> {
  await sql
    .raw(
      `do $$ begin
        if not exists (select from pg_roles where rolname = '${appRole}') then create role ${appRole} nologin; end if;
      exception when duplicate_object or unique_violation then null; end $$`,
    )
    .execute(db)
  await sql.raw(`do $$ begin execute format('grant ${appRole} to %I', current_user); end $$`).execute(db)
}

async function grantAppRole(db: Kysely<Tables>): Promise<void> {
  for (const statement of [
    `grant usage on schema public to ${appRole}`,
    `grant select, insert, update, delete on all tables in schema public to ${appRole}`,
    `grant usage on all sequences in schema public to ${appRole}`,
    // Append only: what happened cannot be changed or taken away by the program.
    `revoke update, delete, truncate on audit_log from ${appRole}`,
    `revoke insert, update, delete, truncate on audit_head from ${appRole}`,
    // Written by the trigger on requests alone.
    `revoke insert, update, delete, truncate on queue_log from ${appRole}`,
  ]) {
    await sql.raw(statement).execute(db)
  }
}
