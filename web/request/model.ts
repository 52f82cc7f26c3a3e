/** The request as programs read it; the page is made from the same. One shape for the office, one for the enterprise. */
import type { NoteOnCase } from '../../db/read/mail-notes.ts'
import type { ChainFacts, WaitingResend } from '../../db/read/chain.ts'
import type { CertificateCheck } from '../../db/read/certificate-checks.ts'
import type { PlaceInQueue } from '../../db/read/place.ts'
import type { PastRow, RequestRecord, SentMail } from '../../db/read/request.ts'
import type { Aside, StaffNote } from '../../db/read/review-extras.ts'
import type { Moment, Words } from '../../domain/brand.ts'
import type { Calendar } from '../../domain/calendar/working-days.ts'
import type { Denial, Resource } from '../../domain/policy/types.ts'
import type { ChainStep } from '../../domain/unban/chain.ts'
import { isIdleClaim } from '../../domain/unban/claim.ts'
import { asideUntil } from '../../domain/unban/put-aside.ts'
import type { RejectionCode } from '../../domain/unban/rejections.ts'
import type { Business, RequestState, RowState } from '../../domain/unban/types.ts'
import type { Due } from '../due.ts'
import type { CertificateView, RecordView } from '../persons/record-view.ts'
import type { MailFacts } from './mail-facts.ts'

export const acts = [
  'decide',
  'endReview',
  'undoEnd',
  'release',
  'putAside',
  'takeBack',
  'revokeClaim',
  'note',
] as const
export type Act = (typeof acts)[number]
export const actActions = {
  decide: 'request.decide',
  endReview: 'request.endReview',
  undoEnd: 'request.undoEnd',
  release: 'request.release',
  putAside: 'request.putAside',
  takeBack: 'request.takeBack',
  revokeClaim: 'request.revokeClaim',
  note: 'request.note',
} as const satisfies Record<Act, string>

export interface Check {
  readonly key: string
  readonly ok: boolean
  /** Passing waits for it. */
  readonly must: boolean
  readonly words: Words
}
export interface Certificate extends CertificateView {
  readonly id: number
  /** 查验记录: who looked it up, where, with what result. */
  readonly lookUps: readonly CertificateCheck[]
}
export interface ReviewRow {
  readonly id: number
  readonly n: number
  readonly state: RowState
  readonly decision: 'approve' | 'reject' | null
  readonly reasons: readonly string[]
  readonly text: string
  /** Said while the engine was away; it is told by itself. */
  readonly kept: 'approve' | 'reject' | null
  readonly movedTo: { readonly requestId: number; readonly caseNo: string } | null
  readonly mailed: {
    readonly name: string
    readonly idNumber: string
    readonly company: string
    readonly remark: string
  }
  readonly person: RecordView & {
    readonly id: number
    readonly name: string
    /** Masked; the whole number is shown by POST /persons/{id}/reveal. */
    readonly idNumber: string
    readonly sameIdNumber: boolean
    readonly owner: { readonly id: number; readonly name: string } | null
    readonly certificates: readonly Certificate[]
    /** The record changed after the decision was made. */
    readonly changedSinceDecision: boolean
  }
  readonly checks: readonly Check[]
  readonly recordChecks: readonly Check[]
  readonly mayApprove: boolean
  readonly past: readonly PastRow[]
  /** Sent again meanwhile: the resend waits until this review has ended. */
  readonly sentAgain: boolean
  /** Every mail that named the person for this enterprise and business, the oldest first; this one among them. */
  readonly named: readonly NamedIn[]
}
export interface NamedIn {
  readonly mailId: number
  readonly requestId: number
  readonly caseNo: string
  readonly receivedAt: Moment
}
/** One mail of the chain A → B → C, with what it changed. */
export interface ChainItem extends ChainFacts, ChainStep {
  readonly here: boolean
}
export type May = { readonly allowed: boolean; readonly why: Denial | null }
export interface KeptAct {
  readonly name: string
  readonly keptAt: Moment
  readonly outcome: string | null
}
export interface OtherRequest {
  readonly id: number
  readonly caseNo: string
  readonly business: Business
  readonly receivedAt: Moment
  readonly state: RequestState
  readonly people: number
  readonly counts: { readonly rows: number; readonly approved: number; readonly rejected: number } | null
}

export interface RequestHead {
  readonly id: number
  readonly caseNo: string
  readonly state: RequestState
  readonly business: Business
  readonly enterprise: { readonly id: number; readonly name: string }
  readonly receivedAt: Moment
  readonly place: PlaceInQueue | null
  readonly due: Due
  readonly decidedAt: Moment | null
  readonly answeredAt: Moment | null
  readonly answers: readonly SentMail[]
}

export interface ReviewModel extends RequestHead {
  /** Send it back with the next act. */
  readonly version: number
  readonly enterpriseStatus: string
  readonly enterpriseMissing: readonly string[]
  readonly reviewer: { readonly name: string; readonly you: boolean } | null
  readonly claimUntil: Moment | null
  readonly undoUntil: Moment | null
  readonly may: Readonly<Record<Act, May>>
  readonly kept: readonly KeptAct[]
  readonly rows: readonly ReviewRow[]
  readonly mail: MailFacts['mail']
  readonly others: readonly OtherRequest[]
  /** Every time it was put aside; the last one lasts while it has no end. */
  readonly asides: readonly Aside[]
  readonly resends: readonly WaitingResend[]
  readonly chain: readonly ChainItem[]
  readonly notes: readonly StaffNote[]
  /** Mails without a form that answer ours, the last first. */
  readonly replies: readonly NoteOnCase[]
  /** Kept reasons in the order of their keys. */
  readonly reasonOrder: readonly RejectionCode[]
  /** The result as it would go out if the review ended now; null while somebody is undecided. */
  readonly letter: { readonly subject: string; readonly text: string } | null
}

/** What an enterprise sees of its own request: where it stands, and each person's outcome once it is decided. */
export interface OwnRequestModel extends RequestHead {
  readonly rows: readonly {
    readonly id: number
    readonly n: number
    readonly name: string
    readonly idLast4: string
    readonly state: RowState
    readonly reasons: readonly string[]
    readonly text: string
    readonly movedTo: { readonly requestId: number; readonly caseNo: string } | null
  }[]
  readonly mail: { readonly id: number; readonly subject: string; readonly from: string }
  /** Until when it is put aside, and why; null when it is not. */
  readonly aside: Pick<Aside, 'reason' | 'text' | 'until'> | null
  readonly mayWithdraw: boolean
  /** Every mail between which these people moved, the oldest first. */
  readonly mails: readonly ChainFacts[]
}

/** What the policy is asked about: idleness and the days aside are of this moment. */
export function resourceOf(
  request: RequestRecord,
  now: Moment,
  calendar: Calendar,
): Extract<Resource, { kind: 'request' }> {
  return {
    kind: 'request',
    authorityId: request.authority_id,
    enterpriseId: request.enterprise_id,
    state: request.state,
    claimedBy: request.claimed_by,
    idle: request.claim_until !== null && isIdleClaim(request.claim_until, now),
    asideBy: request.state === 'putAside' ? (request.asides.at(-1)?.by ?? null) : null,
    asideLeft: asideUntil(request.asides, now, calendar) !== null,
  }
}

/** Rows that wait for a decision; one that is kept for the engine has been decided by its reviewer. */
export const undecided = (rows: readonly ReviewRow[]): ReviewRow[] =>
  rows.filter((row) => waits(row) && row.decision === null && row.kept === null)

/**
 * Whose turn it is: the person asked for, else the first who waits; when everybody is decided the reviewer stays with the
 * last of them, as the first may have moved to a later mail.
 */
export function rowShown({ rows, may }: Pick<ReviewModel, 'rows' | 'may'>, asked: number | null): ReviewRow | null {
  const decided = may.endReview.allowed ? rows.findLast(waits) : undefined
  return rows.find(({ id }) => id === asked) ?? undecided(rows)[0] ?? decided ?? rows[0] ?? null
}

export const waits = ({ state }: { readonly state: RowState }): boolean => state === 'live' || state === 'locked'
