/** 占用 — a claim holds while its holder acts; an idle one may be taken back by the chief, and lapses by itself. */
import type { Moment } from '../brand.ts'

/** Minutes a claim holds without any act of its holder (spec 10-unban: an idle claim is released). */
export const claimMinutes = 20
/** Minutes without any act after which the chief may release a colleague's claim. */
const idleMinutes = 5

/** @param claimUntil set anew, to `claimMinutes` ahead, by every act of the holder. */
export function isIdleClaim(claimUntil: Moment, now: Moment): boolean {
  return Date.parse(claimUntil) - Date.parse(now) <= (claimMinutes - idleMinutes) * 60_000
}
