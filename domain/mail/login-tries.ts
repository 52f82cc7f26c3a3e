/**
 * 登录重试 — when a mailbox that refused the password may be asked again. Providers lock accounts that keep knocking with
 * an expired authorisation code: six tries in any hour at most, whoever asks and however often the program starts.
 */
import type { Moment } from '../brand.ts'

export const triesPerHour = 6
const hourMs = 3_600_000
const pauseMs = hourMs / triesPerHour

/**
 * @param refused earlier refusals, in any order; those of the last hour suffice.
 * @param asked a person asks for it now, or the program has just started with settings that may be new.
 * @returns milliseconds to wait; 0: now.
 */
export function untilNextTry(refused: readonly Moment[], asked: boolean, now: Moment): number {
  const at = Date.parse(now)
  const recent = refused.map((moment) => Date.parse(moment)).filter((moment) => at - moment < hourMs).sort((a, b) => a - b) // prettier-ignore
  const last = recent.at(-1)
  if (last === undefined) return 0
  // The hour in which the sixth from the end was refused must be over first.
  const full = recent.length < triesPerHour ? 0 : (recent.at(-triesPerHour) ?? at) + hourMs - at
  const paused = asked ? 0 : last + pauseMs - at
  return Math.max(0, full, paused)
}
