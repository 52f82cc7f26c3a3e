/**
 * The whole program on this machine: what no setting points elsewhere is started here, in parallel where it can be, kept
 * running, and ended in order.
 */
import { join } from 'node:path'
import type { BundledMail } from '../../env.ts'
import { planMail } from '../services/mail.ts'
import { openFolderFor } from '../services/native-user.ts'
import { planPostgres } from '../services/postgres.ts'
import { planTemporal, type TemporalPlan } from '../services/temporal.ts'
import { machineEnv } from './child-env.ts'
import { exists, secret } from './folder.ts'
import { Keeper, type KeeperWish } from './keeper.ts'
import { nodePart } from './node-part.ts'
import type { Ports } from './ports.ts'
import { prepareDatabase, type Preparation } from './prepare-database.ts'
import { problems } from './start-problem.ts'

export interface StartWish extends KeeperWish {
  readonly ports: Ports
  readonly webPort: number
  readonly world: Preparation['world']
}

export interface Hoistway {
  readonly web: string
  readonly databaseUrl: string
  readonly temporalAddress: string
  readonly temporalUi: string | null
  readonly mail: BundledMail | null
  /** After `stopped`: ends every part, the outer ones first; within 15 s. */
  end(): Promise<void>
}

const postgresConnections = 100
const bundleWithinMs = 60_000

/** @throws StartProblem, or an AbortError after `stopped`; either way nothing is left running. */
export async function startHoistway(wish: Omit<StartWish, 'stopped'>, stopping: AbortController): Promise<Hoistway> {
  const keeper = new Keeper({ ...wish, stopped: stopping.signal })
  try {
    await makeDataKey(wish)
    const engine = planEngine(wish, stopping.signal)
    const [databaseUrl, temporal, mail] = await Promise.all([
      startDatabase(keeper, wish),
      startEngine(keeper, engine),
      startMail(keeper, wish),
      // What goes wrong here the worker says, which then makes the bundle itself.
      keeper.runOnce(nodePart('bundle', wish.env, { DATA_DIR: wish.dataDir }), bundleWithinMs),
    ])
    const web = `http://127.0.0.1:${wish.webPort}`
    await startPrograms(keeper, wish, { web, databaseUrl, temporalAddress: temporal.address, mail })
    return {
      web,
      databaseUrl,
      temporalAddress: temporal.address,
      temporalUi: temporal.ui,
      mail,
      end: () => keeper.end(),
    }
  } catch (error) {
    stopping.abort()
    await keeper.end()
    throw error
  }
}

type Wish = Omit<StartWish, 'stopped'>

/** Our own engine, or the address of the one that TEMPORAL_ADDRESS names. */
type Engine = ReturnType<typeof planEngine>

async function startDatabase(keeper: Keeper, wish: Wish): Promise<string> {
  const { env, dataDir, say, world } = wish
  let databaseUrl = env['DATABASE_URL'] || null
  const ownServer = databaseUrl === null
  if (databaseUrl === null) {
    const plan = await planPostgres({
      dataDir,
      port: wish.ports.postgres,
      say,
      env: machineEnv(env),
      durable: true,
      maxConnections: postgresConnections,
    })
    await keeper.keep(plan.part, 'inner')
    databaseUrl = plan.url('hoistway')
  }
  await prepareDatabase(keeper, { env, dataDir, databaseUrl, ownServer, world, say })
  return databaseUrl
}

/** Where it comes from may take minutes to make, once. */
async function planEngine({ env, dataDir, say, ports }: Wish, stopped: AbortSignal): Promise<TemporalPlan | string> {
  const outside = env['TEMPORAL_ADDRESS']
  if (outside) return outside
  const { temporal: port, temporalUi: uiPort } = ports
  return planTemporal({ dataDir, port, uiPort, say, env, partEnv: machineEnv(env), stopped })
}

async function startEngine(keeper: Keeper, engine: Engine): Promise<{ address: string; ui: string | null }> {
  const plan = await engine
  if (typeof plan === 'string') return { address: plan, ui: null }
  await keeper.keep(plan.part, 'inner')
  return plan
}

async function startMail(keeper: Keeper, wish: Wish): Promise<BundledMail | null> {
  const { env, dataDir, ports } = wish
  if (env['IMAP_URL']) return null
  const plan = planMail({ dataDir, ports, env, partEnv: machineEnv(env), mayBeDovecot: true })
  await keeper.keep(plan.part, 'inner')
  return plan.settings
}

type Doors = Pick<Hoistway, 'web' | 'databaseUrl' | 'temporalAddress' | 'mail'>

async function startPrograms(keeper: Keeper, wish: Wish, doors: Doors): Promise<void> {
  const { env } = wish
  const settings = {
    DATA_DIR: wish.dataDir,
    DATABASE_URL: doors.databaseUrl,
    TEMPORAL_ADDRESS: doors.temporalAddress,
    BASE_URL: env['BASE_URL'] || doors.web,
    ...(doors.mail === null ? {} : { BUNDLED_MAIL: JSON.stringify(doors.mail) }),
  }
  const metricsPort = env['METRICS_PORT'] || String(wish.ports.metrics)
  await Promise.all([
    keeper.keep(nodePart('worker', env, { ...settings, METRICS_PORT: '' }), 'outer'),
    keeper.keep(nodePart('web', env, { ...settings, PORT: String(wish.webPort), METRICS_PORT: metricsPort }), 'outer'),
  ])
}

/** A database whose key is lost cannot be read: better said now than found out page by page. */
async function makeDataKey({ env, dataDir }: Wish): Promise<void> {
  if (env['DATA_KEY']) return
  const places = [dataDir, openFolderFor(dataDir)].map((folder) => join(folder, 'postgres', 'cluster'))
  const hasDatabase = (await Promise.all(places.map(exists))).includes(true)
  if (hasDatabase && !(await exists(join(dataDir, 'keys', 'data.key')))) throw problems.keyLost(dataDir)
  await secret(dataDir, 'data.key', 32)
}
