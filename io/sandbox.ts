/**
 * 沙箱 — reads what strangers sent in processes of their own, with limits on time and memory (facts 9–12: a workbook of
 * 293 KB can take a reader to 1.6 GB and never let go). A file that breaks its reader breaks nothing else: the other
 * files wait for another child or go on in theirs.
 */
import type { ReadMail } from '../domain/mail/types.ts'
import type { PictureReading } from '../domain/person/pictures.ts'
import type { WorkbookReading } from './read-workbook.ts'
import type { Task } from './sandbox-messages.ts'
import { SandboxProcess, type Ending } from './sandbox-process.ts'

export type SandboxAnswer<Value> =
  { readonly kind: 'read'; readonly value: Value } | { readonly kind: 'tooSlow' | 'tooBig' | 'crashed' }

/**
 * The file was not read: the sandbox was closed before, or its children do not start. A fault of ours and no answer about
 * the file, so that a mail whose reading a stop cut short is never taken for one that cannot be read.
 */
export class SandboxAway extends Error {
  override name = 'SandboxAway'
}

/** Every reading @throws SandboxAway */
export interface Sandbox {
  /**
   * Reads a mail. When its reader crashes it is tried once more: the child may have been ended from outside. When opening
   * its files takes too long or too much, it is read without opening them, and those that might hold the form have the
   * problem `tooSlow`; only when that fails too is there no value.
   */
  readMail(raw: Uint8Array): Promise<SandboxAnswer<ReadMail>>
  readWorkbook(bytes: Uint8Array): Promise<SandboxAnswer<WorkbookReading>>
  /** Opens a photo or scan and says what a program can know of it. */
  readPicture(bytes: Uint8Array): Promise<SandboxAnswer<PictureReading>>
  /** Ends every child; what is not read by then never is. */
  close(): Promise<void>
  /** For measuring and for tests. */
  processIds(): readonly number[]
}

export interface SandboxOptions {
  /** At most so many at once. */
  readonly children: number
  /** For one file, its second reading included; waiting for a child is not counted. */
  readonly timeoutMs?: number
  /** For one file, beyond what a child needs at rest, plus the file's own size. */
  readonly memoryMb?: number
  /** Keep children ready with the mail reader loaded; otherwise the first is started when needed, and ends when idle. */
  readonly keepWarm?: boolean
}

const defaults = { timeoutMs: 10_000, memoryMb: 256, keepWarm: true } as const
/** Of the time for one mail, the part for reading it with its files. */
const firstReadingShare = 0.8
/** Children ready at rest: while one is held by a nasty file the next mail does not wait for a start. */
const readyAtRest = 2
/** A child busy for so long may be held by a nasty file: another is made ready for the next. */
const slowAfterMs = 200
const idleAfterMs = 60_000
/** Children that ended before they were ready, one after another, until waiting files are given up. */
const failedStartsAtMost = 3
/** How often a file is given to another child when the first was gone before it began. */
const retries = 2

type Ended = Exclude<Ending, { readonly kind: 'neverStarted' }>

interface Job {
  readonly task: Task
  readonly bytes: Uint8Array
  readonly timeoutMs: number
  readonly settle: (ending: Ended) => void
  readonly fail: (error: SandboxAway) => void
  attempts: number
}

export function createSandbox(options: SandboxOptions): Sandbox {
  const { children: atMost, timeoutMs, memoryMb, keepWarm } = { ...defaults, ...options }
  const ready = keepWarm ? Math.min(readyAtRest, atMost) : 0
  const all = new Set<SandboxProcess>()
  const idle: { readonly child: SandboxProcess; readonly timer: NodeJS.Timeout }[] = []
  const waiting: Job[] = []
  let busy = 0
  let failedStarts = 0
  let closed = false

  /** Starts a child; it is idle when ready, and forgotten when it ends. */
  function start(): void {
    const child = new SandboxProcess({ memoryMb, preload: keepWarm ? 'mail' : 'nothing' })
    all.add(child)
    void child.ended.then(() => {
      all.delete(child)
      takeFromIdle(child)
      arrange()
    })
    void child.ready.then((isReady) => {
      failedStarts = isReady ? 0 : failedStarts + 1
      if (isReady) rest(child)
    })
  }

  /** Gives waiting files to idle children, and starts children where they lack. */
  function arrange(): void {
    if (closed) return
    if (failedStarts >= failedStartsAtMost) {
      failedStarts = 0
      for (const job of waiting.splice(0)) job.fail(new SandboxAway('The children do not start.'))
      return
    }
    while (waiting.length > 0 && idle.length > 0) {
      const child = takeFromIdle()
      const job = waiting.shift()
      if (child !== undefined && job !== undefined) void work(child, job)
    }
    const wanted = Math.min(atMost, Math.max(busy + waiting.length, ready))
    while (all.size < wanted) start()
  }

  function rest(child: SandboxProcess): void {
    if (closed || child.isWorn) {
      child.kill()
      return
    }
    const timer = setTimeout(() => {
      if (all.size > ready) child.kill()
    }, idleAfterMs).unref()
    idle.push({ child, timer })
    arrange()
  }

  function takeFromIdle(child = idle.at(-1)?.child): SandboxProcess | undefined {
    const index = idle.findIndex((entry) => entry.child === child)
    if (index === -1) return undefined
    clearTimeout(idle[index]?.timer)
    idle.splice(index, 1)
    return child
  }

  async function work(child: SandboxProcess, job: Job): Promise<void> {
    job.attempts += 1
    busy += 1
    const spare = setTimeout(() => {
      if (!closed && idle.length === 0 && all.size < atMost) start()
    }, slowAfterMs)
    const ending = await child.run(job.task, job.bytes, job.timeoutMs)
    clearTimeout(spare)
    busy -= 1
    if (ending.kind === 'done') job.settle(ending)
    else if (closed) job.fail(new SandboxAway('Closed.'))
    else if (ending.kind !== 'neverStarted') job.settle(ending)
    else if (job.attempts > retries) job.fail(new SandboxAway('The children do not stay.'))
    else {
      waiting.unshift(job)
      arrange()
    }
    // A child that was ended is no longer there when it is asked; the others rest.
    if (ending.kind === 'done') rest(child)
    else child.kill()
  }

  function ask(task: Task, bytes: Uint8Array, limitMs: number): Promise<Ended> {
    return new Promise((settle, fail) => {
      if (closed) {
        fail(new SandboxAway('Closed.'))
        return
      }
      waiting.push({ task, bytes, timeoutMs: limitMs, settle, fail, attempts: 0 })
      arrange()
    })
  }

  arrange()
  return {
    async readMail(raw) {
      const began = performance.now()
      const leftMs = () => Math.max(1, timeoutMs * firstReadingShare - (performance.now() - began))
      let first = answerOf<ReadMail>(await ask('mail', raw, leftMs()))
      if (first.kind === 'crashed') first = answerOf<ReadMail>(await ask('mail', raw, leftMs()))
      if (first.kind === 'read') return first
      const second = answerOf<ReadMail>(await ask('mailUnopened', raw, timeoutMs * (1 - firstReadingShare)))
      return second.kind === 'read' ? second : first
    },
    readWorkbook: async (bytes) => answerOf<WorkbookReading>(await ask('workbook', bytes, timeoutMs)),
    readPicture: async (bytes) => answerOf<PictureReading>(await ask('picture', bytes, timeoutMs)),
    async close() {
      closed = true
      for (const job of waiting.splice(0)) job.fail(new SandboxAway('Closed.'))
      for (const { timer } of idle) clearTimeout(timer)
      const endings = [...all].map((child) => child.ended)
      for (const child of all) child.kill()
      await Promise.all(endings)
    },
    processIds: () => [...all].flatMap((child) => child.pid ?? []),
  }
}

/** The child is our own code: what it read has the shape its reader gives. */
function answerOf<Value>(ending: Ended): SandboxAnswer<Value> {
  return ending.kind === 'done' ? { kind: 'read', value: ending.value as Value } : ending
}
