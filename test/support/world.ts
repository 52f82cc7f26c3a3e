/** A database that holds a world, loaded once a run and cloned for each test: loading takes seconds, cloning does not. */
import { createHash } from 'node:crypto'
import type { Dirent } from 'node:fs'
import { link, mkdir, mkdtemp, readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { createVault } from '../../db/crypto.ts'
import { openDb } from '../../db/db.ts'
import { createFileStore } from '../../io/files/store.ts'
import { loadWorld } from '../../scripts/load-world.ts'
import { asOwner } from './db.ts'
import { databaseUrl, shared } from './shared.ts'

const demoWorld = fileURLToPath(new URL('../../demo/world.json', import.meta.url))

export interface LoadedWorld {
  /** For testDb(). */
  readonly database: string
  /** The files that belong to it (photographs, scans). */
  readonly files: string
}

/** @param json text of a world file; without it the demo world. */
export async function worldDatabase(json?: string): Promise<LoadedWorld> {
  const text = json ?? (await readFile(demoWorld, 'utf8'))
  const sha = createHash('sha256').update(text).digest('hex')
  const database = `world_${sha.slice(0, 16)}`
  const files = join(shared().folder, 'worlds', sha.slice(0, 16))
  await asOwner(async (client) => {
    // Two test files at once: the second waits, and finds it there.
    await client.query(`select pg_advisory_lock(hashtext($1))`, [database])
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
    if (rowCount === 0) await load(client, { text, sha, database, files })
  })
  return { database, files }
}

/** The world's files once more, by links: what one test has removed no other misses. @returns their folder. */
export async function ownFiles({ files }: LoadedWorld): Promise<string> {
  const own = await mkdtemp(`${files}-`)
  const entries = await readdir(files, { recursive: true, withFileTypes: true })
  const placeOf = ({ parentPath, name }: Dirent) => join(own, relative(files, parentPath), name)
  for (const entry of entries) if (entry.isDirectory()) await mkdir(placeOf(entry), { recursive: true })
  await Promise.all(entries.filter((entry) => entry.isFile()).map((entry) => link(join(entry.parentPath, entry.name), placeOf(entry)))) // prettier-ignore
  return own
}

interface ToLoad extends LoadedWorld {
  readonly text: string
  readonly sha: string
}

/** Under another name until it is whole. */
async function load(client: pg.Client, { text, sha, database, files }: ToLoad): Promise<void> {
  const draft = `${database}_draft`
  await client.query(`drop database if exists ${draft} with (force)`)
  await client.query(`create database ${draft} template ${shared().templateDatabase}`)
  await mkdir(files, { recursive: true })
  const vault = createVault(Buffer.from(shared().dataKey, 'hex'))
  const open = openDb(databaseUrl(draft), 4)
  try {
    const now = new Date().toISOString()
    await loadWorld({ db: open.db, vault, files: createFileStore(files, vault), json: text, sha, now, mailProfile: 'bundled' }) // prettier-ignore
  } finally {
    await open.close()
  }
  await client.query(`alter database ${draft} rename to ${database}`)
}
