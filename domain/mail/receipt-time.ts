/**
 * 收到时间 — the moment a mail's place hangs on (spec 10-unban, The queue; reference/email.md 4, O1–O7): the server's own
 * receipt time, never the sender's Date. Whoever holds the mailbox's password can put a mail into it with any receipt
 * time; what then disagrees is shown, and where the provider's own trace line is known, that line counts.
 */
import type { Moment } from '../brand.ts'
import type { HeaderLine, MailBadge } from './types.ts'

/**
 * Where the counted time comes from. `appended`: put into the mailbox by a program, with a time that nothing confirms;
 * the chief decides. `chief`: given by the chief, with a reason.
 */
export type TimeSource = 'internalDate' | 'received' | 'firstSeen' | 'appended' | 'chief'

export interface ReceiptFacts {
  /** INTERNALDATE; null when the server gives none that can be read. */
  readonly internalDate: Moment | null
  readonly headers: readonly HeaderLine[]
  /** The record's own clock when it sees the mail for the first time. */
  readonly firstSeen: Moment
  /** The last look at this folder before, which did not find the mail there; null when nothing is known. */
  readonly lastLook: Moment | null
  /** Hosts of the provider (or their domains) that write Received; none: Received is shown only. */
  readonly receivedBy: readonly string[]
}

export interface ReceiptTime {
  readonly at: Moment
  readonly source: Exclude<TimeSource, 'chief'>
  readonly badges: readonly Extract<MailBadge, 'internalDateMissing' | 'timeDisputed'>[]
}

/** A time this far in the future is not believed. */
const futureToleranceMs = 5 * 60_000
/** Two clocks that differ by more tell of two different events. */
const disagreementMs = 120_000

export function receiptTime(facts: ReceiptFacts): ReceiptTime {
  const trace = topmostReceived(facts.headers)
  const received = trace === null || !isBelieved(trace.at, facts) ? null : trace.at
  const provider = received !== null && trace !== null && isProvider(trace.by, facts.receivedBy) ? received : null
  if (facts.internalDate === null || !isBelieved(facts.internalDate, facts)) {
    if (provider !== null) return { at: provider, source: 'received', badges: ['timeDisputed'] }
    return { at: toSecond(facts.firstSeen), source: 'firstSeen', badges: ['internalDateMissing'] }
  }
  const { internalDate } = facts
  if (provider !== null && differ(provider, internalDate)) return { at: provider, source: 'received', badges: ['timeDisputed'] } // prettier-ignore
  const counted = { at: internalDate, source: 'internalDate', badges: [] } as const
  if (received !== null) return differ(received, internalDate) ? { ...counted, badges: ['timeDisputed'] } : counted
  if (!cameLater(facts.lastLook, internalDate)) return counted
  // Nothing confirms a time at which the mail was not yet there. A provider that writes Received did not receive it.
  return { ...counted, badges: ['timeDisputed'], ...(facts.receivedBy.length > 0 ? { source: 'appended' } : {}) }
}

function isBelieved(at: Moment, { firstSeen }: ReceiptFacts): boolean {
  return Date.parse(at) <= Date.parse(firstSeen) + futureToleranceMs
}

function differ(a: Moment, b: Moment): boolean {
  return Math.abs(Date.parse(a) - Date.parse(b)) > disagreementMs
}

/** The mail was not in the folder at a look that was made after the time it bears. */
function cameLater(lastLook: Moment | null, internalDate: Moment): boolean {
  return lastLook !== null && Date.parse(lastLook) - Date.parse(internalDate) > disagreementMs
}

/** Only the topmost is written by the last server; all below may be anybody's. */
function topmostReceived(headers: readonly HeaderLine[]): { readonly by: string; readonly at: Moment } | null {
  const value = headers.find(({ name }) => name === 'received')?.value
  if (value === undefined) return null
  const by = /\bby\s+([^\s;()]+)/iu.exec(value)?.[1] ?? ''
  const at = Date.parse(value.slice(value.lastIndexOf(';') + 1).replace(/\([^)]*\)/gu, ''))
  return Number.isNaN(at) || !value.includes(';') ? null : { by: by.toLowerCase(), at: new Date(at).toISOString() }
}

function isProvider(by: string, hosts: readonly string[]): boolean {
  return hosts.some((host) => by === host || by.endsWith(`.${host}`))
}

/** INTERNALDATE has one-second steps; places are compared with it. */
function toSecond(at: Moment): Moment {
  return new Date(Math.floor(Date.parse(at) / 1000) * 1000).toISOString()
}
