/** What workflows may ask of the world, by noun. Workflows import these as types only. */
import type { ActOutcome } from '../workflows/messages.ts'

/** How a request stands in the record. */
export type Standing =
  | { readonly kind: 'over' }
  | {
      readonly kind: 'open'
      readonly version: number
      readonly dueAt: string | null
      readonly overdue: boolean
      readonly claim: { readonly claimNo: number; readonly by: number; readonly until: string } | null
      readonly undoUntil: string | null
      /** 搁置, until when. Not there in what was recorded before there was such a thing. */
      readonly aside?: { readonly id: number; readonly until: string } | null
    }

export interface KeyedAct {
  readonly requestId: number
  readonly by: number
  readonly version: number
  readonly key: string
}
export interface KeyedDecision extends KeyedAct {
  readonly rowId: number
  readonly decision: 'approve' | 'reject'
  readonly reasons: readonly string[]
  readonly sealedText: string | null
}
export interface KeyedPutAside extends KeyedAct {
  readonly reason: string
  readonly sealedText: string | null
}
export interface KeyedClaim {
  readonly requestId: number
  readonly claimNo: number
  readonly key: string
}

/** Short, idempotent writes that a person waits for: run as local activities. */
export interface ReviewActivities {
  readStanding(requestId: number): Promise<Standing>
  recordDecision(act: KeyedDecision): Promise<ActOutcome>
  recordEnding(act: KeyedAct): Promise<ActOutcome>
  recordUndo(act: KeyedAct): Promise<ActOutcome>
  recordRelease(act: KeyedAct & { claimNo: number }): Promise<ActOutcome>
  recordPutAside(act: KeyedPutAside): Promise<ActOutcome>
  recordTakeBack(act: KeyedAct): Promise<ActOutcome>
  recordRevokedClaim(act: KeyedAct & { sealedText: string }): Promise<ActOutcome>
}

/** What happens afterwards, at the engine's pace. */
export interface CaseActivities {
  finishReview(claim: KeyedClaim): Promise<void>
  releaseLapsed(claim: KeyedClaim): Promise<void>
  noteOverdue(input: { requestId: number; key: string }): Promise<void>
  returnFromAside(input: { requestId: number; asideId: number; key: string }): Promise<void>
  /** Takes up to fifty stored mails; true when more wait. */
  takeStoredMails(mailboxId: number): Promise<boolean>
  /** Sends what is due; seconds until more is due, null when nothing waits. */
  sendDueLetters(mailboxId: number): Promise<number | null>
  /** Dates for what waits without one; reminders of what is near or over. */
  remindDeadlines(): Promise<void>
  /** Looks into the mailbox now. */
  syncMailbox(mailboxId: number): Promise<void>
  /** A held sender's mail: confirmed or expired. Says until when it is held otherwise. */
  settleHold(input: { mailId: number; enterpriseId: number }): Promise<{ readonly heldUntil: string | null }>
}
