/**
 * 发信节奏 — when the next letter may go out (reference/email.md 6.2 B5, 10.2 M5). The limits are the provider's, by its
 * profile; halved for a while after the server spoke of frequency. The breaker ends what no rule foresaw: too many
 * automatic mails at once stop everything until the chief lets it go on.
 */
export interface SendingLimits {
  /** Milliseconds between two mails. */
  readonly sendGapMs: number
  readonly perHour: number | null
  readonly perDay: number | null
  /** Minutes for which both are halved after a refusal for frequency. */
  readonly halvedMinutes: number
  readonly breaker: { readonly count: number; readonly minutes: number } | null
}

export type SendLimit = 'perHour' | 'perDay' | 'frequency'

export type Pace =
  /** `left`: letters that the limits still let out; null: no limit. */
  | { readonly kind: 'go'; readonly left: number | null }
  /** `limit` null: only the gap between two mails. */
  | { readonly kind: 'wait'; readonly seconds: number; readonly limit: SendLimit | null }
  | { readonly kind: 'stopped' }
  /** The breaker trips now. */
  | { readonly kind: 'stop' }

export interface SendingFacts {
  readonly stopped: boolean
  /** Seconds for which the limits are halved; 0 or less: they are whole. */
  readonly halvedSeconds: number
  /** Automatic letters written within the breaker's minutes. */
  readonly written: number
  /** Seconds for which the server asked to be left alone; 0 or less: none. */
  readonly frequencySeconds: number
  /** Seconds since each letter of the last day was sent, the newest first; as many as the daily limit at least. */
  readonly sentSecondsAgo: readonly number[]
}

const hourSeconds = 3_600
const daySeconds = 86_400
/** A halved limit lets one letter out at least. */
const halfOf = (limit: number): number => Math.max(1, Math.floor(limit / 2))

/** Full: the next may go when the oldest of the last `allowed` leaves the window. */
function secondsUntilRoom(sent: readonly number[], allowed: number, seconds: number): number {
  const oldest = sent[allowed - 1]
  return oldest === undefined ? 0 : seconds - oldest
}

export function paceOf(limits: SendingLimits, facts: SendingFacts): Pace {
  if (facts.stopped) return { kind: 'stopped' }
  if (limits.breaker !== null && facts.written > limits.breaker.count) return { kind: 'stop' }
  if (facts.frequencySeconds > 0) return { kind: 'wait', seconds: facts.frequencySeconds, limit: 'frequency' }
  const windows = [
    { limit: 'perDay', most: limits.perDay, seconds: daySeconds },
    { limit: 'perHour', most: limits.perHour, seconds: hourSeconds },
  ] as const
  const left: number[] = []
  for (const { limit, most, seconds } of windows) {
    if (most === null) continue
    const sent = facts.sentSecondsAgo.filter((ago) => ago < seconds)
    const room = (allowed: number) => secondsUntilRoom(sent, allowed, seconds)
    const wait = facts.halvedSeconds > 0 ? Math.min(room(halfOf(most)), Math.max(room(most), facts.halvedSeconds)) : room(most) // prettier-ignore
    if (wait > 0) return { kind: 'wait', seconds: wait, limit }
    left.push((facts.halvedSeconds > 0 ? halfOf(most) : most) - sent.length)
  }
  const gap = limits.sendGapMs / 1000 - (facts.sentSecondsAgo[0] ?? Infinity)
  if (gap > 0) return { kind: 'wait', seconds: gap, limit: null }
  return { kind: 'go', left: left.length === 0 ? null : Math.min(...left) }
}
