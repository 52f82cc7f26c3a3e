/** Mails that were made to hurt: refused or read, how long and with how much memory, and what a good mail waits meanwhile. */
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { createSandbox, type Sandbox, type SandboxAnswer } from '../../io/sandbox.ts'
import type { ReadMail } from '../../domain/mail/types.ts'
import { goodMail, hostileMails } from '../../test/support/hostile-mails.ts'
import type { Job } from './run-job.ts'

const pollMs = 10
/** The good mail arrives so much later, when the other is being read. */
const laterMs = 20

const job: Job = {
  about: 'each hostile file: refused or read, ms, peak MiB of the child, and the delay of a good mail that arrives beside it', // prettier-ignore
  async run(say, names) {
    for (const [name, make] of Object.entries(hostileMails)) {
      if (names.length > 0 && !names.some((part) => name.includes(part))) continue
      const raw = make()
      const sandbox = createSandbox({ children: 2, timeoutMs: 10_000, memoryMb: 256 })
      try {
        await sandbox.readMail(goodMail())
        const usualMs = await timed(() => sandbox.readMail(goodMail()))
        const peak = watchPeak(sandbox)
        let answer: SandboxAnswer<ReadMail> = { kind: 'crashed' }
        const hostile = timed(async () => {
          answer = await sandbox.readMail(raw)
        })
        await pause(laterMs)
        const goodMs = await timed(() => sandbox.readMail(goodMail()))
        const value = await hostile
        say({ name, value, unit: 'ms', outcome: outcomeOf(answer), peakMiB: peak.stop(), mailKiB: Math.round(raw.length / 1024), goodDelayMs: Math.max(0, goodMs - usualMs) }) // prettier-ignore
      } finally {
        await sandbox.close()
      }
    }
  },
}
export default job

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return Math.round(performance.now() - from)
}

/** What became of it: the file's own problem, or that it was read. */
function outcomeOf(answer: SandboxAnswer<ReadMail>): string {
  if (answer.kind !== 'read') return answer.kind
  if (answer.value.unreadable) return 'refused: not taken apart'
  const { problem, kind } = answer.value.attachments.at(-1) ?? { problem: null, kind: 'text' }
  return problem === null ? `read: ${kind}` : `refused: ${problem}`
}

/** The largest resident size of any child while watched (Linux only; elsewhere 0). */
function watchPeak(sandbox: Sandbox): { stop(): number } {
  let peak = 0
  const timer = setInterval(() => {
    for (const pid of sandbox.processIds()) peak = Math.max(peak, residentMiB(pid))
  }, pollMs)
  return {
    stop() {
      clearInterval(timer)
      return peak
    },
  }
}

function residentMiB(pid: number): number {
  try {
    return Math.round((Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4_096) / 1024 / 1024)
  } catch {
    return 0
  }
}
