/** The whole program under chaos: its supervisor can be killed and started again; its mail server is behind two proxies. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Endpoints } from '../../../scripts/run/endpoints.ts'
import { machineEnv } from '../../../scripts/run/child-env.ts'
import { Keeper } from '../../../scripts/run/keeper.ts'
import { anyFreePort } from '../../../scripts/run/ports.ts'
import { planMail } from '../../../scripts/services/mail.ts'
import { association, type MailDoors } from '../mail-program.ts'
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const readyWithinMs = 120_000
/** The data folder's disk, where one of its own can be had: large enough for a run, small enough to fill. */
const diskMegabytes = 3_000

/** Between two looks into Junk: often enough for a short run, and seldom enough that what lies there is found late. */
const junkSeconds = 5

/** Killed and started again while the disk is full, it says so and does not begin: that is no end of a running one. */
const refused = /The disk is nearly full/

export type HousePart = 'worker' | 'web' | 'temporal' | 'postgres' | 'mail' | 'supervisor'

export interface House extends MailDoors {
  readonly dataDir: string
  readonly web: string
  readonly databaseUrl: string
  /** host:port of the engine */
  readonly temporal: string
  readonly imapProxy: FaultProxy
  readonly smtpProxy: FaultProxy
  /** A disk of its own was had: it can be filled. */
  readonly ownDisk: boolean
  pid(part: HousePart): number | null
  /** Processes of Postgres: its parent and all its children. */
  postgresPids(): number[]
  kill(part: HousePart): boolean
  /** The wall clock of web and worker. */
  moveClock(byMs: number): void
  /** How often the supervisor ended although nobody killed it. */
  unexpectedEnds(): readonly string[]
  stop(): Promise<void>
}

export async function startHouse(say: (line: string) => void): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'hoistway-chaos-'))
  await chmod(folder, 0o711)
  const dataDir = join(folder, 'data')
  await mkdir(dataDir, { mode: 0o711 })
  const ownDisk = mountDisk(dataDir)
  const clockFile = join(folder, 'clock')
  writeFileSync(clockFile, '0')
  const mail = await startMail(folder)
  const [imapProxy, smtpProxy] = await Promise.all([startFaultProxy(mail.imapPort), startFaultProxy(mail.smtpPort)])
  const preload = new URL('clock-preload.mjs', import.meta.url)
  preload.searchParams.set('file', clockFile)
  const login = `${encodeURIComponent(association)}:${encodeURIComponent(mail.password)}`
  const port = await anyFreePort()
  const { PATH = '', HOME = '' } = process.env
  const env = {
    PATH, HOME, DATA_DIR: dataDir, PORT: String(port),
    IMAP_URL: `imap://${login}@127.0.0.1:${imapProxy.port}/INBOX`,
    SMTP_URL: `smtp://${login}@127.0.0.1:${smtpProxy.port}`,
    MAIL_PROFILE: 'bundled', MAIL_AUTHSERV: mail.authserv, MAIL_JUNK_SECONDS: String(junkSeconds),
  } // prettier-ignore

  let child: ChildProcess
  let stopping = false
  let killed = false
  const unexpected: string[] = []
  let output = ''
  const begin = () => {
    killed = false
    output = ''
    child = spawn(process.execPath, ['--import', preload.href, join(root, 'scripts/start.ts')], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] }) // prettier-ignore
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-20_000)))
    }
    child.once('exit', (code, signal) => {
      if (stopping) return
      if (!killed && !refused.test(output)) {
        unexpected.push(`the supervisor ended by itself (${signal ?? String(code)}): ${output.slice(-500)}`)
        say(unexpected.at(-1) ?? '')
      }
      setTimeout(begin, 1_000)
    })
  }
  begin()
  // A run that is interrupted leaves nothing running.
  const leave = () => void child.kill('SIGTERM')
  process.once('exit', leave)
  const endpoints = join(dataDir, 'endpoints.json')
  const end = performance.now() + readyWithinMs
  while (!existsSync(endpoints)) {
    if (performance.now() > end) throw new Error(`The program did not get ready:\n${output}`)
    await pause(50)
  }
  const { postgres, web, temporal } = JSON.parse(readFileSync(endpoints, 'utf8')) as Endpoints
  const pid = (part: HousePart): number | null => {
    if (part === 'mail') return mail.pid()
    if (part === 'supervisor') return child.pid ?? null
    try {
      const holder = JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')) as { parts: Record<string, { pid: number }> } // prettier-ignore
      return holder.parts[part]?.pid ?? null
    } catch {
      return null
    }
  }
  return {
    dataDir, web, temporal, ownDisk, imapProxy, smtpProxy, pid,
    databaseUrl: postgres ?? '',
    smtp: { host: '127.0.0.1', port: mail.smtpPort },
    imap: { host: '127.0.0.1', port: mail.imapPort },
    mailPassword: mail.password,
    postgresPids: () => {
      const parent = pid('postgres')
      return parent === null ? [] : [parent, ...childrenOf(parent)]
    },
    kill(part) {
      const found = pid(part)
      if (found === null) return false
      if (part === 'supervisor') killed = true
      try {
        return process.kill(found, 'SIGKILL')
      } catch {
        return false
      }
    },
    moveClock: (byMs) => writeFileSync(clockFile, String(byMs)),
    unexpectedEnds: () => unexpected,
    async stop() {
      process.off('exit', leave)
      stopping = true
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM')
        await Promise.race([ended, pause(30_000, undefined, { ref: false })])
        if (child.exitCode === null) child.kill('SIGKILL')
      }
      await Promise.all([imapProxy.close(), smtpProxy.close()])
      await mail.stop()
      // What a killed supervisor left ends by its guardian.
      for (let tries = 0; ownDisk && tries < 40 && spawnSync('umount', [dataDir]).status !== 0; tries += 1) await pause(500) // prettier-ignore
      await rm(folder, { recursive: true, force: true })
    },
  } // prettier-ignore
}

/** As root a small disk of its own can be had; otherwise nothing is filled, and the run says so. */
function mountDisk(folder: string): boolean {
  if (process.getuid?.() !== 0) return false
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${diskMegabytes}m,mode=0711`, 'tmpfs', folder]).status === 0
}

async function startMail(folder: string) {
  const stopping = new AbortController()
  const dataDir = join(folder, 'mailserver')
  await mkdir(dataDir)
  let pid: number | null = null
  const keeper = new Keeper({
    env: process.env,
    dataDir,
    say: () => undefined,
    stopped: stopping.signal,
    onProcess: (_name, id) => (pid = id?.pid ?? null),
  })
  const ports = { smtp: await anyFreePort(), imap: await anyFreePort(), lmtp: await anyFreePort() }
  const plan = planMail({ dataDir, ports, env: process.env, partEnv: machineEnv(process.env), mayBeDovecot: true })
  await keeper.keep(plan.part, 'inner')
  return {
    ...plan.settings,
    pid: () => pid,
    stop: async () => {
      stopping.abort()
      await keeper.end()
    },
  }
}

/** proc(5): the fourth field is the parent; the name before it may hold anything. */
function childrenOf(parent: number): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      const text = readFileSync(`/proc/${name}/stat`, 'utf8')
      return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]) === parent ? [Number(name)] : []
    } catch {
      return []
    }
  })
}
