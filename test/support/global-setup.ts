/** Starts Postgres and Temporal once for all system tests, the way npm start does, and makes what is made once. */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { openDb } from '../../db/db.ts'
import { migrate } from '../../db/migrate.ts'
import { loadTables } from '../../db/write/tables.ts'
import { machineEnv } from '../../scripts/run/child-env.ts'
import { Keeper } from '../../scripts/run/keeper.ts'
import { anyFreePort } from '../../scripts/run/ports.ts'
import { sayOnConsole, type Say } from '../../scripts/run/say.ts'
import { planPostgres } from '../../scripts/services/postgres.ts'
import { planTemporal } from '../../scripts/services/temporal.ts'
import { handOver } from './shared.ts'

const templateDatabase = 'template_app'
/** Several copies of the program at once, each with its pools. */
const postgresConnections = 300

export default async function setUp(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hoistway-test-'))
  // Run as root, Postgres works in it as an ordinary user.
  await chmod(folder, 0o711)
  const stopping = new AbortController()
  const say: Say = (zh, en, mark) => {
    if (mark !== '✓') sayOnConsole(zh, en, mark)
  }
  const keeper = new Keeper({ env: process.env, dataDir: folder, say, stopped: stopping.signal, onProcess: () => undefined }) // prettier-ignore
  const stop = async (): Promise<void> => {
    stopping.abort()
    await keeper.end()
    await rm(folder, { recursive: true, force: true })
  }
  stopAtTheEnd(stop)
  const bundleFolder = join(folder, 'bundles')
  try {
    const [postgresUrl, temporalAddress] = await Promise.all([
      startPostgres(keeper, folder, say),
      startTemporal(keeper, folder, say, stopping.signal),
      makeBundle(folder),
    ])
    handOver({
      folder,
      postgresUrl,
      templateDatabase,
      temporalAddress,
      bundleFolder,
      dataKey: randomBytes(32).toString('hex'),
    })
  } catch (error) {
    await stop()
    throw error
  }
}

/** A process of its own: jest's set-up cannot import what awaits at its top. */
async function makeBundle(folder: string): Promise<void> {
  const program = fileURLToPath(new URL('../../scripts/make-bundle.ts', import.meta.url))
  await promisify(execFile)(process.execPath, [program], { env: { ...process.env, DATA_DIR: folder } })
}

async function startPostgres(keeper: Keeper, dataDir: string, say: Say): Promise<string> {
  const plan = await planPostgres({
    dataDir,
    port: await anyFreePort(),
    say,
    env: machineEnv(process.env),
    durable: false,
    maxConnections: postgresConnections,
  })
  await keeper.keep(plan.part, 'inner')
  const client = new pg.Client({ connectionString: plan.url('postgres') })
  await client.connect()
  await client.query(`create database ${templateDatabase}`)
  await client.end()
  await migrate(plan.url(templateDatabase))
  const template = openDb(plan.url(templateDatabase), 2)
  await loadTables(template.db)
  // A template that somebody is connected to cannot be cloned.
  await template.close()
  return plan.url('')
}

async function startTemporal(keeper: Keeper, dataDir: string, say: Say, stopped: AbortSignal): Promise<string> {
  const outside = process.env['TEMPORAL_ADDRESS']
  if (outside) return outside
  const plan = await planTemporal({
    dataDir,
    port: await anyFreePort(),
    uiPort: await anyFreePort(),
    say,
    env: process.env,
    partEnv: machineEnv(process.env),
    stopped,
  })
  await keeper.keep(plan.part, 'inner')
  return plan.address
}

const key = Symbol.for('hoistway test services')

function stopAtTheEnd(stop: () => Promise<void>): void {
  Object.assign(globalThis, { [key]: stop })
}

/** For the global teardown, which runs in the same process. */
export async function stopServices(): Promise<void> {
  const stop = (globalThis as Record<symbol, unknown>)[key] as (() => Promise<void>) | undefined
  await stop?.()
}
