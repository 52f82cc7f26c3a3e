/**
 * 人员解禁 — the words of the e-mail unban queue, shared by rules, tables, workflows and pages.
 * States: spec 10-unban, section States.
 */
import type { Day, Moment } from '../brand.ts'
import type { IdNumber } from '../codes/id-number.ts'

/** 业务类型: 解禁 · 绑定. 绑定并解禁 is read as bind. */
export const businesses = ['unban', 'bind'] as const
export type Business = (typeof businesses)[number]

export const mailStates = [
  'stored', 'classified', 'accepted', 'returned', 'onHold', 'manual', 'quarantined', 'note', 'own', 'auto', 'dsn', 'dismissed',
] as const // prettier-ignore
export type MailState = (typeof mailStates)[number]

export const requestStates = [
  'queued', 'claimed', 'ending', 'decided', 'answered', 'putAside', 'superseded', 'withdrawn', 'closed',
] as const // prettier-ignore
export type RequestState = (typeof requestStates)[number]
/** Still somebody's to do: has a place and a running workflow. */
export const openRequestStates = ['queued', 'claimed', 'ending', 'putAside'] as const satisfies readonly RequestState[]
export const isOpenRequest = (state: RequestState): boolean => openRequestStates.some((open) => open === state)

export const rowStates = [
  'live', 'locked', 'approved', 'rejected', 'closed', 'moved', 'withdrawn', 'shadowed', 'alreadyDone',
] as const // prettier-ignore
export type RowState = (typeof rowStates)[number]

/** Codes of an automatic return (reference/email.md 13.5); R15 informs and returns nothing. */
export const returnCodes = [
  'R01', 'R02', 'R03', 'R04', 'R05', 'R06', 'R07', 'R08', 'R09', 'R10',
  'R11', 'R12', 'R13', 'R14', 'R15', 'R16', 'R17', 'R18', 'R19', 'R20',
] as const // prettier-ignore
export type ReturnCode = (typeof returnCodes)[number]

/** What an enterprise's record of a person must hold before 解禁 (R20). */
export const recordItems = ['photo', 'certificate', 'scan', 'socialSecurity', 'contract', 'phone'] as const
export type RecordItem = (typeof recordItems)[number]

/** One code with what its sentence needs. `items` of R20 are RecordItems, of R08 the profile's missing items. */
export interface CodeFound {
  readonly code: ReturnCode
  readonly items?: readonly string[]
  /** R07: the registered name that is almost the one written. R06–R20: nothing of another enterprise is ever put here. */
  readonly suggestion?: string
  /** R09: why. R03, R17: which file or limit. */
  readonly why?: string
}

/** One data row of a request form, numbered over all forms of the mail in its order, from 1. */
export interface FormRow {
  readonly n: number
  readonly name: string
  readonly idNumber: string
  readonly company: string
  readonly business: Business
  /** 绑定并解禁: read as 绑定, and the answer says what comes next. */
  readonly askedBoth: boolean
  readonly remark: string
}

/** Where a row stands in the header X-Hoistway-Rows (spec 10-unban, For programs). */
export type RowOutcome =
  | { readonly kind: 'queued' | 'onHold' | 'moved' | 'withdrawn' | 'alreadyDone' | 'approved' | 'rejected' | 'R15' }
  | { readonly kind: 'returned'; readonly codes: readonly CodeFound[] }

/** Place in the queue: the server's receipt time of the last mail, then the order of arrival within one second. */
export interface Place {
  readonly receivedAt: Moment
  /** Decimal digits of a bigint: epoch and UID at first sight. */
  readonly arrival: string
}

/** What an enterprise's record says, as the entry checks need it. */
export interface EnterpriseFact {
  readonly id: number
  readonly name: string
  readonly nameKey: string
  readonly status: 'approved' | 'incomplete' | 'pending'
  readonly missing: readonly string[]
  /** Whether 解禁 is in force where the enterprise is registered. */
  readonly ruleInForce: boolean
}

/** What the register holds of one person, as the entry checks need it. */
export interface PersonFact {
  readonly id: number
  readonly name: string
  readonly enterpriseId: number | null
  readonly status: 'disabled' | 'active'
  readonly phone: string
  readonly hasPhoto: boolean
  readonly certificates: readonly { readonly number: string; readonly validUntil: Day; readonly hasScan: boolean }[]
  readonly socialSecurity: SocialSecurity | null
  readonly contract: Contract | null
}

export interface SocialSecurity {
  /** `2026-11` */
  readonly month: string
  readonly kind: 'personal' | 'unit'
  readonly payer: string
  readonly insurances: readonly string[]
  readonly fullPaymentProof?: boolean | undefined
  /** False: entered without its file. Records taken over say nothing, which counts as there. */
  readonly filed?: boolean | undefined
}

export interface Contract {
  readonly kind: 'contract' | 'licence' | 'appointment'
  readonly complete: boolean
  /** False: entered without its file. Records taken over say nothing, which counts as there. */
  readonly filed?: boolean | undefined
}

/** A row that has an 18-digit number with a right check digit. */
export interface IdentifiedRow extends FormRow {
  readonly id: IdNumber
}
