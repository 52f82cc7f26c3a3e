/**
 * Processes by number and start time: numbers are given out again, so that a number alone names nobody.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

export interface ProcessId {
  readonly pid: number
  /** When it started, as the system tells it. */
  readonly startedAt: string
}

const pollMs = 50
const shells: ReadonlySet<string> = new Set(['sh', 'dash', 'bash'])

/** @returns null when there is no such process, or it has ended and only waits to be counted. */
export function processId(pid: number): ProcessId | null {
  const startedAt = process.platform === 'linux' ? startOnLinux(pid) : startElsewhere(pid)
  return startedAt === null ? null : { pid, startedAt }
}

function startOnLinux(pid: number): string | null {
  const status = linuxStatus(pid)
  return status === null || status.state === 'Z' || status.state === 'X' ? null : status.startedAt
}

/** proc(5): the name stands in brackets and may hold anything; then state, parent and, as field 22, the start time. */
function linuxStatus(pid: number) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const end = text.lastIndexOf(')')
    const [state = '', parent = '', ...rest] = text.slice(end + 2).split(' ')
    return { name: text.slice(text.indexOf('(') + 1, end), state, parent: Number(parent), startedAt: rest[17] ?? '' }
  } catch {
    return null
  }
}

/** The program that started us, behind the shell that it may have used; null where nobody can tell. */
export function launcher(): ProcessId | null {
  if (process.platform !== 'linux') return processId(process.ppid)
  let pid = process.ppid
  for (let status = linuxStatus(pid); status !== null && shells.has(status.name); status = linuxStatus(pid)) {
    pid = status.parent
  }
  return processId(pid)
}

function startElsewhere(pid: number): string | null {
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout.trim() === '' ? null : stdout.trim()
}

export function isAlive(one: ProcessId): boolean {
  return processId(one.pid)?.startedAt === one.startedAt
}

/** Ended, and not yet counted by its parent: others who ask by the number alone are told that it lives. */
export function isZombie(pid: number): boolean {
  return process.platform === 'linux' && linuxStatus(pid)?.state === 'Z'
}

/** Processes that work in a folder; none where the system does not tell. */
export function processesIn(folder: string): ProcessId[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && worksIn(name, folder))
    .flatMap((name) => processId(Number(name)) ?? [])
}

function worksIn(pid: string, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder
  } catch {
    return false
  }
}

/** @returns whether it has ended within `withinMs`. */
export async function untilGone(one: ProcessId, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs
  while (isAlive(one)) {
    if (performance.now() > deadline) return false
    await pause(pollMs)
  }
  return true
}

/** Parts lead process groups of their own, so that whatever they started ends with them. */
export function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal)
  } catch {
    // gone already
  }
}

/** Asks it to end, and makes it end after `graceMs`. */
export async function endProcess(one: ProcessId, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  if (!isAlive(one)) return
  try {
    process.kill(one.pid, signal)
  } catch {
    return
  }
  if (await untilGone(one, graceMs)) return
  signalGroup(one.pid, 'SIGKILL')
  await untilGone(one, 2_000)
}
