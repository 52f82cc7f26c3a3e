/**
 * 消息: what the message centre tells, by kind, and to whom. Facts are ids, case numbers, days and counts; never a
 * person's name or number. Written by db/write/notices.ts in the transaction of the event; worded by web/notices.
 */
import type { Day } from '../brand.ts'

export type NoticeKind =
  | 'requestDecided'
  | 'mailReturned'
  | 'profileSentBack'
  | 'profileApproved'
  | 'senderToConfirm'
  | 'withdrawalRefused'
  | 'personBoundAway'
  | 'deadlineSet'
  | 'deadlineNear'
  | 'deadlineOver'
  | 'mailForPerson'
  | 'letterFailed'
  | 'mailboxTrouble'
  | 'breakerOpen'
  | 'calendarPublished'
  | 'scannerAway'

/** Which of them a kind needs is said where it is worded. */
export interface NoticeFacts {
  readonly requestId?: number
  readonly caseNo?: string
  readonly mailId?: number
  readonly enterpriseId?: number
  readonly people?: number
  readonly approved?: number
  readonly rejected?: number
  /** Requests that one notice speaks of. */
  readonly requests?: number
  readonly dueOn?: Day
  readonly until?: Day
  readonly year?: number
  /** By an estimate beyond the published calendar (预计). */
  readonly estimated?: boolean
}

/** Who is told. staff: everybody who works the queue, the chief too; chief: the chief alone. */
export type NoticeTo =
  | { readonly kind: 'staff' | 'chief'; readonly authorityId: string }
  | { readonly kind: 'enterprise'; readonly enterpriseId: number }
