/**
 * 权限: may this actor do this to that? The one answer behind every page, handler and JSON route.
 * Each action has one rule; a resource of another kind than the rule's is refused, and so is all that no rule allows.
 * Spec: 60-common, People and access; 10-unban, Review by staff.
 */
import { isWithin } from '../codes/region.ts'
import type { RequestState } from '../unban/types.ts'
import { actsForEnterprise, isAssociationStaff, isBureauOfficer, isInScope, personScope } from './person-scope.ts'
import type { Action, Actor, Denial, Resource, Verdict } from './types.ts'

/** The resource is what was looked up, not what was typed in. */
export function can(actor: Actor | null, action: Action, resource: Resource): Verdict {
  if (actor === null) return { allowed: false, why: 'notSignedIn' }
  const why = rules[action](actor, resource)
  return why === null ? { allowed: true } : { allowed: false, why }
}

/** Null: allowed. */
type Rule = (actor: Actor, resource: Resource) => Denial | null
type Of<Kind extends Resource['kind']> = Extract<Resource, { kind: Kind }>
type Request = Of<'request'>

const rules: Readonly<Record<Action, Rule>> = {
  'home.view': on('none', () => null),
  'account.own': on('none', () => null),
  'operations.view': on('none', (actor) => (actor.roles.includes('systemAdmin') ? null : 'roleLacks')),
  'queue.view': on('queue', ofOwnAuthority),
  'request.view': on('request', (actor, request) => {
    if (actsForEnterprise(actor) && actor.enterpriseId === request.enterpriseId) return null
    return isAssociationStaff(actor) || !actsForEnterprise(actor) ? ofOwnAuthority(actor, request) : 'otherEnterprise'
  }),
  // 取下一份: asked of the queue, whose head it is, or of one waiting request.
  'request.claim': (actor, resource) => {
    if (resource.kind === 'queue') return ofOwnAuthority(actor, resource)
    if (resource.kind !== 'request') return 'roleLacks'
    return ofOwnAuthority(actor, resource) ?? claimable(actor, resource)
  },
  'request.decide': on('request', whileClaimed),
  'request.endReview': on('request', whileClaimed),
  'request.release': on('request', whileClaimed),
  'request.undoEnd': on('request', (actor, request) => {
    const other = ofOwnAuthority(actor, request)
    if (other !== null) return other
    if (request.state !== 'ending') return 'notEnding'
    return request.claimedBy === actor.accountId ? null : 'claimedByOther'
  }),
  // A mail may name several enterprises: each sees the mail, and of its rows only its own (the page's filter).
  'mail.view': on('mail', (actor, mail) => {
    if (actsForEnterprise(actor) && mail.enterpriseIds.some((id) => id === actor.enterpriseId)) return null
    return isAssociationStaff(actor) || !actsForEnterprise(actor) ? ofOwnAuthority(actor, mail) : 'otherEnterprise'
  }),
  'person.list': on('none', (actor) => (personScope(actor) === null ? 'roleLacks' : null)),
  'person.view': on('person', personInScope),
  'person.reveal': on('person', (actor, person) =>
    isAssociationStaff(actor) ? staffSees(actor, person) : 'roleLacks',
  ),
  'enterprise.view': on('enterprise', (actor, enterprise) => {
    if (actsForEnterprise(actor) && actor.enterpriseId === enterprise.enterpriseId) return null
    if (!isAssociationStaff(actor) && !isBureauOfficer(actor)) return actsForEnterprise(actor) ? 'otherEnterprise' : 'roleLacks' // prettier-ignore
    return actor.regionCode !== null && isWithin(enterprise.regionCode, actor.regionCode) ? null : 'otherRegion'
  }),
}

/** A rule for one kind of resource; another kind is a slip of the caller's, and is refused. */
function on<Kind extends Resource['kind']>(
  kind: Kind,
  rule: (actor: Actor, resource: Of<Kind>) => Denial | null,
): Rule {
  return (actor, resource) => (resource.kind === kind ? rule(actor, resource as Of<Kind>) : 'roleLacks')
}

function ofOwnAuthority(actor: Actor, resource: { readonly authorityId: string }): Denial | null {
  if (!isAssociationStaff(actor)) return 'roleLacks'
  return actor.authorityId === resource.authorityId ? null : 'otherAuthority'
}

function whileClaimed(actor: Actor, request: Request): Denial | null {
  const other = ofOwnAuthority(actor, request)
  if (other !== null) return other
  if (request.state === 'claimed') return request.claimedBy === actor.accountId ? null : 'claimedByOther'
  return isWaiting(request) ? 'notClaimed' : 'alreadyDecided'
}

function claimable(actor: Actor, request: Request): Denial | null {
  if (isWaiting(request)) return null
  if (request.state !== 'claimed') return 'alreadyDecided'
  return request.claimedBy === actor.accountId ? null : 'claimedByOther'
}

/** Nobody's yet. */
const waiting: readonly string[] = ['queued', 'putAside'] satisfies readonly RequestState[]

function isWaiting(request: Request): boolean {
  return waiting.includes(request.state)
}

function personInScope(actor: Actor, person: Of<'person'>): Denial | null {
  const scope = personScope(actor)
  if (scope === null) return 'roleLacks'
  if (isInScope(scope, person)) return null
  return actsForEnterprise(actor) ? 'otherEnterprise' : 'otherRegion'
}

/** By the staff's own scope alone: what one may see for an enterprise besides opens no numbers. */
function staffSees(actor: Actor, person: Of<'person'>): Denial | null {
  return personInScope({ ...actor, enterpriseId: null }, person)
}
