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
const request = (state: string, claimedBy: number | null = null): Resource => ({
  kind: 'request',
  authorityId: 'gx-association',
  enterpriseId: 3,
  state,
  claimedBy,
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

test('a waiting request can be claimed, one under review says who has it', () => {
  expect(say(staff, 'request.claim', request('queued'))).toBe('allowed')
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

test('nobody changes a request that another holds', () => {
  fc.assert(
    fc.property(asked, ([actor, action, resource]) => {
      if (resource.kind !== 'request' || action === 'request.view' || action === 'request.claim') return true
      return say(actor, action, resource) !== 'allowed' || resource.claimedBy === actor.accountId
    }),
    runs,
  )
})
