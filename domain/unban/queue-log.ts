/**
 * 排队记录 — the log of the order that anybody can verify: how a line is written and what its hash is taken over. The lines
 * are made by a trigger of the database (db/migrations/2026-11-21-unban-time.ts) in the same words. No personal data: case
 * numbers, moments and counts.
 */

/** What may happen to a request's place. */
export const queueEvents = [
  /** Entered the queue. note: where its time comes from. */
  'placed',
  /** Was waiting already when the log began. note: how it stood. */
  'carried',
  /** A later mail took some people along; `people` are left. */
  'moved',
  /** People came to it whom an earlier review had kept waiting; `people` are there now. */
  'joined',
  'claimed', 'released', 'putAside', 'takenBack', 'decided',
  /** Nobody is left: all people moved to a later mail, were withdrawn, or were bound away. */
  'superseded', 'withdrawn', 'closed',
  /** Was over and waits again, at its own place: a resend joined it. */
  'reopened',
  /** The chief gave a time to a mail that the server gave none. */
  'timed',
] as const // prettier-ignore
export type QueueEvent = (typeof queueEvents)[number]

export interface QueueLine {
  /** 1, 2, 3 … */
  readonly n: number
  /** When it was written, to the microsecond, UTC. */
  readonly at: string
  readonly event: QueueEvent
  readonly case: string
  /** The place: the server's receipt time of the mail, then the order of arrival. */
  readonly receivedAt: string
  readonly arrival: string
  /** People who wait in the request after the event. */
  readonly people: number
  readonly note: string
  readonly prev: string
  readonly hash: string
}

const queueLogFormat = 'hoistway-queue-order/1'
/** The fields over which the hash of a line is taken, in this order. */
const hashedFields = ['prev', 'n', 'at', 'event', 'case', 'receivedAt', 'arrival', 'people', 'note'] as const
const between = '|'

/** What SHA-256 is taken over, as UTF-8. */
export const canonicalText = (line: Omit<QueueLine, 'hash'>): string =>
  hashedFields.map((field) => String(line[field])).join(between)

/** The first line's `prev` is the SHA-256 of this. */
export const firstText = (chain: string): string => `${queueLogFormat}${between}${chain}`

/** The first line of a file: says how to verify the others with any other program. */
export interface QueueLogHead {
  readonly kind: 'head'
  readonly format: typeof queueLogFormat
  readonly chain: string
  readonly hash: string
  readonly first: string
  readonly rule: string
}

export const queueLogHead = (chain: string): QueueLogHead => ({
  kind: 'head',
  format: queueLogFormat,
  chain,
  hash: `SHA-256, hexadecimal, of the UTF-8 text ${hashedFields.join(between)}`,
  first: `prev of line 1 is the SHA-256 of ${firstText('<chain>')}`,
  rule: 'A claimed request is the first by (receivedAt, arrival) of those that wait with people > 0.',
})

/** The last line: how many lines there are, and the hash of the last one. */
export interface QueueLogEnd {
  readonly kind: 'end'
  readonly count: number
  readonly last: string
}
