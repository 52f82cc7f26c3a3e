/** One process of the running program: how it is started, when it counts as ready, how it ends. */
import { spawn, type ChildProcess } from 'node:child_process'
import { get } from 'node:http'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { endProcess, processId, signalGroup, type ProcessId } from './processes.ts'

export interface Part {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  /** The whole environment of the process: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly runAs?: UserId
  /** Node parts have a channel to the supervisor, and end when it closes. */
  readonly channel: boolean
  readonly stopSignal: NodeJS.Signals
  readonly ready: { readonly line: RegExp } | { readonly url: string }
  readonly readyWithinMs: number
  /** Lines shown to the operator as well as logged. */
  readonly important: RegExp | null
  /** Clears what a former run may have left. */
  beforeStart?(): Promise<void>
}

export interface UserId {
  readonly uid: number
  readonly gid: number
}

export interface Exit {
  /** `code 1`, `SIGKILL`, or why it did not start. */
  readonly how: string
  readonly clean: boolean
}

export interface RunningPart {
  readonly id: ProcessId | null
  readonly ready: Promise<boolean>
  readonly exited: Promise<Exit>
  /** The last lines it wrote, for the sentence that says why it cannot start. */
  lastLines(): readonly string[]
  kill(signal: NodeJS.Signals): void
  stop(graceMs: number): Promise<Exit>
}

const keptLines = 20
const longestLine = 4_000
const probeEveryMs = 50
const probeWithinMs = 2_000

/** @param onLine each line of output, at most 4,000 characters. */
export async function startPart(part: Part, onLine: (line: string) => void): Promise<RunningPart> {
  await part.beforeStart?.()
  const child = spawn(part.command, [...part.args], {
    env: { ...part.env },
    ...(part.cwd === undefined ? {} : { cwd: part.cwd }),
    ...(part.runAs ?? {}),
    stdio: part.channel ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
    // Ctrl-C of the terminal reaches the supervisor only, which ends the parts in order.
    detached: true,
  })
  const exited = exitOf(child)
  const lines: string[] = []
  const lineReady = Promise.withResolvers<boolean>()
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue
    createInterface({ input: stream, crlfDelay: Infinity }).on('line', (whole) => {
      const line = whole.slice(0, longestLine)
      lines.push(line)
      if (lines.length > keptLines) lines.shift()
      onLine(line)
      if ('line' in part.ready && part.ready.line.test(line)) lineReady.resolve(true)
    })
  }
  const id = child.pid === undefined ? null : processId(child.pid)
  const over = new AbortController()
  void exited.then(() => over.abort())
  const answers = 'url' in part.ready ? untilAnswers(part.ready.url, over.signal) : lineReady.promise
  const ready = Promise.race([answers, exited.then(() => false), pause(part.readyWithinMs, false, { ref: false })])
  return {
    id,
    ready,
    exited,
    lastLines: () => lines,
    kill: (signal) => {
      if (id !== null) signalGroup(id.pid, signal)
    },
    stop: async (graceMs) => {
      if (id !== null) {
        await endProcess(id, part.stopSignal, graceMs)
        // What it started itself and forgot.
        signalGroup(id.pid, 'SIGKILL')
      }
      return exited
    },
  }
}

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ how: error.message, clean: false }))
    child.once('exit', (code, signal) => resolve({ how: signal ?? `code ${code}`, clean: code === 0 }))
  })
}

async function untilAnswers(url: string, over: AbortSignal): Promise<boolean> {
  while (!over.aborted) {
    if (await answersOk(url)) return true
    await pause(probeEveryMs)
  }
  return false
}

/** node:http and not fetch(), which costs a supervisor that only waits 20 MB. */
function answersOk(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: probeWithinMs }, (answer) => {
      answer.resume()
      resolve(answer.statusCode === 200)
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(false))
  })
}
