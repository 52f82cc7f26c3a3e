/**
 * Processes by number and start time: numbers are given out again, so that a number alone names nobody.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

export interface ProcessId {
  readonly pid: number
  /** When it started, as the system tells it. */
  readonly startedAt: string
}

const pollMs = 50

/** @returns null when there is no such process, or it has ended and only waits to be counted. */
export function processId(pid: number): ProcessId | null {
  const startedAt = process.platform === 'linux' ? startOnLinux(pid) : startElsewhere(pid)
  return startedAt === null ? null : { pid, startedAt }
}

function startOnLinux(pid: number): string | null {
  try {
    // proc(5): the name stands in brackets and may hold anything; state is field 3, start time field 22.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null)
  } catch {
    return null
  }
}

function startElsewhere(pid: number): string | null {
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout.trim() === '' ? null : stdout.trim()
}

export function isAlive(one: ProcessId): boolean {
  return processId(one.pid)?.startedAt === one.startedAt
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
