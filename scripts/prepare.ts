/**
 * Makes a database ready, and ends: creates it where it is missing, brings it up to date, loads the tables of the field,
 * and loads the file that WORLD names into an empty one. npm start always names one; a server installation without WORLD
 * begins empty, for the invented world has passwords that everybody knows. DATABASE_URL is the owner's address.
 * The last line on standard error is the sentence that says what went wrong.
 */
import { join } from 'node:path'
import pg from 'pg'
import { createVault } from '../db/crypto.ts'
import { openDb, type Db } from '../db/db.ts'
import { migrate } from '../db/migrate.ts'
import { isRecordFault } from '../db/record-fault.ts'
import { loadTables } from '../db/write/tables.ts'
import { readSettings } from '../env.ts'
import { createFileStore } from '../io/files/store.ts'
import { loadWorld } from './load-world.ts'
import { otherWorld, recordAway } from './run/prepare-database.ts'
import { readWorld } from './run/world.ts'

async function main(): Promise<void> {
  const settings = readSettings(process.env)
  await createDatabase(settings.databaseUrl)
  await migrate(settings.databaseUrl)
  const open = openDb(settings.databaseUrl, 4)
  const { db } = open
  try {
    await loadTables(db)
    const path = process.env['WORLD']
    if (!path) return
    const world = await readWorld(path)
    const loaded = await loadedWorlds(db)
    if (loaded.length > 0) {
      if (!loaded.includes(world.sha256)) console.log(otherWorld)
      return
    }
    const vault = createVault(settings.dataKey)
    await loadWorld({
      db,
      vault,
      files: createFileStore(join(settings.dataDir, 'files'), vault),
      json: world.text,
      sha: world.sha256,
      now: new Date().toISOString(),
      mailProfile: settings.mailProfile,
    })
  } finally {
    await open.close()
  }
}

/** Two at once are safe: the second finds it there. */
async function createDatabase(url: string): Promise<void> {
  const name = decodeURIComponent(new URL(url).pathname.slice(1))
  const server = new URL(url)
  server.pathname = '/postgres'
  const client = new pg.Client({ connectionString: String(server) })
  // A connection that breaks is told by the query that it breaks.
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch {
    // A managed server may have no such database: then ours is there already, or migrating says why not.
    return
  }
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== '42P04') throw error
  } finally {
    await client.end()
  }
}

async function loadedWorlds(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('world_load').select('sha256').execute()
  return rows.map(({ sha256 }) => sha256)
}

main().catch((error: unknown) => {
  console.error(error)
  if (isRecordFault(error)) console.error(recordAway)
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
})
