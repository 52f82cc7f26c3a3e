/** Keeps one part running: a crash is said, and after a pause that grows it is started again. */
import { setTimeout as pause } from 'node:timers/promises'
import type { LogFile } from './log-file.ts'
import { startPart, type Part, type RunningPart } from './part.ts'
import { partWords } from './part-words.ts'
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
  /** Everything is to end: nothing is started any more, and what is being started is not waited for. */
  readonly stopped: AbortSignal
  /** A process of the part began or (null) ended. */
  onProcess(id: ProcessId | null): void
}

export interface KeptPart {
  /** After `stopped`: asks the process to end, and makes it end after `graceMs`. */
  end(graceMs: number): Promise<void>
}

/** Milliseconds to wait after so many failures in a row: 0.5 s, 1 s, 2 s … 10 s. */
export function pauseAfter(failures: number): number {
  return Math.min(firstPauseMs * 2 ** Math.max(0, failures - 1), longestPauseMs)
}

/**
 * Starts it, and returns once it is ready or all is to end.
 * @throws StartProblem when it does not become ready in three tries; nothing of it is left running.
 */
export async function keepPart(part: Part, watch: Watch): Promise<KeptPart> {
  const { stopped } = watch
  const over = new Promise<false>((resolve) => stopped.addEventListener('abort', () => resolve(false), { once: true }))
  const words = partWords(part.name)
  const show = limited((line) => watch.say(`${part.name}：${line}`, '', '!'))
  const onLine = (line: string): void => {
    watch.log.write(line)
    if (part.important?.test(line) === true) show(line)
  }
  const begin = async (): Promise<{ process: RunningPart; ready: boolean }> => {
    const process = await startPart(part, onLine)
    watch.onProcess(process.id)
    return { process, ready: await Promise.race([process.ready, over]) }
  }
  const giveUp = async (process: RunningPart): Promise<void> => {
    await process.stop(1_000)
    watch.onProcess(null)
  }
  const wait = (ms: number) => pause(ms, undefined, { signal: stopped }).catch(() => undefined)

  let current = await begin()
  for (let tries = 1; !current.ready && !stopped.aborted; tries++) {
    const why = tellingLine(current.process.lastLines())
    await giveUp(current.process)
    if (tries === firstTries) throw problems.notReady(words, why ?? (await current.process.exited).how, watch.log.path)
    await wait(pauseAfter(tries))
    if (!stopped.aborted) current = await begin()
  }

  const keepOn = async (): Promise<void> => {
    let failures = 0
    while (!stopped.aborted) {
      const since = performance.now()
      const { how } = await current.process.exited
      // What it had started itself: the next one would find its ports and files taken.
      current.process.kill('SIGKILL')
      watch.onProcess(null)
      if (stopped.aborted) return
      failures = current.ready && performance.now() - since > steadyAfterMs ? 1 : failures + 1
      const waitMs = pauseAfter(failures)
      watch.log.write(`--- ended: ${how}; starting again in ${waitMs} ms`)
      watch.say(
        `${words.zh} 意外结束（${how}），${waitMs / 1000} 秒后重新启动。`,
        `The ${words.en} ended unexpectedly (${how}); starting it again in ${waitMs / 1000} s.`,
        '!',
      )
      await wait(waitMs)
      if (stopped.aborted) return
      current = await begin()
      if (current.ready) watch.say(`${words.zh} 已恢复。`, `The ${words.en} is back.`, '✓')
      else if (!stopped.aborted) await current.process.stop(1_000)
    }
  }
  const keeping = keepOn()

  return {
    end: async (graceMs) => {
      // A process that was just being begun is the current one once keepOn has returned.
      await current.process.stop(graceMs)
      await keeping
      await current.process.stop(graceMs)
      watch.onProcess(null)
    },
  }
}

/** The line that says most: the last that speaks of an error, else the last. */
function tellingLine(lines: readonly string[]): string | undefined {
  return lines.findLast((line) => /error|fatal|panic|cannot|could not/i.test(line) && !/^\s/.test(line)) ?? lines.at(-1)
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
