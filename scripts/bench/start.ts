/** How long a start takes on a new data folder and on one that is there, and what it takes of memory when idle. */
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Endpoints } from '../run/endpoints.ts'
import type { Figure, Job } from './run-job.ts'

const program = fileURLToPath(new URL('../start.ts', import.meta.url))
const readyWithinMs = 120_000
/** What a start loads and never needs again has been given back by then. */
const settleMs = 15_000

const job: Job = {
  about: 'ms from npm start to the first page, on a new and on a kept data folder; MiB when idle, by process',
  async run(say) {
    const folder = await mkdtemp(join(tmpdir(), 'hoistway-bench-'))
    await chmod(folder, 0o711)
    try {
      for (const data of ['new', 'kept'] as const) {
        const { readyMs, endpoints, stop } = await startOnce(join(folder, 'data'))
        say({ name: 'ready', value: Math.round(readyMs), unit: 'ms', data })
        if (data === 'kept') await sayMemory(endpoints, say)
        say({ name: 'stopped', value: Math.round(await stop()), unit: 'ms', data })
      }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}
export default job

async function startOnce(
  dataDir: string,
): Promise<{ readyMs: number; endpoints: Endpoints; stop: () => Promise<number> }> {
  // prettier-ignore
  const since = performance.now()
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = async (): Promise<number> => {
    const from = performance.now()
    child.kill('SIGTERM')
    await exited
    return performance.now() - from
  }
  const endpoints = await untilReady(dataDir, () => child.exitCode !== null)
  if (endpoints === null) {
    await stop()
    throw new Error('npm start did not get ready.')
  }
  await (await fetch(endpoints.web)).arrayBuffer()
  return { readyMs: performance.now() - since, endpoints, stop }
}

async function untilReady(dataDir: string, isOver: () => boolean): Promise<Endpoints | null> {
  const deadline = performance.now() + readyWithinMs
  while (performance.now() < deadline && !isOver()) {
    const text = await readFile(join(dataDir, 'endpoints.json'), 'utf8').catch(() => null)
    if (text !== null) return JSON.parse(text) as Endpoints
    await pause(20)
  }
  return null
}

/** Proportional set size: memory that processes share is divided among them, so that the sum is what is really taken. */
async function sayMemory(endpoints: Endpoints, say: (figure: Figure) => void): Promise<void> {
  if (process.platform !== 'linux') return
  await pause(settleMs)
  let total = 0
  for (const [part, pid] of Object.entries(endpoints.pids)) {
    const processes = part === 'supervisor' ? [pid] : withDescendants(pid)
    const mebibytes = processes.map(proportionalMebibytes).reduce((sum, one) => sum + one, 0)
    total += mebibytes
    say({ name: 'idle memory', value: Math.round(mebibytes), unit: 'MiB', part, processes: processes.length })
  }
  say({ name: 'idle memory', value: Math.round(total), unit: 'MiB', part: 'all' })
}

function withDescendants(pid: number): number[] {
  const parents = new Map<number, number[]>()
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = Number(/\) \S (\d+)/.exec(read(`/proc/${name}/stat`))?.[1])
    parents.set(parent, [...(parents.get(parent) ?? []), Number(name)])
  }
  const all = [pid]
  for (const one of all) all.push(...(parents.get(one) ?? []))
  return all
}

function proportionalMebibytes(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
