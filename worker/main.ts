/** 受理进程: builds what activities need, watches the mailboxes, carries wishes, and works for the engine. */
import { createHash, randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { Client } from '@temporalio/client'
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import pg from 'pg'
import { pino } from 'pino'
import { createActivities } from '../activities/index.ts'
import { Mailroom } from '../activities/mailroom.ts'
import { PostOffice } from '../activities/post-office.ts'
import { createVault } from '../db/crypto.ts'
import { openDb } from '../db/db.ts'
import { wishOpenCases } from '../db/write/wishes.ts'
import { readSettings, SettingError } from '../env.ts'
import { createFileStore } from '../io/files/store.ts'
import { createScanner } from '../io/clamd/scan.ts'
import { createSandbox } from '../io/sandbox.ts'
import { createDataConverter } from '../io/temporal/converter.ts'
import { taskQueue } from '../workflows/messages.ts'
import { workflowBundle } from './bundle.ts'
import { Dispatcher } from './dispatcher.ts'
import { openDoors } from './doors.ts'
import { OperatorError } from './operator-error.ts'
import { ensureDeadlineWatch, ensureSchedules } from './schedules.ts'
import { untilThere } from './wait.ts'

/** Connections of the pool: activities at once, and the watcher and dispatcher beside them. */
const poolSize = 16
const activitiesAtOnce = 12
/** Cached cases; the others are read again from their history when they are touched. */
const cachedWorkflows = 300
const graceMs = 8_000

async function main(): Promise<void> {
  const settings = readSettings(process.env)
  const log = pino({ level: settings.logLevel, base: { part: 'worker' } })
  let stopping = false
  const stopped = () => stopping
  const { db, close: closeDb } = openDb(settings.databaseUrl, poolSize)
  const vault = createVault(settings.dataKey)
  const files = createFileStore(join(settings.dataDir, 'files'), vault)
  const sandbox = createSandbox({ children: 3, timeoutMs: 10_000, memoryMb: 256 })
  const doors = await untilThere('the database', log, stopped, () => openDoors(db, settings))
  const owner = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`
  const mailroom = new Mailroom({ db, files, sandbox, log, owner, doors })
  const postOffice = new PostOffice({
    db,
    vault,
    files,
    log,
    doors: new Map(doors.map((door) => [door.mailboxId, door])),
  })
  mailroom.start()

  Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] })
  const { address, namespace, tls } = settings.temporal
  const connection = await untilThere('the workflow engine', log, stopped, () =>
    NativeConnection.connect({ address, ...(tls ? { tls: true } : {}) }),
  )
  const dataConverter = createDataConverter(vault)
  const client = new Client({ connection, namespace, dataConverter })
  const worker = await untilThere('the workflow engine', log, stopped, async () =>
    Worker.create({
      connection,
      namespace,
      taskQueue,
      dataConverter,
      workflowBundle: { codePath: await workflowBundle(join(settings.dataDir, 'bundles')) },
      activities: createActivities({
        db,
        vault,
        files,
        sandbox,
        scanner: settings.clamd === null ? null : createScanner(settings.clamd),
        mailroom,
        postOffice,
        log,
        baseUrl: settings.baseUrl,
        authserv: settings.mailAuthserv,
        mailProfile: settings.mailProfile,
      }),
      maxConcurrentActivityTaskExecutions: activitiesAtOnce,
      maxCachedWorkflows: cachedWorkflows,
      // After a kill the cached cases wait no longer than this for another worker.
      stickyQueueScheduleToStartTimeout: '2s',
      shutdownGraceTime: graceMs,
      shutdownForceTime: graceMs + 2_000,
      identity: `worker@${createHash('sha256').update(owner).digest('hex').slice(0, 12)}`,
    }),
  )
  const dispatcher = new Dispatcher({ db, client, log, listen: () => listen(settings.databaseUrl) })
  const end = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(signal, () => resolve())
  })
  const run = worker.run()
  dispatcher.start()
  void untilThere('the schedules', log, stopped, async () => {
    await ensureDeadlineWatch(client)
    const unknown = await ensureSchedules(client, doors.map((door) => door.mailboxId)) // prettier-ignore
    // The engine's own record is new: every open case of ours is asked for again.
    for (const mailboxId of unknown) await wishOpenCases(db, mailboxId)
  }).catch(() => undefined)
  console.log('hoistway-worker ready')

  await Promise.race([end, run])
  stopping = true
  await Promise.all([mailroom.stop(), dispatcher.stop()])
  if (worker.getState() === 'RUNNING') worker.shutdown()
  await run
  postOffice.close()
  await sandbox.close()
  await connection.close()
  await closeDb()
}

async function listen(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true, connectionTimeoutMillis: 5_000 })
  await client.connect()
  return client
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const isSentence = error instanceof SettingError || error instanceof OperatorError
    console.error(isSentence ? error.message : error)
    process.exit(1)
  },
)
