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
  'request.release', 'mail.view', 'person.list', 'person.view', 'person.reveal', 'enterprise.view', 'account.own',
  'operations.view',
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
    }
  | { readonly kind: 'mail'; readonly authorityId: string; readonly enterpriseIds: readonly number[] }
  | { readonly kind: 'person'; readonly enterpriseId: number | null; readonly regionCode: string | null }
  | { readonly kind: 'enterprise'; readonly enterpriseId: number; readonly regionCode: string }

export type Verdict = { readonly allowed: true } | { readonly allowed: false; readonly why: Denial }

/** Why not; each has its sentence in both languages (domain/policy/denials.ts). */
export const denials = [
  'notSignedIn', 'roleLacks', 'otherAuthority', 'otherEnterprise', 'otherRegion', 'notClaimed', 'claimedByOther',
  'alreadyDecided', 'notEnding',
] as const // prettier-ignore
export type Denial = (typeof denials)[number]
