/** The whole program as `npm start` runs it, in a data folder of its own, with parts that can be killed. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Endpoints } from '../../scripts/run/endpoints.ts'
import { anyFreePort } from '../../scripts/run/ports.ts'
import type { MailDoors } from './mail-program.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const readyWithinMs = 90_000
const stopWithinMs = 30_000

export type EstatePart = 'worker' | 'web' | 'temporal' | 'postgres' | 'mail'

export interface Estate extends MailDoors {
  readonly dataDir: string
  readonly web: string
  readonly endpoints: Endpoints
  /** From the call of npm start's script until endpoints.json was there. */
  readonly readyAfterMs: number
  /** Ends a part at once; the supervisor brings it back. False when it is not running at this moment. */
  kill(part: EstatePart, signal?: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): boolean
  pids(): Readonly<Record<string, number>>
  stop(): Promise<void>
}

/** @param env on top of PATH and HOME, by the names of env.ts. */
export async function startEstate(env: Readonly<Record<string, string>> = {}): Promise<Estate> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hoistway-estate-'))
  // Run as root, Postgres works in it as an ordinary user.
  await chmod(dataDir, 0o711)
  const { PATH = '', HOME = '' } = process.env
  const began = performance.now()
  let output = ''
  const child = spawn(process.execPath, [join(root, 'scripts/start.ts')], {
    cwd: root,
    env: { PATH, HOME, DATA_DIR: dataDir, PORT: String(await anyFreePort()), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text)) // prettier-ignore
  // A run that is interrupted leaves nothing running.
  const leave = () => void child.kill('SIGTERM')
  process.once('exit', leave)
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const path = join(dataDir, 'endpoints.json')
  while (!existsSync(path)) {
    if (performance.now() - began > readyWithinMs || child.exitCode !== null) throw new Error(`npm start did not get ready:\n${output}`) // prettier-ignore
    await pause(25)
  }
  const readyAfterMs = performance.now() - began
  const endpoints = JSON.parse(readFileSync(path, 'utf8')) as Endpoints
  const pids = () => {
    const holder = JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')) as {
      parts: Record<string, { pid: number }>
    }
    return Object.fromEntries(Object.entries(holder.parts).map(([name, { pid }]) => [name, pid]))
  }
  return {
    dataDir,
    web: endpoints.web,
    smtp: doorOf(endpoints.smtp),
    imap: doorOf(endpoints.imap),
    mailPassword: Object.values(endpoints.mailboxes)[0] ?? '',
    endpoints,
    readyAfterMs,
    pids,
    kill(part, signal = 'SIGKILL') {
      const pid = pids()[part]
      if (pid === undefined) return false
      try {
        return process.kill(pid, signal)
      } catch {
        return false
      }
    },
    async stop() {
      process.off('exit', leave)
      child.kill('SIGTERM')
      await Promise.race([exited, pause(stopWithinMs, undefined, { ref: false })])
      if (child.exitCode === null) child.kill('SIGKILL')
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function doorOf(url: string | null): { host: string; port: number } {
  const { hostname, port } = new URL(url ?? 'none://127.0.0.1:0')
  return { host: hostname, port: Number(port) }
}
