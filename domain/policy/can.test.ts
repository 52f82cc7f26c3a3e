import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { requestStates } from '../unban/types.ts'
import { can } from './can.ts'
import { denialWords } from './denials.ts'
import { actions, denials, roles, type Action, type Actor, type Resource } from './types.ts'

const nobody: Actor = {
  accountId: 1,
  roles: [],
  authorityId: null,
  authorityKind: null,
  regionCode: null,
  enterpriseId: null,
}
const association = { authorityId: 'gx-association', authorityKind: 'association', regionCode: '450000' }
const staff: Actor = { ...nobody, ...association, accountId: 11, roles: ['staff'] }
const chief: Actor = { ...nobody, ...association, accountId: 12, roles: ['staff', 'supervisorOfStaff'] }
const reviewer: Actor = {
  ...nobody,
  accountId: 13,
  roles: ['reviewer'],
  authorityId: 'gx-nanning',
  authorityKind: 'bureau',
  regionCode: '450100',
}
const company: Actor = { ...nobody, accountId: 14, roles: ['enterprise'], enterpriseId: 3 }
const admin: Actor = { ...nobody, accountId: 15, roles: ['systemAdmin'] }

const queue: Resource = { kind: 'queue', authorityId: 'gx-association' }
const request = (
  state: string,
  claimedBy: number | null = null,
  more: { idle?: boolean; asideBy?: number | null; asideLeft?: boolean } = {},
): Resource => ({
  kind: 'request',
  authorityId: 'gx-association',
  enterpriseId: 3,
  state,
  claimedBy,
  idle: false,
  asideBy: null,
  asideLeft: true,
  ...more,
})
const none: Resource = { kind: 'none' }
const person = (enterpriseId: number | null, regionCode: string | null): Resource => ({ kind: 'person', enterpriseId, regionCode }) // prettier-ignore
const say = (actor: Actor | null, action: Action, resource: Resource) => {
  const verdict = can(actor, action, resource)
  return verdict.allowed ? 'allowed' : verdict.why
}

test('staff see and work the queue of their own authority', () => {
  expect(say(staff, 'queue.view', queue)).toBe('allowed')
  expect(say(chief, 'request.claim', queue)).toBe('allowed')
  expect(say(staff, 'queue.view', { kind: 'queue', authorityId: 'xj-association' })).toBe('otherAuthority')
  expect(say(reviewer, 'queue.view', queue)).toBe('roleLacks')
  expect(say(company, 'request.claim', queue)).toBe('roleLacks')
})

test('only the claimant decides, ends and releases, and only while it is claimed', () => {
  for (const action of ['request.decide', 'request.endReview', 'request.release'] as const) {
    expect(say(staff, action, request('claimed', 11))).toBe('allowed')
    expect(say(chief, action, request('claimed', 11))).toBe('claimedByOther')
    expect(say(staff, action, request('queued'))).toBe('notClaimed')
    expect(say(staff, action, request('putAside'))).toBe('notClaimed')
    expect(say(staff, action, request('ending', 11))).toBe('alreadyDecided')
    expect(say(staff, action, request('answered'))).toBe('alreadyDecided')
  }
})

test('only the claimant undoes, and only within the time for it', () => {
  expect(say(staff, 'request.undoEnd', request('ending', 11))).toBe('allowed')
  expect(say(chief, 'request.undoEnd', request('ending', 11))).toBe('claimedByOther')
  expect(say(staff, 'request.undoEnd', request('claimed', 11))).toBe('notEnding')
  expect(say(staff, 'request.undoEnd', request('decided'))).toBe('notEnding')
})

test('搁置: by the claimant, while some of the two working days are left', () => {
  expect(say(staff, 'request.putAside', request('claimed', 11))).toBe('allowed')
  expect(say(staff, 'request.putAside', request('claimed', 11, { asideLeft: false }))).toBe('asideUsedUp')
  expect(say(chief, 'request.putAside', request('claimed', 11))).toBe('claimedByOther')
})

test('what was put aside is taken back by whoever put it aside, or by the chief', () => {
  expect(say(staff, 'request.takeBack', request('putAside', null, { asideBy: 11 }))).toBe('allowed')
  expect(say(staff, 'request.takeBack', request('putAside', null, { asideBy: 12 }))).toBe('asideByOther')
  expect(say(chief, 'request.takeBack', request('putAside', null, { asideBy: 11 }))).toBe('allowed')
  expect(say(chief, 'request.takeBack', request('queued'))).toBe('notPutAside')
  expect(say(company, 'request.takeBack', request('putAside'))).toBe('roleLacks')
})

test('收回占用: the chief alone, a colleague’s claim alone, and only when it is idle', () => {
  expect(say(chief, 'request.revokeClaim', request('claimed', 11, { idle: true }))).toBe('allowed')
  expect(say(chief, 'request.revokeClaim', request('claimed', 11))).toBe('notIdle')
  expect(say(chief, 'request.revokeClaim', request('claimed', 12, { idle: true }))).toBe('ownClaim')
  expect(say(staff, 'request.revokeClaim', request('claimed', 12, { idle: true }))).toBe('roleLacks')
  expect(say(chief, 'request.revokeClaim', request('queued'))).toBe('notClaimed')
})

test('notes and the export are the staff’s own', () => {
  expect(say(staff, 'request.note', request('answered'))).toBe('allowed')
  expect(say(company, 'request.note', request('queued'))).toBe('roleLacks')
  expect(say(staff, 'queue.export', queue)).toBe('allowed')
  expect(say(reviewer, 'queue.export', queue)).toBe('roleLacks')
})

test('a waiting request can be claimed, one under review says who has it', () => {
  expect(say(staff, 'request.claim', request('queued'))).toBe('allowed')
  expect(say(staff, 'request.claim', request('putAside'))).toBe('isAside')
  expect(say(staff, 'request.claim', request('claimed', 12))).toBe('claimedByOther')
  expect(say(staff, 'request.claim', request('decided'))).toBe('alreadyDecided')
})

test('an enterprise sees its own requests, mails, persons and record', () => {
  expect(say(company, 'request.view', request('queued'))).toBe('allowed')
  expect(say(company, 'mail.view', { kind: 'mail', authorityId: 'gx-association', enterpriseIds: [2, 3] })).toBe(
    'allowed',
  )
  expect(say(company, 'mail.view', { kind: 'mail', authorityId: 'gx-association', enterpriseIds: [] })).toBe(
    'otherEnterprise',
  )
  expect(say(company, 'person.list', none)).toBe('allowed')
  expect(say(company, 'person.view', person(3, '450100'))).toBe('allowed')
  expect(say(company, 'person.view', person(4, '450100'))).toBe('otherEnterprise')
  expect(say(company, 'person.view', person(null, null))).toBe('otherEnterprise')
  expect(say(company, 'enterprise.view', { kind: 'enterprise', enterpriseId: 4, regionCode: '450100' })).toBe(
    'otherEnterprise',
  )
  expect(say({ ...company, enterpriseId: null }, 'person.list', none)).toBe('roleLacks')
})

test('an enterprise enters, changes and imports its own people, and nobody else does; under review the record is locked', () => {
  const enterprise = (enterpriseId: number): Resource => ({ kind: 'enterprise', enterpriseId, regionCode: '450100' })
  for (const action of ['person.create', 'person.importPeople'] as const) {
    expect(say(company, action, enterprise(3))).toBe('allowed')
    expect(say(company, action, enterprise(4))).toBe('otherEnterprise')
    expect(say(chief, action, enterprise(3))).toBe('roleLacks')
  }
  expect(say(company, 'person.edit', person(3, '450100'))).toBe('allowed')
  expect(say(company, 'person.edit', { kind: 'person', enterpriseId: 3, regionCode: '450100', underReview: true })).toBe('recordLocked') // prettier-ignore
  expect(say(company, 'person.edit', person(4, '450100'))).toBe('otherEnterprise')
  expect(say(company, 'person.edit', person(null, null))).toBe('otherEnterprise')
  expect(say(staff, 'person.edit', person(3, '450100'))).toBe('roleLacks')
  expect(say(company, 'person.lookup', none)).toBe('allowed')
  expect(say(staff, 'person.lookup', none)).toBe('roleLacks')
})

test('a bureau sees persons of its region and those below', () => {
  expect(say(reviewer, 'person.view', person(3, '450103'))).toBe('allowed')
  expect(say(reviewer, 'person.view', person(3, '450200'))).toBe('otherRegion')
  expect(say(reviewer, 'person.view', person(3, '450000'))).toBe('otherRegion')
  expect(say(reviewer, 'person.view', person(null, null))).toBe('otherRegion')
})

test('staff see persons of the region and those whom no enterprise owns, and only staff see numbers', () => {
  expect(say(staff, 'person.view', person(3, '450200'))).toBe('allowed')
  expect(say(staff, 'person.view', person(null, null))).toBe('allowed')
  expect(say(staff, 'person.view', person(9, '652300'))).toBe('otherRegion')
  expect(say(staff, 'person.reveal', person(3, '450200'))).toBe('allowed')
  expect(say(reviewer, 'person.reveal', person(3, '450103'))).toBe('roleLacks')
  expect(say(company, 'person.reveal', person(3, '450100'))).toBe('roleLacks')
  // Staff who also act for an enterprise elsewhere see its persons, and no numbers.
  const both: Actor = { ...staff, roles: ['staff', 'enterprise'], enterpriseId: 9 }
  expect(say(both, 'person.view', person(9, '652300'))).toBe('allowed')
  expect(say(both, 'person.reveal', person(9, '652300'))).toBe('otherRegion')
})

test('staff of the region approve a profile, and nobody their own', () => {
  const own: Resource = { kind: 'enterprise', enterpriseId: 3, regionCode: '450100' }
  expect(say(staff, 'enterprise.review', own)).toBe('allowed')
  expect(say(staff, 'enterprise.review', { ...own, regionCode: '652300' })).toBe('otherRegion')
  expect(say(reviewer, 'enterprise.review', own)).toBe('roleLacks')
  expect(say({ ...staff, roles: ['staff', 'enterprise'], enterpriseId: 3 }, 'enterprise.review', own)).toBe(
    'ownEnterprise',
  )
  expect(say(company, 'enterprise.edit', own)).toBe('allowed')
  expect(say(company, 'enterprise.edit', { ...own, enterpriseId: 4 })).toBe('otherEnterprise')
  expect(say(staff, 'enterprise.edit', own)).toBe('roleLacks')
})

test('a forged identity is deleted and a certificate looked up by staff of the region; sites are corrected by the chief', () => {
  for (const action of ['person.delete', 'certificate.check'] as const) {
    expect(say(staff, action, person(3, '450200'))).toBe('allowed')
    expect(say(staff, action, person(3, '652300'))).toBe('otherRegion')
    expect(say(company, action, person(3, '450100'))).toBe('roleLacks')
  }
  expect([chief, staff, company].map((actor) => say(actor, 'lookupSite.correct', none))).toEqual(['allowed', 'roleLacks', 'roleLacks']) // prettier-ignore
})

test('the overview, the file of the order and the calendar are the chief’s; messages are for staff and enterprises', () => {
  for (const action of ['overview.view', 'fairness.export'] as const) {
    expect([chief, staff, company, admin].map((actor) => say(actor, action, queue))).toEqual(['allowed', 'roleLacks', 'roleLacks', 'roleLacks']) // prettier-ignore
    expect(say(chief, action, { kind: 'queue', authorityId: 'xj-association' })).toBe('otherAuthority')
  }
  expect([chief, staff, company].map((actor) => say(actor, 'calendar.publish', none))).toEqual(['allowed', 'roleLacks', 'roleLacks']) // prettier-ignore
  expect([staff, company, reviewer].map((actor) => say(actor, 'notices.view', none))).toEqual(['allowed', 'allowed', 'roleLacks']) // prettier-ignore
})

test('operations are the system administrator’s; the own account is everybody’s', () => {
  expect(say(admin, 'operations.view', none)).toBe('allowed')
  expect(say(chief, 'operations.view', none)).toBe('roleLacks')
  expect([nobody, staff, company, admin].map((actor) => say(actor, 'account.own', none))).toEqual(
    Array(4).fill('allowed'),
  )
})

test('every refusal has its sentence in both languages', () => {
  for (const denial of denials) {
    expect(denialWords[denial].zh).toMatch(/。$/)
    expect(denialWords[denial].en).toMatch(/\.$/)
  }
})

const ids = fc.integer({ min: 1, max: 4 })
const regions = fc.constantFrom('450000', '450100', '450103', '450200', '652300')
const authorities = fc.constantFrom('a', 'b')
const actors: fc.Arbitrary<Actor> = fc.record({
  accountId: ids,
  roles: fc.uniqueArray(fc.constantFrom(...roles)),
  authorityId: fc.option(authorities),
  authorityKind: fc.option(fc.constantFrom('association', 'bureau', 'marketSupervision')),
  regionCode: fc.option(regions),
  enterpriseId: fc.option(ids),
})
const resources: fc.Arbitrary<Resource> = fc.oneof(
  fc.constant<Resource>({ kind: 'none' }),
  fc.record({ kind: fc.constant('queue' as const), authorityId: authorities }),
  fc.record({
    kind: fc.constant('request' as const),
    authorityId: authorities,
    enterpriseId: ids,
    state: fc.constantFrom(...requestStates, 'unheardOf'),
    claimedBy: fc.option(ids),
    idle: fc.boolean(),
    asideBy: fc.option(ids),
    asideLeft: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('mail' as const), authorityId: authorities, enterpriseIds: fc.array(ids) }),
  fc.record({ kind: fc.constant('person' as const), enterpriseId: fc.option(ids), regionCode: fc.option(regions) }),
  fc.record({ kind: fc.constant('enterprise' as const), enterpriseId: ids, regionCode: regions }),
)
const asked = fc.tuple(actors, fc.constantFrom(...actions), resources)
const runs = { numRuns: 3000 }

test('whoever is not signed in may do nothing', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...actions),
      resources,
      (action, resource) => say(null, action, resource) === 'notSignedIn',
    ),
  )
})

test('nobody without a role sees anything of others', () => {
  fc.assert(
    fc.property(asked, ([actor, action, resource]) => {
      const allowed = say({ ...actor, roles: [] }, action, resource) === 'allowed'
      return !allowed || action === 'home.view' || action === 'account.own'
    }),
    runs,
  )
})

test('an enterprise alone never reaches another’s', () => {
  fc.assert(
    fc.property(asked, ([actor, action, resource]) => {
      const verdict = say({ ...actor, roles: ['enterprise'] }, action, resource)
      if (verdict !== 'allowed' || resource.kind === 'none') return true
      if (resource.kind === 'queue') return false
      // What is the office's alone is no enterprise's.
      if (resource.kind === 'mailCase' || resource.kind === 'letter') return false
      const owners = resource.kind === 'mail' ? resource.enterpriseIds : [resource.enterpriseId]
      return actor.enterpriseId !== null && owners.includes(actor.enterpriseId)
    }),
    runs,
  )
})

test('without an enterprise of one’s own nobody reaches the queue, a request or a mail of another authority', () => {
  fc.assert(
    fc.property(asked, ([actor, action, resource]) => {
      const verdict = say({ ...actor, enterpriseId: null }, action, resource)
      return verdict !== 'allowed' || !('authorityId' in resource) || resource.authorityId === actor.authorityId
    }),
    runs,
  )
})

/** Looking, writing a note, taking what nobody holds; and what the chief may do to an idle claim. */
const touchesNoClaim: readonly Action[] = ['request.view', 'request.claim', 'request.note', 'request.takeBack', 'request.revokeClaim'] // prettier-ignore

test('nobody changes a request that another holds', () => {
  fc.assert(
    fc.property(asked, ([actor, action, resource]) => {
      if (resource.kind !== 'request' || touchesNoClaim.includes(action)) return true
      // 撤回 is the enterprise's, of a request that nobody holds.
      const holder = action === 'request.withdraw' ? null : actor.accountId
      return say(actor, action, resource) !== 'allowed' || resource.claimedBy === holder
    }),
    runs,
  )
})

test('来信办理 is the chief’s, and only while nothing has settled the mail', () => {
  const mail = (state: string, timeSource = 'internalDate'): Resource => ({ kind: 'mailCase', authorityId: 'gx-association', state, timeSource }) // prettier-ignore
  expect(say(chief, 'mail.settle', mail('manual'))).toBe('allowed')
  expect(say(chief, 'mail.settle', mail('quarantined'))).toBe('allowed')
  expect(say(chief, 'mail.settle', mail('accepted'))).toBe('mailSettled')
  expect(say(staff, 'mail.settle', mail('manual'))).toBe('roleLacks')
  expect(say(company, 'mail.settle', mail('manual'))).toBe('roleLacks')
  expect(say(chief, 'mail.giveTime', mail('accepted', 'firstSeen'))).toBe('allowed')
  expect(say(chief, 'mail.giveTime', mail('accepted'))).toBe('hasServerTime')
  expect(say(chief, 'mail.giveTime', mail('auto', 'firstSeen'))).toBe('mailSettled')
  expect(say(chief, 'sending.letGoOn', queue)).toBe('allowed')
  expect(say(staff, 'sending.letGoOn', queue)).toBe('roleLacks')
})

test('a question by mail is seen to by staff, once; files of a mail that was set apart are opened by the chief', () => {
  const question = (openQuestion: boolean): Resource => ({ kind: 'mailCase', authorityId: 'gx-association', state: 'note', timeSource: 'internalDate', openQuestion }) // prettier-ignore
  expect(say(staff, 'mail.handle', question(true))).toBe('allowed')
  expect(say(chief, 'mail.handle', question(true))).toBe('allowed')
  expect(say(staff, 'mail.handle', question(false))).toBe('mailSettled')
  expect(say(company, 'mail.handle', question(true))).toBe('roleLacks')
  expect(say(chief, 'mail.openQuarantined', question(false))).toBe('allowed')
  expect(say(staff, 'mail.openQuarantined', question(false))).toBe('roleLacks')
})

test('staff send a letter again that came back or failed, once; an enterprise withdraws what nobody reviews', () => {
  const letter = (state: string, resent = false): Resource => ({ kind: 'letter', authorityId: 'gx-association', state, resent }) // prettier-ignore
  expect(say(staff, 'letter.resend', letter('bounced'))).toBe('allowed')
  expect(say(staff, 'letter.resend', letter('failed', true))).toBe('notUndelivered')
  expect(say(staff, 'letter.resend', letter('sent'))).toBe('notUndelivered')
  expect(say(company, 'request.withdraw', request('queued'))).toBe('allowed')
  expect(say(company, 'request.withdraw', request('claimed', 11))).toBe('underReview')
  expect(say({ ...company, enterpriseId: 4 }, 'request.withdraw', request('queued'))).toBe('otherEnterprise')
  expect(say(staff, 'request.withdraw', request('queued'))).toBe('roleLacks')
})
