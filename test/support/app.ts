/**
 * A whole copy of the program for one test: web and worker as real processes, a mail server, a database and a namespace
 * of its own, on the Postgres and Temporal that all tests share. Copies do not see each other.
 */
import { cp, mkdir, mkdtemp, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { machineEnv } from '../../scripts/run/child-env.ts'
import { openLog, type LogFile } from '../../scripts/run/log-file.ts'
import { nodePart } from '../../scripts/run/node-part.ts'
import { startPart, type Part, type RunningPart } from '../../scripts/run/part.ts'
import { anyFreePort } from '../../scripts/run/ports.ts'
import { planMail } from '../../scripts/services/mail.ts'
import { testDb, type TestDb } from './db.ts'
import { makeNamespace } from './namespace.ts'
import { shared } from './shared.ts'
import { worldDatabase } from './world.ts'

export interface AppWish {
  /** Text of a world file; null: an empty database; without it the demo world. */
  readonly world?: string | null
  /** Settings on top of the usual ones, by the names of env.ts. */
  readonly env?: Readonly<Record<string, string>>
  /** False: nothing works on cases until `start('worker')`. */
  readonly worker?: boolean
}

export type AppPart = 'mail' | 'worker' | 'web'

export interface TestApp {
  /** `http://127.0.0.1:31234` */
  readonly web: string
  readonly smtp: { readonly host: string; readonly port: number }
  readonly imap: { readonly host: string; readonly port: number }
  /** SMTP for mails whose header stays as it is, so that a test can write its own Authentication-Results. */
  readonly lmtp: { readonly host: string; readonly port: number }
  /** Of every mailbox. */
  readonly mailPassword: string
  readonly database: TestDb
  readonly db: TestDb['db']
  readonly temporal: { readonly address: string; readonly namespace: string }
  readonly dataDir: string
  /** Ends a part at once, as a crash would; it stays away until it is started. */
  kill(part: AppPart): Promise<void>
  /** Ends it as an installation of a new version would. */
  end(part: AppPart): Promise<void>
  start(part: AppPart): Promise<void>
  restart(part: AppPart): Promise<void>
  stop(): Promise<void>
}

const host = '127.0.0.1'
const graceMs = 10_000

export async function startApp(wish: AppWish = {}): Promise<TestApp> {
  const { folder, temporalAddress, bundleFolder, dataKey } = shared()
  const dataDir = await mkdtemp(join(folder, 'app-'))
  const [database, namespace, ports] = await Promise.all([makeDatabase(wish, dataDir), makeNamespace(), makePorts()])
  await symlink(bundleFolder, join(dataDir, 'bundles'))
  const mail = planMail({
    dataDir,
    ports,
    env: process.env,
    partEnv: machineEnv(process.env),
    mayBeDovecot: false,
  })
  const web = `http://${host}:${ports.web}`
  const settings = {
    DATA_DIR: dataDir,
    DATA_KEY: dataKey,
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_NAMESPACE: namespace,
    BASE_URL: web,
    BUNDLED_MAIL: JSON.stringify(mail.settings),
    ...wish.env,
  }
  const parts: Readonly<Record<AppPart, Part>> = {
    mail: mail.part,
    worker: nodePart('worker', process.env, settings),
    web: nodePart('web', process.env, { ...settings, PORT: String(ports.web), METRICS_PORT: String(ports.metrics) }),
  }
  const running = new Map<AppPart, RunningPart>()
  const logs = new Map<AppPart, LogFile>()

  const start = async (name: AppPart): Promise<void> => {
    if (running.has(name)) throw new Error(`${name} is running.`)
    const log = logs.get(name) ?? openLog(join(dataDir, 'logs'), name)
    logs.set(name, log)
    const part = await startPart(parts[name], (line) => log.write(line))
    running.set(name, part)
    if (await part.ready) return
    await end(name)
    throw new Error(`${name} did not get ready:\n${part.lastLines().join('\n')}`)
  }
  const end = async (name: AppPart): Promise<void> => {
    const part = running.get(name)
    running.delete(name)
    await part?.stop(graceMs)
  }
  const kill = async (name: AppPart): Promise<void> => {
    const part = running.get(name)
    running.delete(name)
    part?.kill('SIGKILL')
    await part?.exited
  }
  const stop = async (): Promise<void> => {
    await Promise.all([end('web'), end('worker')])
    await end('mail')
    await Promise.all([...logs.values()].map((log) => log.close()))
    await database.close()
  }

  try {
    await start('mail')
    await Promise.all([start('web'), wish.worker === false ? undefined : start('worker')])
  } catch (error) {
    await stop()
    throw error
  }
  return {
    web,
    smtp: { host, port: ports.smtp },
    imap: { host, port: ports.imap },
    lmtp: { host, port: ports.lmtp },
    mailPassword: mail.settings.password,
    database,
    db: database.db,
    temporal: { address: temporalAddress, namespace },
    dataDir,
    kill,
    end,
    start,
    restart: async (name) => {
      await end(name)
      await start(name)
    },
    stop,
  }
}

async function makeDatabase(wish: AppWish, dataDir: string): Promise<TestDb> {
  const files = join(dataDir, 'files')
  if (wish.world === null) {
    await mkdir(files)
    return testDb()
  }
  const world = await worldDatabase(wish.world)
  await cp(world.files, files, { recursive: true })
  return testDb(world.database)
}

async function makePorts() {
  const taken = new Set<number>()
  const next = async () => {
    const port = await anyFreePort(taken)
    taken.add(port)
    return port
  }
  return { web: await next(), smtp: await next(), imap: await next(), lmtp: await next(), metrics: await next() }
}
