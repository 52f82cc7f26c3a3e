/** `npm start`: the whole program on this machine, until Ctrl-C. */
import { resolve } from 'node:path'
import { readPort, SettingError } from '../env.ts'
import { endpointsFile, type Endpoints } from './run/endpoints.ts'
import { prepareFolder } from './run/folder.ts'
import { startHoistway, type Hoistway } from './run/hoistway.ts'
import { choosePorts, chooseWebPort, type Ports } from './run/ports.ts'
import { isAlive, launcher, type ProcessId } from './run/processes.ts'
import { takeFolder, type FolderLock } from './run/running.ts'
import { sayOnConsole } from './run/say.ts'
import { StartProblem } from './run/start-problem.ts'
import { summaryText } from './run/summary.ts'
import { readWorld, type WorldFile } from './run/world.ts'

const env = process.env
const startedAt = performance.now()
const stopping = new AbortController()
/** npm does not pass a SIGKILL on: whoever kills npm ends us too. */
const npm = env['npm_lifecycle_event'] === undefined ? null : launcher()
const npmWatchMs = 1_000

// Whoever read what we say may be gone; that must not end what runs.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

async function main(): Promise<void> {
  const dataDir = resolve(env['DATA_DIR'] || '.data')
  const wantedPort = env['PORT'] ? readPort('PORT', env['PORT'], 0) : null
  const world = await readWorld(env['WORLD'])
  await prepareFolder(dataDir)
  const taken = await takeFolder(dataDir, npm)
  if (taken.kind === 'running') return sayRunning(taken)
  const { lock } = taken
  try {
    await run(dataDir, wantedPort, world, lock)
  } finally {
    await lock.release()
  }
}

async function run(dataDir: string, wantedPort: number | null, world: WorldFile, lock: FolderLock): Promise<void> {
  const stopped = untilStopped(lock)
  const endpoints = endpointsFile(dataDir)
  await endpoints.remove()
  const webPort = await chooseWebPort(wantedPort)
  const ports = await choosePorts(dataDir)
  sayOnConsole('正在启动……', 'Starting …')
  const pids = new Map<string, number>()
  let announce: (() => void) | null = null
  const onProcess = (name: string, id: ProcessId | null): void => {
    lock.notePart(name, id)
    if (id === null) pids.delete(name)
    else pids.set(name, id.pid)
    announce?.()
  }
  let all: Hoistway
  try {
    all = await startHoistway({ env, dataDir, ports, webPort, world: { path: world.path, asked: Boolean(env['WORLD']) }, say: sayOnConsole, onProcess }, stopping) // prettier-ignore
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return
    throw error
  }
  announce = () => endpoints.write(endpointsOf(all, ports, world, pids))
  announce()
  await endpoints.written()
  lock.note({ state: 'running', web: all.web })
  if (wantedPort === null && webPort !== 3000) {
    sayOnConsole(`端口 3000 已被占用，改用 ${webPort}。`, `Port 3000 is in use; ${webPort} is used instead.`, '!')
  }
  console.log(
    summaryText({
      web: all.web,
      temporalUi: all.temporalUi,
      mail: all.mail,
      mailbox: world.addresses[0] ?? null,
      accounts: world.accounts,
      dataDir,
      seconds: (performance.now() - startedAt) / 1000,
    }),
  )
  await stopped
  announce = null
  await endpoints.remove()
  await all.end()
  sayOnConsole('已停止。', 'Stopped.', '✓')
}

function endpointsOf(
  { mail, ...all }: Hoistway,
  ports: Ports,
  world: WorldFile,
  pids: ReadonlyMap<string, number>,
): Endpoints {
  // prettier-ignore
  return {
    web: all.web,
    imap: mail === null ? null : `imap://127.0.0.1:${mail.imapPort}`,
    smtp: mail === null ? null : `smtp://127.0.0.1:${mail.smtpPort}`,
    lmtp: mail === null ? null : `lmtp://127.0.0.1:${ports.lmtp}`,
    postgres: all.databaseUrl,
    temporal: all.temporalAddress,
    temporalUi: all.temporalUi,
    platform: null,
    mailboxes: mail === null ? {} : Object.fromEntries(world.addresses.map((address) => [address, mail.password])),
    pids: { supervisor: process.pid, ...Object.fromEntries(pids) },
  }
}

/** The first signal ends in order; the second at once: the guardian then clears up. */
function untilStopped(lock: FolderLock): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      if (stopping.signal.aborted) process.exit(130)
      sayOnConsole('正在停止……', 'Stopping …')
      lock.note({ state: 'stopping' })
      stopping.abort()
      resolve()
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
    if (npm === null) return
    const watch = setInterval(() => {
      if (isAlive(npm) || stopping.signal.aborted) return
      clearInterval(watch)
      stop()
    }, npmWatchMs)
    watch.unref()
  })
}

function sayRunning({ pid, web }: { readonly pid: number | null; readonly web: string | null }): void {
  if (web === null) {
    sayOnConsole(`另一个 npm start 正在用这个数据目录启动（进程 ${pid}）。`, `Another npm start is starting on this data folder (process ${pid}).`) // prettier-ignore
  } else {
    sayOnConsole(`已在运行：${web}（进程 ${pid}）。`, `Already running at ${web} (process ${pid}).`, '✓')
  }
}

main().then(
  () => process.exit(process.exitCode ?? 0),
  (error: unknown) => {
    if (error instanceof StartProblem) sayOnConsole(error.zh, error.en, '✗')
    else if (error instanceof SettingError) sayOnConsole(error.message, '', '✗')
    else console.error(error)
    process.exit(1)
  },
)
