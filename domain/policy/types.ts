/** Who acts and what they may ask for. One answer for pages, handlers and JSON: domain/policy/can.ts. */
export const roles = [
  'staff', 'supervisorOfStaff', 'reviewer', 'certificateOfficer', 'inspector', 'viewer', 'enterprise',
  'systemAdmin', 'securityAdmin', 'auditAdmin',
] as const // prettier-ignore
export type Role = (typeof roles)[number]

export interface Actor {
  readonly accountId: number
  readonly roles: readonly Role[]
  readonly authorityId: string | null
  readonly authorityKind: string | null
  /** Region of the authority; it sees this region and those below. */
  readonly regionCode: string | null
  /** The enterprise acted for in this session. */
  readonly enterpriseId: number | null
}

export const actions = [
  'home.view', 'queue.view', 'request.view', 'request.claim', 'request.decide', 'request.endReview', 'request.undoEnd',
  'request.release', 'request.putAside', 'request.takeBack', 'request.revokeClaim', 'request.note', 'queue.export', 'mail.view', 'person.list', 'person.view', 'person.reveal', 'enterprise.view', 'account.own',
  'operations.view', 'calendar.publish', 'overview.view', 'fairness.export', 'notices.view', 'enterprise.list', 'enterprise.edit', 'enterprise.review',
  'certificate.check', 'person.delete', 'lookupSite.correct', 'search.use', 'person.lookup', 'person.create', 'person.edit', 'person.importPeople',
  'request.withdraw', 'mail.settle', 'mail.handle', 'mail.openQuarantined', 'mail.giveTime', 'mail.revokeLink', 'letter.resend', 'sending.letGoOn',
  'selfCheck.use', 'mailbox.look',
] as const // prettier-ignore
export type Action = (typeof actions)[number]

/** What is acted on; each action names the resource it needs (domain/policy/can.ts). */
export type Resource =
  | { readonly kind: 'none' }
  | { readonly kind: 'queue'; readonly authorityId: string }
  | {
      readonly kind: 'request'
      readonly authorityId: string
      readonly enterpriseId: number
      readonly state: string
      readonly claimedBy: number | null
      /** Its holder has not acted for a while. Left out where it was not looked up, as the next two: then it is not so. */
      readonly idle?: boolean
      /** Who put it aside, while it is. */
      readonly asideBy?: number | null
      /** Some of the two working days are left. */
      readonly asideLeft?: boolean
    }
  | { readonly kind: 'mail'; readonly authorityId: string; readonly enterpriseIds: readonly number[] }
  /** A mail as the office settles it; openQuestion: left out where it was not looked up, then it is none. */
  | {
      readonly kind: 'mailCase'
      readonly authorityId: string
      readonly state: string
      readonly timeSource: string
      readonly openQuestion?: boolean
    }
  /** A letter of the office; `resent`: it was sent again already. */
  | { readonly kind: 'letter'; readonly authorityId: string; readonly state: string; readonly resent: boolean }
  | {
      readonly kind: 'person'
      readonly enterpriseId: number | null
      readonly regionCode: string | null
      /** 审核中: a row of theirs is locked, and so is the record. Left out where it was not looked up. */
      readonly underReview?: boolean
    }
  | { readonly kind: 'enterprise'; readonly enterpriseId: number; readonly regionCode: string }

export type Verdict = { readonly allowed: true } | { readonly allowed: false; readonly why: Denial }

/** Why not; each has its sentence in both languages (domain/policy/denials.ts). */
export const denials = [
  'notSignedIn', 'roleLacks', 'otherAuthority', 'otherEnterprise', 'otherRegion', 'notClaimed', 'claimedByOther',
  'alreadyDecided', 'notEnding', 'isAside', 'asideUsedUp', 'notPutAside', 'asideByOther', 'ownClaim', 'notIdle', 'recordLocked', 'ownEnterprise',
  'mailSettled', 'hasServerTime', 'notUndelivered', 'underReview',
] as const // prettier-ignore
export type Denial = (typeof denials)[number]
