/** The request as programs read it; the page is made from the same. One shape for the office, one for the enterprise. */
import type { Vault } from '../../db/crypto.ts'
import type { PlaceInQueue } from '../../db/read/place.ts'
import type { AttachmentFact, PastRow, RequestRecord, RequestRowRecord, SentMail } from '../../db/read/request.ts'
import type { Moment, Words } from '../../domain/brand.ts'
import { maskIdNumber, readIdNumber } from '../../domain/codes/id-number.ts'
import { dayOf } from '../../domain/calendar/day.ts'
import type { Calendar } from '../../domain/calendar/working-days.ts'
import { can } from '../../domain/policy/can.ts'
import type { Actor, Denial, Resource } from '../../domain/policy/types.ts'
import { maskName } from '../../domain/text/mask.ts'
import type { Business, Contract, RequestState, RowState, SocialSecurity } from '../../domain/unban/types.ts'
import { dueOf, type Due } from '../due.ts'
import { paths } from '../paths.ts'
import { checkRow } from './checks.ts'
import type { MailFacts } from './mail-facts.ts'

const acts = ['decide', 'endReview', 'undoEnd', 'release'] as const
export type Act = (typeof acts)[number]
export const actActions = {
  decide: 'request.decide',
  endReview: 'request.endReview',
  undoEnd: 'request.undoEnd',
  release: 'request.release',
} as const satisfies Record<Act, string>

export interface Check {
  readonly key: string
  readonly ok: boolean
  /** Passing waits for it. */
  readonly must: boolean
  readonly words: Words
}
export interface Certificate {
  readonly number: string
  readonly kind: string
  readonly trade: string
  readonly issuer: string
  readonly issuedOn: string
  readonly validUntil: string
  readonly status: 'held' | 'active'
  readonly scan: string | null
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
  readonly person: {
    readonly id: number
    readonly name: string
    /** Masked; the whole number is shown by POST /persons/{id}/reveal. */
    readonly idNumber: string
    readonly sameIdNumber: boolean
    readonly sex: string
    readonly birthDate: string
    readonly phone: string
    readonly phonePlaceholder: boolean
    readonly postType: string
    readonly post: string
    readonly trade: string
    readonly status: 'disabled' | 'active'
    readonly owner: { readonly id: number; readonly name: string } | null
    readonly photo: string | null
    readonly certificates: readonly Certificate[]
    readonly socialSecurity: SocialSecurity | null
    readonly contract: Contract | null
    /** The record changed after the decision was made. */
    readonly changedSinceDecision: boolean
  }
  readonly checks: readonly Check[]
  readonly recordChecks: readonly Check[]
  readonly mayApprove: boolean
  readonly past: readonly PastRow[]
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
}

interface RequestHead {
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
}

export function resourceOf(request: RequestRecord): Extract<Resource, { kind: 'request' }> {
  return {
    kind: 'request',
    authorityId: request.authority_id,
    enterpriseId: request.enterprise_id,
    state: request.state,
    claimedBy: request.claimed_by,
  }
}

interface HeadParts {
  readonly request: RequestRecord
  readonly place: PlaceInQueue | null
  readonly calendar: Calendar
  readonly now: Moment
  readonly answers: readonly SentMail[]
}

function headOf({ request, place, calendar, now, answers }: HeadParts): RequestHead {
  return {
    id: request.id,
    caseNo: request.case_no,
    state: request.state,
    business: request.business,
    enterprise: { id: request.enterprise_id, name: request.enterprise_name },
    receivedAt: request.received_at,
    place,
    due: dueOf({ dueOn: request.due_on, dueAt: request.due_at }, now, calendar),
    decidedAt: request.decided_at,
    answeredAt: request.answered_at,
    answers,
  }
}

export interface ReviewParts extends HeadParts {
  readonly rows: readonly RequestRowRecord[]
  readonly elsewhere: ReadonlyMap<number, number>
  readonly past: readonly PastRow[]
  readonly attachments: readonly AttachmentFact[]
  readonly kept: readonly (KeptAct & {
    readonly settledAt: Moment | null
    readonly input: Readonly<Record<string, unknown>>
  })[]
  readonly others: readonly OtherRequest[]
  readonly actor: Actor
  readonly vault: Vault
}

export function reviewModel(parts: ReviewParts): ReviewModel {
  const { request, actor } = parts
  const waitingKept = parts.kept.filter((act) => act.settledAt === null)
  return {
    ...headOf(parts),
    version: request.version,
    enterpriseStatus: request.enterprise_status,
    enterpriseMissing: request.enterprise_missing,
    reviewer:
      request.claimed_by === null
        ? null
        : { name: maskName(request.claimant ?? ''), you: request.claimed_by === actor.accountId },
    claimUntil: request.claim_until,
    undoUntil: request.undo_until,
    may: Object.fromEntries(
      acts.map((act) => {
        const verdict = can(actor, actActions[act], resourceOf(request))
        return [act, { allowed: verdict.allowed, why: verdict.allowed ? null : verdict.why }]
      }),
    ) as unknown as Record<Act, May>,
    kept: parts.kept.map(({ name, keptAt, outcome }) => ({ name, keptAt, outcome })),
    rows: parts.rows.map((row) => reviewRow(row, parts, keptDecision(row.id, waitingKept))),
    mail: {
      id: request.mail_id,
      from: request.from_address ?? '',
      fromName: request.from_name ?? '',
      subject: request.subject,
      dateHeader: request.date_header ?? '',
      messageId: request.message_id ?? '',
      timeSource: request.time_source,
      verdict: request.verdict,
      badges: request.badges,
      text: request.body_text,
      attachments: parts.attachments,
    },
    others: parts.others,
  }
}

function keptDecision(rowId: number, kept: ReviewParts['kept']): 'approve' | 'reject' | null {
  const last = kept.findLast((act) => act.name === 'decide' && act.input['rowId'] === rowId)?.input['decision']
  return last === 'approve' || last === 'reject' ? last : null
}

function reviewRow(row: RequestRowRecord, parts: ReviewParts, kept: ReviewRow['kept']): ReviewRow {
  const { request, vault, now } = parts
  // What is decided is not checked again: the register has moved on.
  const checks = waits(row) ? checkRow(request, row, vault, now, parts.elsewhere.get(row.person_id) ?? 0) : noChecks
  const file = (sha: string | null) => (sha === null ? null : paths.personFile(row.person_id, sha))
  return {
    id: row.id,
    n: row.n,
    state: row.state,
    decision: row.decision,
    reasons: row.reasons,
    text: row.reason_text,
    kept,
    movedTo: movedTo(row),
    mailed: {
      name: row.mailed_name ?? '',
      idNumber: row.mailed_id_cipher === null ? '' : maskText(vault.open(row.mailed_id_cipher), now),
      company: row.mailed_company ?? '',
      remark: row.remark,
    },
    person: {
      id: row.person_id,
      name: row.name,
      idNumber: maskText(vault.open(row.id_cipher), now),
      sameIdNumber: row.mailed_id_key === row.id_key,
      sex: row.sex,
      birthDate: row.birth_date,
      phone: row.phone_last4 === '' ? '' : `…${row.phone_last4}`,
      phonePlaceholder: row.phone_placeholder,
      postType: row.post_type,
      post: row.post,
      trade: row.trade,
      status: row.status,
      owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
      photo: file(row.photo_sha),
      certificates: row.certificates.map((one) => ({
        number: one.number,
        kind: one.kind,
        trade: one.trade,
        issuer: one.issuer,
        issuedOn: one.issued_on,
        validUntil: one.valid_until,
        status: one.status,
        scan: file(one.scan_sha),
      })),
      socialSecurity: row.social_security,
      contract: row.contract,
      changedSinceDecision: waits(row) && row.person_version !== null && row.person_version !== row.version,
    },
    checks: checks.claim,
    recordChecks: checks.record.map(({ key, ok, item, words }) => ({ key, ok, must: item !== null, words })),
    mayApprove: checks.mayApprove,
    past: parts.past.filter((one) => one.personId === row.person_id),
  }
}

export function ownRequestModel(parts: HeadParts & { readonly rows: readonly RequestRowRecord[] }): OwnRequestModel {
  const { request } = parts
  return {
    ...headOf(parts),
    rows: parts.rows.map((row) => {
      const decided = row.state === 'rejected'
      return {
        id: row.id,
        n: row.n,
        name: row.mailed_name ?? row.name,
        idLast4: row.id_last4,
        state: row.state,
        // A draft decision is nobody's to see before 结束审核.
        reasons: decided ? row.reasons : [],
        text: decided ? row.reason_text : '',
        movedTo: movedTo(row),
      }
    }),
    mail: { id: request.mail_id, subject: request.subject, from: request.from_address ?? '' },
  }
}

function movedTo(row: RequestRowRecord): ReviewRow['movedTo'] {
  return row.moved_to_request === null ? null : { requestId: row.moved_to_request, caseNo: row.moved_to_case ?? '' }
}

/** What cannot be read as a number is not shown at all: it may be any number of anybody. */
function maskText(text: string, now: Moment): string {
  const read = readIdNumber(text, dayOf(now))
  return read.ok ? maskIdNumber(read.value) : '……'
}

const waits = ({ state }: { readonly state: RowState }): boolean => state === 'live' || state === 'locked'
const noChecks = { claim: [], record: [], mayApprove: false } as const

/** Rows that wait for a decision; one that is kept for the engine has been decided by its reviewer. */
export const undecided = (rows: readonly ReviewRow[]): ReviewRow[] =>
  rows.filter((row) => waits(row) && row.decision === null && row.kept === null)
