import { expect, test } from '@jest/globals'
import { z } from 'zod'
import type { Actor } from '../domain/policy/types.ts'
import { idParam, route } from './policy-router.ts'
import { seeOther } from './reply.ts'
import type { Visit } from './visit.ts'

const stranger: Visit = {
  language: 'zh', now: '2026-11-20T06:00:00.000Z', snapshot: null, signedIn: null, csrf: 'c', lapsed: null, wantsJson: true, url: '/queue',
  nonce: 'n', userAgent: '', ip: '127.0.0.1',
} // prettier-ignore
const as = (actor: Partial<Actor>): Visit => ({
  ...stranger,
  signedIn: {
    actor: { accountId: 1, roles: [], authorityId: null, authorityKind: null, regionCode: null, enterpriseId: null, ...actor },
    name: '', login: '', authorityName: null, enterpriseName: null, enterprises: [], via: 'session', sessionId: 's',
  },
}) // prettier-ignore
const raw = { params: {}, query: {}, body: {}, files: [] }
const queue = route({
  method: 'get',
  path: '/queue',
  summary: { zh: '', en: '' },
  policy: {
    kind: 'may',
    action: 'queue.view',
    find: () => ({ resource: { kind: 'queue', authorityId: 'gx' }, record: null }),
  },
  handle: () => seeOther('/reached'),
})

test('a route without a policy is not registered', () => {
  const bare = { method: 'get', path: '/bare', summary: { zh: '', en: '' }, handle: () => seeOther('/') }
  expect(() => route(bare as unknown as Parameters<typeof route>[0])).toThrow('/bare has no policy')
})

test('who is not signed in is asked to, and reaches nothing', async () => {
  expect(await queue.run(stranger, raw)).toMatchObject({
    kind: 'problem',
    problem: { status: 401, code: 'notSignedIn' },
  })
  expect(await queue.run({ ...stranger, wantsJson: false }, raw)).toMatchObject({ kind: 'seeOther', to: '/sign-in?next=%2Fqueue' }) // prettier-ignore
})

test('what the policy refuses is refused with the reason', async () => {
  const reply = await queue.run(as({ roles: ['enterprise'], enterpriseId: 3 }), raw)
  expect(reply).toMatchObject({ kind: 'problem', problem: { status: 403, code: 'roleLacks' } })
})

test('what the policy allows is handled', async () => {
  const staff = as({ roles: ['staff'], authorityId: 'gx', authorityKind: 'association', regionCode: '450000' })
  expect(await queue.run(staff, raw)).toMatchObject({ kind: 'seeOther', to: '/reached' })
})

test('an address that names nothing is not found; a body that cannot be read names its fields only', async () => {
  const one = route({
    method: 'post',
    path: '/things/:id',
    summary: { zh: '', en: '' },
    params: idParam,
    body: z.strictObject({ reason: z.string() }),
    policy: { kind: 'open', because: 'test' },
    handle: () => seeOther('/reached'),
  })
  expect(await one.run(stranger, { ...raw, params: { id: 'x' } })).toMatchObject({ problem: { status: 404 } })
  const secret = await one.run(stranger, { ...raw, params: { id: '1' }, body: { reason: 7, other: 'canary' } })
  expect(secret).toMatchObject({ problem: { status: 400, code: 'badInput' } })
  expect(JSON.stringify(secret)).not.toContain('canary')
})
