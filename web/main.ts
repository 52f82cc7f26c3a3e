/** The web process: settings, pool, gateway, server; ends cleanly when told to or when its starter is gone. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import pino from 'pino'
import { createVault } from '../db/crypto.ts'
import { openDb } from '../db/db.ts'
import { readSettings, SettingError, type Settings } from '../env.ts'
import { createFileStore } from '../io/files/store.ts'
import { createSandbox } from '../io/sandbox.ts'
import { createApp } from './app.ts'
import { createGateway } from './gateway.ts'
import { serveMetrics } from './metrics.ts'
import { createTaker } from './persons-import/take-rows.ts'

const poolSize = 10
/** Milliseconds for answers under way before connections are cut. */
const drainMs = 5_000
/** For opening a picture of 16 million points. */
const pictureMemoryMb = 384
/** Milliseconds a whole request may take to arrive. */
const requestMs = 60_000

function start(settings: Settings): void {
  const log = pino({ name: 'web', level: settings.logLevel, redact: ['err.parameters', 'err.detail', 'err.where'] })
  const vault = createVault(settings.dataKey)
  const { db, close } = openDb(settings.databaseUrl, poolSize)
  const gateway = createGateway({ ...settings.temporal, vault, db })
  const sandbox = createSandbox({ children: 2, keepWarm: false, memoryMb: pictureMemoryMb })
  const { app, metrics } = createApp({
    db,
    vault,
    files: createFileStore(join(settings.dataDir, 'files'), vault),
    sandbox,
    gateway,
    devMail: settings.bundledMail,
    settings: { baseUrl: settings.baseUrl },
    log,
  })
  const server = createServer(app)
  server.requestTimeout = requestMs
  server.listen(settings.webPort, settings.webHost, () => {
    // What a process that died had begun.
    void createTaker({ db, vault, log })
      .resume()
      .catch((error: unknown) => log.warn({ err: error }, 'imports wait'))
    console.log(`hoistway-web ready ${(server.address() as AddressInfo).port}`)
  })
  server.once('error', (error) => {
    log.fatal({ err: error }, 'cannot listen')
    process.exit(1)
  })
  const metricsServer =
    settings.metricsPort === 0 ? null : serveMetrics(metrics, settings.metricsPort, settings.webHost)

  let ending = false
  const end = () => {
    if (ending) return
    ending = true
    metricsServer?.close()
    server.close(() => {
      void Promise.allSettled([close(), gateway.close(), sandbox.close()]).then(() => process.exit(0))
    })
    // Browsers hold connections open for the next page.
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), drainMs).unref()
  }
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
  process.once('disconnect', end)
}

try {
  start(readSettings(process.env))
} catch (error) {
  console.error(error instanceof SettingError ? error.message : error)
  process.exit(1)
}
