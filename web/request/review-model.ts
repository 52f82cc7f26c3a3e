/** The office's model of a request: what is decided, by whom, beside what the register holds. */
import { withoutSecretLinks } from '../../domain/mail/secret-links.ts'
import type { NoteOnCase } from '../../db/read/mail-notes.ts'
import type { Vault } from '../../db/crypto.ts'
import type { CertificateCheck } from '../../db/read/certificate-checks.ts'
import type { ChainFacts, WaitingResend } from '../../db/read/chain.ts'
import type { PlaceInQueue } from '../../db/read/place.ts'
import type { AttachmentFact, PastRow, RequestRecord, RequestRowRecord, SentMail } from '../../db/read/request.ts'
import type { Aside, StaffNote } from '../../db/read/review-extras.ts'
import type { Moment } from '../../domain/brand.ts'
import { dayOf } from '../../domain/calendar/day.ts'
import type { Calendar } from '../../domain/calendar/working-days.ts'
import { maskIdNumber, readIdNumber } from '../../domain/codes/id-number.ts'
import { can } from '../../domain/policy/can.ts'
import type { Actor } from '../../domain/policy/types.ts'
import { chainSteps, type ChainMail, type ChainStep } from '../../domain/unban/chain.ts'
import { orderedReasons } from '../../domain/unban/rejections.ts'
import { dueOf } from '../due.ts'
import { certificateView, recordView } from '../persons/record-view.ts'
import { checkRow } from './checks.ts'
import { actActions, acts, resourceOf, waits, type Act, type ChainItem, type KeptAct, type May, type NamedIn, type OtherRequest, type RequestHead, type ReviewModel, type ReviewRow } from './model.ts' // prettier-ignore

export interface HeadParts {
  readonly request: RequestRecord
  readonly place: PlaceInQueue | null
  readonly calendar: Calendar
  readonly now: Moment
  readonly answers: readonly SentMail[]
}

export function headOf({ request, place, calendar, now, answers }: HeadParts): RequestHead {
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
  readonly asides: readonly Aside[]
  readonly resends: readonly WaitingResend[]
  readonly chain: readonly ChainMail<ChainFacts>[]
  readonly notes: readonly StaffNote[]
  readonly replies: readonly NoteOnCase[]
  readonly lookUps: ReadonlyMap<number, CertificateCheck[]>
  readonly usage: ReadonlyMap<string, number>
  readonly actor: Actor
  readonly vault: Vault
}

export function reviewModel(parts: ReviewParts): ReviewModel {
  const { request, actor } = parts
  const resource = resourceOf(request, parts.now, parts.calendar)
  const sentAgain = new Set(parts.resends.flatMap(({ rowIds }) => rowIds))
  const waitingKept = parts.kept.filter((act) => act.settledAt === null)
  return {
    ...headOf(parts),
    version: request.version,
    enterpriseStatus: request.enterprise_status,
    enterpriseMissing: request.enterprise_missing,
    reviewer:
      request.claimed_by === null
        ? null
        : { name: request.claimant ?? '', you: request.claimed_by === actor.accountId },
    claimUntil: request.claim_until,
    undoUntil: request.undo_until,
    may: Object.fromEntries(
      acts.map((act) => {
        const verdict = can(actor, actActions[act], resource)
        return [act, { allowed: verdict.allowed, why: verdict.allowed ? null : verdict.why }]
      }),
    ) as unknown as Record<Act, May>,
    kept: parts.kept.map(({ name, keptAt, outcome }) => ({ name, keptAt, outcome })),
    rows: parts.rows.map((row) => reviewRow(row, parts, keptDecision(row.id, waitingKept), sentAgain.has(row.id))),
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
      text: withoutSecretLinks(request.body_text),
      attachments: parts.attachments,
    },
    others: parts.others,
    asides: parts.asides,
    resends: parts.resends,
    chain: chainItems(parts.chain, request.id),
    notes: parts.notes,
    replies: parts.replies,
    reasonOrder: orderedReasons(request.business, parts.usage),
    letter: null,
  }
}

function chainItems(chain: readonly ChainMail<ChainFacts>[], here: number): ChainItem[] {
  const none: ChainStep = { moved: [], added: [], stayed: [], remarks: [] }
  const steps = chainSteps(chain)
  return chain.map(({ facts }, at) => ({ ...facts, ...(steps[at] ?? none), here: facts.requestId === here }))
}

function keptDecision(rowId: number, kept: ReviewParts['kept']): 'approve' | 'reject' | null {
  const last = kept.findLast((act) => act.name === 'decide' && act.input['rowId'] === rowId)?.input['decision']
  return last === 'approve' || last === 'reject' ? last : null
}

function reviewRow(row: RequestRowRecord, parts: ReviewParts, kept: ReviewRow['kept'], sentAgain: boolean): ReviewRow {
  const { request, vault, now } = parts
  const others = { waitingElsewhere: parts.elsewhere.get(row.person_id) ?? 0, sentAgain }
  // What is decided is not checked again: the register has moved on.
  const checks = waits(row) ? checkRow(request, row, vault, now, others) : noChecks
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
      ...recordView(row, row.person_id),
      owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
      certificates: row.certificates.map((one) => ({
        id: one.id,
        ...certificateView(one, row.person_id),
        lookUps: parts.lookUps.get(one.id) ?? [],
      })),
      changedSinceDecision: waits(row) && row.person_version !== null && row.person_version !== row.version,
    },
    checks: checks.claim,
    recordChecks: checks.record.map(({ key, ok, item, words }) => ({ key, ok, must: item !== null, words })),
    mayApprove: checks.mayApprove,
    past: parts.past.filter((one) => one.personId === row.person_id),
    sentAgain,
    named: namedIn(row.person_id, parts),
  }
}

function namedIn(personId: number, { request, past }: ReviewParts): NamedIn[] {
  const here = { mailId: request.mail_id, requestId: request.id, caseNo: request.case_no, receivedAt: request.received_at } // prettier-ignore
  const others = past
    .filter(
      (one) =>
        one.personId === personId && one.enterpriseId === request.enterprise_id && one.business === request.business,
    ) // prettier-ignore
    .map(({ mailId, requestId, caseNo, receivedAt }) => ({ mailId, requestId, caseNo, receivedAt }))
  return [...others, here].sort((a, b) => Date.parse(a.receivedAt) - Date.parse(b.receivedAt))
}

export function movedTo(row: RequestRowRecord): ReviewRow['movedTo'] {
  return row.moved_to_request === null ? null : { requestId: row.moved_to_request, caseNo: row.moved_to_case ?? '' }
}

/** What cannot be read as a number is not shown at all: it may be any number of anybody. */
function maskText(text: string, now: Moment): string {
  const read = readIdNumber(text, dayOf(now))
  return read.ok ? maskIdNumber(read.value) : '……'
}

const noChecks = { claim: [], record: [], mayApprove: false } as const
