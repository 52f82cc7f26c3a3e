/** All parts of one start: their logs, the guardian behind them, and the order in which they end. */
import { join } from 'node:path'
import { machineEnv } from './child-env.ts'
import { startGuardian, type Guardian } from './guardian.ts'
import { keepPart, type KeptPart } from './keep.ts'
import { partWords } from './part-words.ts'
import { openLog, type LogFile } from './log-file.ts'
import { startPart, type Exit, type Part } from './part.ts'
import type { ProcessId } from './processes.ts'
import type { Say } from './say.ts'

/** What people and cases use ends first; then what it stands on. Together below 15 s. */
const rings = ['outer', 'inner'] as const
export type Ring = (typeof rings)[number]
const graceMs: Readonly<Record<Ring, number>> = { outer: 9_500, inner: 4_500 }

export interface KeeperWish {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly dataDir: string
  readonly say: Say
  readonly stopped: AbortSignal
  onProcess(name: string, id: ProcessId | null): void
}

export interface OneRun {
  readonly exit: Exit
  readonly lines: readonly string[]
  readonly logPath: string
}

export class Keeper {
  private readonly wish: KeeperWish
  private readonly startedAt = performance.now()
  private readonly guardian: Guardian
  private readonly logs: LogFile[] = []
  private readonly starting = new Set<Promise<unknown>>()
  private readonly kept: Readonly<Record<Ring, KeptPart[]>> = { outer: [], inner: [] }

  constructor(wish: KeeperWish) {
    this.wish = wish
    this.guardian = startGuardian(machineEnv(wish.env))
  }

  /** Starts a part and keeps it running. @throws StartProblem when it does not get ready, AbortError when all ends. */
  async keep(part: Part, ring: Ring): Promise<void> {
    const { stopped, say } = this.wish
    stopped.throwIfAborted()
    const log = this.openLog(part.name)
    const watched = this.watched(part)
    const work = keepPart(part, { log, say, stopped, onProcess: watched })
    this.starting.add(work)
    try {
      this.kept[ring].push(await work)
    } finally {
      this.starting.delete(work)
    }
    stopped.throwIfAborted()
    this.sayDone(part.name)
  }

  /** Runs a part that ends by itself, for at most `withinMs`. */
  async runOnce(part: Part, withinMs: number): Promise<OneRun> {
    const { stopped } = this.wish
    stopped.throwIfAborted()
    const log = this.openLog(part.name)
    const watched = this.watched(part)
    const process = await startPart(part, (line) => log.write(line))
    watched(process.id)
    const kill = () => process.kill('SIGKILL')
    const late = setTimeout(kill, withinMs)
    stopped.addEventListener('abort', kill, { once: true })
    const exit = await process.exited
    clearTimeout(late)
    stopped.removeEventListener('abort', kill)
    watched(null)
    stopped.throwIfAborted()
    if (exit.clean) this.sayDone(part.name)
    return { exit, lines: process.lastLines(), logPath: log.path }
  }

  /** After `stopped`. */
  async end(): Promise<void> {
    await Promise.allSettled(this.starting)
    for (const ring of rings) await Promise.all(this.kept[ring].map((part) => part.end(graceMs[ring])))
    this.guardian.close()
    await Promise.all(this.logs.map((log) => log.close()))
  }

  private sayDone(name: string): void {
    const { zh, en } = partWords(name)
    this.wish.say(zh, `${en}, ${((performance.now() - this.startedAt) / 1000).toFixed(1)} s`, '✓')
  }

  private openLog(name: string): LogFile {
    const log = openLog(join(this.wish.dataDir, 'logs'), name)
    this.logs.push(log)
    return log
  }

  private watched(part: Part): (id: ProcessId | null) => void {
    let last: ProcessId | null = null
    return (id) => {
      if (last !== null) this.guardian.ended(last.pid)
      if (id !== null) this.guardian.watch(id.pid, part.stopSignal)
      last = id
      this.wish.onProcess(part.name, id)
    }
  }
}
