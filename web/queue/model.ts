/** The queue as programs read it, and the page's presenter after them: codes, ids, ISO moments. */
import type { MailboxState } from '../../db/read/mailbox.ts'
import type { QueueFigures, QueueRow } from '../../db/read/queue.ts'
import type { Day } from '../../domain/brand.ts'
import { claimMinutes, isIdleClaim } from '../../domain/unban/claim.ts'
import type { Due, TellDue } from '../due.ts'
import type { EngineHealth } from '../shell.ts'

export interface QueueItem extends Omit<QueueRow, 'dueOn' | 'dueAt' | 'claimedBy'> {
  readonly due: Due
  /** Who has it, by the whole name: colleagues alone see the queue (queue.view), and two may share a family name. */
  readonly reviewer: {
    readonly name: string
    readonly you: boolean
    /** Minutes without any act, where they are enough to say so. */
    readonly idleMinutes: number | null
  } | null
}

/** This week: what was decided on each day, Monday first, and how long those had waited on the average. */
export interface QueueWeek {
  readonly days: readonly { readonly day: Day; readonly requests: number }[]
  readonly averageWorkingDays: number | null
}

export interface QueueModel {
  readonly view: 'waiting' | 'done'
  readonly figures: QueueFigures
  readonly week: QueueWeek
  readonly mailbox: MailboxState | null
  readonly engine: EngineHealth
  readonly requests: readonly QueueItem[]
  /** Give it back as `after` for the next page. */
  readonly next: number | null
}

/** @param due tells deadlines as of `now`. */
export function queueItem(row: QueueRow, accountId: number, now: string, due: TellDue): QueueItem {
  const { dueOn, dueAt, claimedBy, ...rest } = row
  return {
    ...rest,
    due: due({ dueOn, dueAt }),
    reviewer:
      claimedBy === null
        ? null
        : { name: claimedBy.name, you: claimedBy.accountId === accountId, idleMinutes: idleFor(row, now) },
  }
}

function idleFor({ state, claimUntil }: QueueRow, now: string): number | null {
  if (state !== 'claimed' || claimUntil === null || !isIdleClaim(claimUntil, now)) return null
  return claimMinutes - Math.max(0, Math.ceil((Date.parse(claimUntil) - Date.parse(now)) / 60_000))
}
