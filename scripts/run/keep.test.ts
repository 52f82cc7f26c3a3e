import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { keepPart, pauseAfter, type KeptPart } from './keep.ts'
import { openLog, type LogFile } from './log-file.ts'
import type { Part } from './part.ts'
import { isAlive, processId, type ProcessId } from './processes.ts'
import { StartProblem } from './start-problem.ts'

let folder: string
let log: LogFile
let said: string[]
let seen: (ProcessId | null)[]
let stopping: AbortController
let kept: KeptPart | null

const shell = (script: string, more: Partial<Part> = {}): Part => ({
  name: 'thing',
  command: '/bin/sh',
  args: ['-c', script],
  env: { PATH: process.env['PATH'] ?? '' },
  channel: false,
  stopSignal: 'SIGTERM',
  ready: { line: /^ready$/ },
  readyWithinMs: 5_000,
  important: null,
  ...more,
})

const keep = async (part: Part): Promise<void> => {
  kept = await keepPart(part, { log, say: (_zh, en) => said.push(en), stopped: stopping.signal, onProcess: (id) => seen.push(id) }) // prettier-ignore
}
const last = (): ProcessId => seen.findLast((id) => id !== null) as ProcessId
const end = async (): Promise<void> => {
  stopping.abort()
  await kept?.end(2_000)
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hoistway-keep-'))
  log = openLog(folder, 'thing')
  said = []
  seen = []
  kept = null
  stopping = new AbortController()
})
afterEach(async () => {
  await end()
  await log.close()
  await rm(folder, { recursive: true, force: true })
})

test('pauses grow from half a second to ten seconds', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 50].map(pauseAfter)).toEqual([500, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000])
})

/** The log is written beside what goes on: its first line may come after the part is ready. */
async function firstLogged(): Promise<string> {
  for (;;) {
    const [line, ...more] = (await readFile(log.path, 'utf8').catch(() => '')).split('\n')
    if (line !== undefined && more.length > 0) return line
    await pause(20)
  }
}

describe('a part', () => {
  test('that ends is started again after half a second, and that is said', async () => {
    await keep(shell('echo ready; exec sleep 60'))
    const first = last()
    process.kill(first.pid, 'SIGKILL')
    for (let waited = 0; last().pid === first.pid && waited < 50; waited++) await pause(100)
    expect(isAlive(last())).toBe(true)
    await pause(200)
    expect(said).toEqual(['The thing ended unexpectedly (SIGKILL); starting it again in 0.5 s.', 'The thing is back.'])
    expect(await readFile(log.path, 'utf8')).toContain('--- ended: SIGKILL')
  })

  test('ends with what it started when all ends', async () => {
    await keep(shell('trap "" TERM; sleep 61 & echo $!; echo ready; wait; wait'))
    const child = Number(await firstLogged())
    stopping.abort()
    await kept?.end(300)
    expect(isAlive(last())).toBe(false)
    await pause(100)
    expect(processId(child)).toBeNull()
    expect(said).toEqual([])
  })

  test('that never gets ready is tried three times, and then named with its own words', async () => {
    const problem = await keep(shell('echo "FATAL: no room"; exit 3')).catch((error: unknown) => error)
    expect(problem).toBeInstanceOf(StartProblem)
    expect((problem as StartProblem).en).toBe(`The thing cannot start: FATAL: no room. The details are in ${log.path}.`)
    await log.close()
    expect((await readFile(log.path, 'utf8')).match(/no room/g)).toHaveLength(3)
  })

  test('that cannot be run at all is named too', async () => {
    await expect(keep(shell('', { command: '/nowhere/thing' }))).rejects.toThrow(/ENOENT/)
  })

  test('that is being started when all ends is not waited for', async () => {
    const since = performance.now()
    setTimeout(() => stopping.abort(), 200)
    await keep(shell('exec sleep 60', { readyWithinMs: 60_000 }))
    await end()
    expect(performance.now() - since).toBeLessThan(3_000)
    expect(isAlive(last())).toBe(false)
  })

  test('shows at most five important lines in ten seconds; the log has all', async () => {
    await keep(shell('for i in 1 2 3 4 5 6 7 8; do echo "Error: $i"; done; echo ready; exec sleep 60', { important: /^Error/ })) // prettier-ignore
    expect(said).toHaveLength(5)
    await end()
    await log.close()
    expect((await readFile(log.path, 'utf8')).match(/Error/g)).toHaveLength(8)
  })
})
