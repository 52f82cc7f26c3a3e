/**
 * One child process of the sandbox: started, given one task at a time, watched, ended. Two limits hold its memory: V8's own
 * for the heap, and here the resident size, which also counts the bytes outside the heap (Linux only: elsewhere the
 * first holds alone).
 */
import { fork, type ChildProcess } from 'node:child_process'
import { readFileSync, realpathSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { setPriority } from 'node:os'
import { dirname, join } from 'node:path'
import type { FromChild, Task } from './sandbox-messages.ts'

/** How a task ended. `neverStarted`: the child was gone before it had the bytes, so another may take the task. */
export type Ending =
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'tooSlow' | 'tooBig' | 'crashed' }
  | { readonly kind: 'neverStarted' }

export interface ProcessLimits {
  readonly memoryMb: number
  readonly preload: 'mail' | 'nothing'
}

const megabyte = 1024 * 1024
const watchEveryMs = 50
const pageBytes = 4_096
/** What a child allocates anew is cleared away when it comes to so much: by its own choice it would keep four times as much. */
const youngMb = 8
/** A child that keeps more than this after a task is replaced; one that reads common mails stays below. */
const keptAtMostMb = 96
/** Of 0 to 19, what the others do first. */
const niceness = 10
const tasksAtMost = 10_000
/** Signal of a process that V8 ended because its heap was full. */
const outOfHeap = 'SIGABRT'

const script = join(import.meta.dirname, 'sandbox-child.ts')

/** The only folders that the child may read: our readers and their libraries. */
function readableFolders(): readonly string[] {
  const libraries = dirname(dirname(createRequire(import.meta.url).resolve('mailparser/package.json')))
  const root = dirname(import.meta.dirname)
  return [import.meta.dirname, join(root, 'domain'), join(root, 'package.json'), libraries, realpathSync(libraries)]
}

export class SandboxProcess {
  /** Settled when the child can take tasks; false when it ended before. */
  readonly ready: Promise<boolean>
  readonly ended: Promise<void>
  #running: { settle: (ending: Ending) => void; started: boolean; limitBytes: number } | null = null
  #verdict: 'tooSlow' | 'tooBig' | null = null
  #baseBytes = 0
  #tasks = 0
  readonly #process: ChildProcess
  readonly #memoryMb: number

  constructor({ memoryMb, preload }: ProcessLimits) {
    this.#memoryMb = memoryMb
    this.#process = fork(script, [preload], {
      execPath: process.execPath,
      execArgv: [
        `--max-old-space-size=${memoryMb}`,
        `--max-semi-space-size=${youngMb}`,
        '--disable-proto=delete',
        '--permission',
        ...readableFolders().map((folder) => `--allow-fs-read=${folder}`),
      ],
      env: {},
      serialization: 'advanced',
      stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
    })
    this.#yieldToOthers()
    // The end of the child is told by `exit`; a pipe that broke on the way there is no news.
    this.#process.stdin?.on('error', () => undefined)
    this.#process.on('error', () => undefined)
    this.ready = new Promise((resolve) => {
      this.#process.on('message', (message: FromChild) => {
        if (message.kind === 'ready') {
          this.#baseBytes = this.residentBytes()
          resolve(true)
        } else this.#hear(message)
      })
      this.#process.once('exit', () => resolve(false))
    })
    this.ended = new Promise((resolve) => {
      this.#process.once('exit', (_code, signal) => {
        this.#settle({ kind: this.#verdict ?? (signal === outOfHeap ? 'tooBig' : this.#running?.started === false ? 'neverStarted' : 'crashed') }) // prettier-ignore
        resolve()
      })
      // Without a process there is no exit: the program could not be started.
      this.#process.once('error', () => {
        if (this.#process.pid !== undefined) return
        this.#settle({ kind: 'neverStarted' })
        resolve()
      })
    })
  }

  get pid(): number | undefined {
    return this.#process.pid
  }

  /** Keeps more memory than it should, or has worked long enough. */
  get isWorn(): boolean {
    return this.#tasks >= tasksAtMost || this.residentBytes() > this.#baseBytes + keptAtMostMb * megabyte
  }

  async run(task: Task, bytes: Uint8Array, timeoutMs: number): Promise<Ending> {
    this.#tasks += 1
    this.#verdict = null
    const ending = new Promise<Ending>((resolve) => {
      // The file itself comes on top: it was taken in by decision, and is known to fit.
      const limitBytes = this.#baseBytes + this.#memoryMb * megabyte + bytes.length
      this.#running = { settle: resolve, started: false, limitBytes }
    })
    const clock = setTimeout(() => this.#end('tooSlow'), timeoutMs)
    const watch = setInterval(() => void this.#watch(), watchEveryMs)
    this.#process.send({ task, size: bytes.length }, () => undefined)
    this.#process.stdin?.write(bytes)
    try {
      return await ending
    } finally {
      clearTimeout(clock)
      clearInterval(watch)
    }
  }

  /** Ends at once, whatever it is doing. */
  kill(): void {
    this.#process.kill('SIGKILL')
  }

  /** Resident size; 0 where the system does not tell it. */
  residentBytes(): number {
    try {
      return parseResident(readFileSync(`/proc/${this.pid}/statm`, 'utf8'))
    } catch {
      return 0
    }
  }

  /** Whoever clicks goes before the reading of files, and so does the placing of mails, which many wait for. */
  #yieldToOthers(): void {
    if (this.#process.pid === undefined) return
    try {
      setPriority(this.#process.pid, niceness)
    } catch {
      // It has ended already, which `exit` tells.
    }
  }

  #hear(message: Exclude<FromChild, { kind: 'ready' }>): void {
    if (message.kind === 'started') {
      if (this.#running !== null) this.#running.started = true
    } else if (message.kind === 'done') this.#settle({ kind: 'done', value: message.value })
    else this.#settle({ kind: message.tooBig ? 'tooBig' : 'crashed' })
  }

  #settle(ending: Ending): void {
    this.#running?.settle(ending)
    this.#running = null
  }

  async #watch(): Promise<void> {
    const text = await readFile(`/proc/${this.pid}/statm`, 'utf8').catch(() => '')
    if (this.#running !== null && parseResident(text) > this.#running.limitBytes) this.#end('tooBig')
  }

  #end(verdict: 'tooSlow' | 'tooBig'): void {
    this.#verdict ??= verdict
    this.kill()
  }
}

/** The second number of /proc/<pid>/statm, in pages. */
function parseResident(statm: string): number {
  return Number(statm.split(' ')[1] ?? 0) * pageBytes
}
