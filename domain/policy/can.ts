/**
 * 权限: may this actor do this to that? The one answer behind every page, handler and JSON route.
 * Each action has one rule; a resource of another kind than the rule's is refused, and so is all that no rule allows.
 * Spec: 60-common, People and access; 10-unban, Review by staff.
 */
import { isWithin } from '../codes/region.ts'
import { hasUseForTime, isChiefsMail, lacksServerTime } from '../mail/acts.ts'
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
  // The calendar is one for all; an association's chief publishes it.
  'calendar.publish': on('none', (actor) => (isChief(actor) ? null : 'roleLacks')),
  'overview.view': on('queue', chiefOfOwnAuthority),
  'fairness.export': on('queue', chiefOfOwnAuthority),
  'notices.view': on('none', (actor) => (isAssociationStaff(actor) || actsForEnterprise(actor) ? null : 'roleLacks')),
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
  'request.putAside': on('request', (actor, request) => whileClaimed(actor, request) ?? (request.asideLeft === true ? null : 'asideUsedUp')), // prettier-ignore
  'request.takeBack': on('request', (actor, request) => {
    const other = ofOwnAuthority(actor, request)
    if (other !== null) return other
    if (request.state !== 'putAside') return 'notPutAside'
    return request.asideBy === actor.accountId || isChief(actor) ? null : 'asideByOther'
  }),
  'request.revokeClaim': on('request', (actor, request) => {
    const other = ofOwnAuthority(actor, request)
    if (other !== null) return other
    if (!isChief(actor)) return 'roleLacks'
    if (request.state !== 'claimed') return isWaiting(request) ? 'notClaimed' : 'alreadyDecided'
    if (request.claimedBy === actor.accountId) return 'ownClaim'
    return request.idle === true ? null : 'notIdle'
  }),
  'request.note': on('request', ofOwnAuthority),
  'queue.export': on('queue', ofOwnAuthority),
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
  // 人员库查询: for enterprises, which see no more than three answers; staff search the register itself.
  'person.lookup': on('none', (actor) => (actsForEnterprise(actor) ? null : 'roleLacks')),
  'person.create': on('enterprise', ofOwnEnterprise),
  'person.importPeople': on('enterprise', ofOwnEnterprise),
  'person.edit': on('person', (actor, person) => {
    if (!actsForEnterprise(actor)) return 'roleLacks'
    if (person.enterpriseId !== actor.enterpriseId) return 'otherEnterprise'
    return person.underReview === true ? 'recordLocked' : null
  }),
  // 删除虚假身份 and 证书查验: staff of the owning region, by their own scope.
  'person.delete': on('person', (actor, person) =>
    isAssociationStaff(actor) ? staffSees(actor, person) : 'roleLacks',
  ),
  'certificate.check': on('person', (actor, person) =>
    isAssociationStaff(actor) ? staffSees(actor, person) : 'roleLacks',
  ),
  // 自查: of one's own form; staff for whoever asks them.
  'selfCheck.use': on('none', (actor) => (isAssociationStaff(actor) || actsForEnterprise(actor) ? null : 'roleLacks')),
  'search.use': on('none', (actor) => (personScope(actor) === null ? 'roleLacks' : null)),
  'lookupSite.correct': on('none', (actor) => (isChief(actor) ? null : 'roleLacks')),
  'enterprise.list': on('none', (actor) => (isAssociationStaff(actor) || isBureauOfficer(actor) ? null : 'roleLacks')),
  'enterprise.edit': on('enterprise', ofOwnEnterprise),
  // Four eyes: nobody approves the enterprise that they act for.
  'enterprise.review': on('enterprise', (actor, enterprise) => {
    if (!isAssociationStaff(actor)) return 'roleLacks'
    if (actor.regionCode === null || !isWithin(enterprise.regionCode, actor.regionCode)) return 'otherRegion'
    return actsForEnterprise(actor) && actor.enterpriseId === enterprise.enterpriseId ? 'ownEnterprise' : null
  }),
  // 撤回: by the enterprise itself, while nobody reviews it.
  'request.withdraw': on('request', (actor, request) => {
    if (!actsForEnterprise(actor)) return 'roleLacks'
    if (actor.enterpriseId !== request.enterpriseId) return 'otherEnterprise'
    return isWaiting(request) && request.claimedBy === null ? null : 'underReview'
  }),
  // 来信办理: what no rule could settle is the chief's.
  'mail.settle': on('mailCase', (actor, mail) => ofChief(actor, mail) ?? (isChiefsMail(mail.state) ? null : 'mailSettled')), // prettier-ignore
  // 待答来信: anybody who works the queue; 隔离的附件: the chief alone.
  'mail.handle': on('mailCase', (actor, mail) => ofOwnAuthority(actor, mail) ?? (mail.openQuestion === true ? null : 'mailSettled')), // prettier-ignore
  'mail.openQuarantined': on('mailCase', ofChief),
  'mail.giveTime': on('mailCase', (actor, mail) => {
    const other = ofChief(actor, mail)
    if (other !== null) return other
    if (!lacksServerTime(mail.timeSource)) return 'hasServerTime'
    return hasUseForTime(mail.state) ? null : 'mailSettled'
  }),
  'mail.revokeLink': on('mailCase', ofChief),
  'letter.resend': on('letter', (actor, letter) => {
    const other = ofOwnAuthority(actor, letter)
    if (other !== null) return other
    return !letter.resent && (letter.state === 'failed' || letter.state === 'bounced') ? null : 'notUndelivered'
  }),
  'sending.letGoOn': on('queue', ofChief),
  'mailbox.look': on('queue', ofChief),
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

function ofChief(actor: Actor, resource: { readonly authorityId: string }): Denial | null {
  return ofOwnAuthority(actor, resource) ?? (isChief(actor) ? null : 'roleLacks')
}

function ofOwnAuthority(actor: Actor, resource: { readonly authorityId: string }): Denial | null {
  if (!isAssociationStaff(actor)) return 'roleLacks'
  return actor.authorityId === resource.authorityId ? null : 'otherAuthority'
}

function chiefOfOwnAuthority(actor: Actor, resource: { readonly authorityId: string }): Denial | null {
  return isChief(actor) ? ofOwnAuthority(actor, resource) : 'roleLacks'
}

/** Whatever the profile's state: people may be entered before it is approved. */
function ofOwnEnterprise(actor: Actor, enterprise: Of<'enterprise'>): Denial | null {
  if (!actsForEnterprise(actor)) return 'roleLacks'
  return actor.enterpriseId === enterprise.enterpriseId ? null : 'otherEnterprise'
}

function isChief(actor: Actor): boolean {
  return isAssociationStaff(actor) && actor.roles.includes('supervisorOfStaff')
}

function whileClaimed(actor: Actor, request: Request): Denial | null {
  const other = ofOwnAuthority(actor, request)
  if (other !== null) return other
  if (request.state === 'claimed') return request.claimedBy === actor.accountId ? null : 'claimedByOther'
  return isWaiting(request) ? 'notClaimed' : 'alreadyDecided'
}

function claimable(actor: Actor, request: Request): Denial | null {
  if (request.state === 'putAside') return 'isAside'
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
