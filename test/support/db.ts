/** A database of a test's own: a clone of the migrated template, gone when the test closes it. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import { createVault, type Vault } from '../../db/crypto.ts'
import { openDb, type Db } from '../../db/db.ts'
import { createFileStore, type FileStore } from '../../io/files/store.ts'
import { databaseUrl, shared } from './shared.ts'

export interface TestDb {
  readonly name: string
  /** As the app's role: it may not change an audit row. */
  readonly db: Db
  readonly pool: pg.Pool
  readonly vault: Vault
  readonly files: FileStore
  /** Address of the database; openDb() works on it as the app's role. */
  readonly url: string
  /** The same address, for openDb(ownerUrl, n, null) and plain clients: they work as the owner. */
  readonly ownerUrl: string
  close(): Promise<void>
}

/** @param template another database of this run to clone; nobody may be connected to it. */
export async function testDb(template = shared().templateDatabase): Promise<TestDb> {
  const name = `t_${randomBytes(6).toString('hex')}`
  await asOwner((client) => client.query(`create database ${name} template ${template}`))
  const url = databaseUrl(name)
  const open = openDb(url, 5)
  const vault = createVault(Buffer.from(shared().dataKey, 'hex'))
  return {
    name,
    db: open.db,
    pool: open.pool,
    vault,
    files: createFileStore(join(shared().folder, 'files', name), vault),
    url,
    ownerUrl: url,
    close: async () => {
      await open.close()
      await asOwner((client) => client.query(`drop database if exists ${name} with (force)`))
    },
  }
}

/** One connection to the server itself, as its owner. */
export async function asOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl('postgres') })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
