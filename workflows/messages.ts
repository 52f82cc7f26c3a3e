/**
 * Everything that may be said to a workflow: updates, signals, their inputs and outcomes. Ids only; no personal data.
 * web/gateway.ts sends these; nothing else in web/ speaks to the engine.
 */
import { defineSignal, defineUpdate } from '@temporalio/workflow'

export const taskQueue = 'hoistway-cases'

export const workflowIds = {
  unbanRequest: (requestId: number) => `unban-request:${requestId}`,
  mailIntake: (mailboxId: number) => `mail-intake:${mailboxId}`,
  outgoingMail: (mailboxId: number) => `outgoing-mail:${mailboxId}`,
  deadlineWatch: 'deadline-watch',
  mailboxSync: (mailboxId: number) => `mailbox-sync:${mailboxId}`,
} as const

/** Who acts: the account, and the version of the request that was on the page. */
export interface Act {
  readonly by: number
  readonly version: number
}

/** 取下一份 was recorded by the database; the workflow learns of it. */
export interface Claimed {
  readonly claimNo: number
  readonly by: number
  readonly version: number
}
export interface DecideRow extends Act {
  readonly rowId: number
  readonly decision: 'approve' | 'reject'
  /** Codes of the kept list of reasons (domain/unban/rejections.ts); at least one of reasons and text when rejecting. */
  readonly reasons: readonly string[]
  /** Sealed by the vault when present: a reviewer may write a name into it. */
  readonly sealedText: string | null
}

/** 搁置: the request cannot be decided now. */
export interface PutAside extends Act {
  /** A code of domain/unban/put-aside.ts. */
  readonly reason: string
  /** Sealed by the vault when present: it goes into the letter. */
  readonly sealedText: string | null
}
/** 收回占用: the chief releases a colleague's idle claim, and says why. */
export interface RevokeClaim extends Act {
  readonly sealedText: string
}

/** What a person's act came to. Refusals are outcomes, not faults. */
export type ActOutcome =
  | { readonly kind: 'done'; readonly version: number }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly detail?: string }

/** Why an act was refused; each has its sentence in web/request/refusals.ts. */
export const refusals = [
  'notClaimed', 'notYours', 'stale', 'notInThisRequest', 'reasonMissing', 'checkFails', 'undecidedRows', 'notEnding',
  'asideUsedUp', 'notPutAside', 'notIdle', 'over', 'unknownRequest', 'badData',
] as const // prettier-ignore
export type Refusal = (typeof refusals)[number]

export const claimedUpdate = defineUpdate<ActOutcome, [Claimed]>('claimed')
export const decideUpdate = defineUpdate<ActOutcome, [DecideRow]>('decide')
export const endReviewUpdate = defineUpdate<ActOutcome, [Act]>('endReview')
export const undoEndUpdate = defineUpdate<ActOutcome, [Act]>('undoEnd')
export const releaseUpdate = defineUpdate<ActOutcome, [Act]>('release')
export const putAsideUpdate = defineUpdate<ActOutcome, [PutAside]>('putAside')
export const takeBackUpdate = defineUpdate<ActOutcome, [Act]>('takeBack')
export const revokeClaimUpdate = defineUpdate<ActOutcome, [RevokeClaim]>('revokeClaim')
/** Rows moved or were withdrawn, or the request is over: look at the record again. */
export const changedSignal = defineSignal('changed')

/** Something is waiting in the record: mails stored, answers written. */
export const wokenSignal = defineSignal('woken')

/** The names and inputs of acts that may be kept while the engine is away and said again later. */
export interface KeptActs {
  readonly decide: DecideRow
  readonly endReview: Act
  readonly undoEnd: Act
  readonly release: Act
  readonly putAside: PutAside
  readonly takeBack: Act
  readonly revokeClaim: RevokeClaim
}
export type ActName = keyof KeptActs

/** The update of each act, for whoever says one. */
export const actUpdates = {
  decide: decideUpdate,
  endReview: endReviewUpdate,
  undoEnd: undoEndUpdate,
  release: releaseUpdate,
  putAside: putAsideUpdate,
  takeBack: takeBackUpdate,
  revokeClaim: revokeClaimUpdate,
} as const satisfies Record<ActName, unknown>
