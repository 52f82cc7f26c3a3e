/** Keeps one part running: a crash is said, and after a pause that grows it is started again. */
import { setTimeout as pause } from 'node:timers/promises'
import type { LogFile } from './log-file.ts'
import { startPart, type Exit, type Part, type RunningPart } from './part.ts'
import type { ProcessId } from './processes.ts'
import type { Say } from './say.ts'
import { problems } from './start-problem.ts'

const firstPauseMs = 500
const longestPauseMs = 10_000
/** So long up, and a crash counts as the first again. */
const steadyAfterMs = 60_000
/** Tries before the first readiness; after it there is no last try. */
const firstTries = 3
/** Important lines shown in any ten seconds; the log has all. */
const shownLines = { most: 5, perMs: 10_000 }

export interface Watch {
  readonly log: LogFile
  readonly say: Say
  /** A process of the part began or (null) ended. */
  onProcess(id: ProcessId | null): void
}

export interface KeptPart {
  readonly name: string
  running(): RunningPart | null
  stop(graceMs: number): Promise<void>
}

/** Milliseconds to wait before try `failures` + 1 after that many failures in a row: 0.5 s, 1 s, … 10 s. */
export function pauseAfter(failures: number): number {
  return Math.min(firstPauseMs * 2 ** Math.max(0, failures - 1), longestPauseMs)
}

/** @throws StartProblem when the part does not become ready in three tries. */
export async function keepPart(part: Part, watch: Watch): Promise<KeptPart> {
  const show = limited((line) => watch.say(`${part.name}：${line}`, '', '!'))
  const onLine = (line: string) => {
    watch.log.write(line)
    if (part.important?.test(line)) show(line)
  }
  let running: RunningPart | null = null
  let stopping = false
  const halt = new AbortController()

  const startOnce = async (): Promise<boolean> => {
    running = await startPart(part, onLine)
    watch.onProcess(running.id)
    const ready = await running.ready
    if (!ready && !stopping) await running.stop(1_000)
    return ready
  }
  const ended = (): void => {
    running = null
    watch.onProcess(null)
  }

  for (let tried = 1; !(await startOnce()); tried++) {
    const lines = running === null ? [] : (running as RunningPart).lastLines()
    ended()
    if (stopping) break
    if (tried === firstTries) throw problems.notReady(part.name, lines.at(-1) ?? 'no output', watch.log.path)
    await pause(pauseAfter(tried))
  }

  const watchOver = async (): Promise<void> => {
    let failures = 0
    while (!stopping && running !== null) {
      const upSince = performance.now()
      const exit: Exit = await running.exited
      ended()
      if (stopping) return
      failures = performance.now() - upSince > steadyAfterMs ? 1 : failures + 1
      for (;;) {
        const waitMs = pauseAfter(failures)
        watch.say(
          `${part.name} 意外结束（${exit.how}），${waitMs / 1000} 秒后重新启动。`,
          `${part.name} ended unexpectedly (${exit.how}); starting it again in ${waitMs / 1000} s.`,
          '!',
        )
        watch.log.write(`--- ended: ${exit.how}; starting again in ${waitMs} ms`)
        await pause(waitMs, undefined, { signal: halt.signal }).catch(() => undefined)
        if (stopping) return
        const ready = await startOnce()
        if (stopping) return
        if (ready) break
        ended()
        failures++
      }
      watch.say(`${part.name} 已恢复。`, `${part.name} is back.`, '✓')
    }
  }
  const watching = watchOver()

  return {
    name: part.name,
    running: () => running,
    stop: async (graceMs) => {
      stopping = true
      halt.abort()
      await running?.stop(graceMs)
      await watching
      // One that was being started while the stop came.
      await running?.stop(graceMs)
    },
  }
}

function limited(show: (line: string) => void): (line: string) => void {
  let since = -Infinity
  let shown = 0
  return (line) => {
    const now = performance.now()
    if (now - since > shownLines.perMs) {
      since = now
      shown = 0
    }
    if (shown++ < shownLines.most) show(line)
  }
}
