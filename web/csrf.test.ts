import { expect, test } from '@jest/globals'
import type { Request } from 'express'
import { csrfHolds } from './csrf.ts'
import type { Visit } from './visit.ts'

const visit = (parts: Partial<Visit>): Visit => ({
  language: 'zh', now: '', snapshot: null, signedIn: null, csrf: 'good', lapsed: null, wantsJson: false, url: '/', nonce: '', userAgent: '',
  ip: '', ...parts,
}) // prettier-ignore
const request = (headers: Record<string, string>, body: unknown = {}): Request =>
  ({
    get: (name: string) => headers[name.toLowerCase()],
    is: (type: string) => (headers['content-type'] === type ? type : false),
    body,
  }) as unknown as Request

test('a form of ours is taken, another site’s is not, whatever token it carries', () => {
  const form = { csrf: 'good' }
  expect(csrfHolds(request({ 'sec-fetch-site': 'same-origin' }, form), visit({}))).toBe(true)
  expect(csrfHolds(request({}, form), visit({}))).toBe(true)
  expect(csrfHolds(request({ 'sec-fetch-site': 'cross-site' }, form), visit({}))).toBe(false)
  expect(csrfHolds(request({ 'sec-fetch-site': 'same-site' }, form), visit({}))).toBe(false)
  expect(csrfHolds(request({ origin: 'https://evil.test', host: 'ours.test' }, form), visit({}))).toBe(false)
  expect(csrfHolds(request({ origin: 'https://ours.test', host: 'ours.test' }, form), visit({}))).toBe(true)
})

test('a missing or wrong token is refused', () => {
  expect(csrfHolds(request({}, {}), visit({}))).toBe(false)
  expect(csrfHolds(request({}, { csrf: 'bad!' }), visit({}))).toBe(false)
  expect(csrfHolds(request({ 'x-csrf-token': '' }, { csrf: '' }), visit({ csrf: '' }))).toBe(false)
})

test('the form of a session that has ended is known by that session’s token', () => {
  expect(csrfHolds(request({}, { csrf: 'old' }), visit({ lapsed: { accountId: 1, csrf: 'old' } }))).toBe(true)
  expect(csrfHolds(request({}, { csrf: 'x' }), visit({ lapsed: { accountId: 1, csrf: 'old' } }))).toBe(false)
})

test('signing in by JSON needs none; a session’s cookie always does', () => {
  const json = { 'content-type': 'application/json' }
  expect(csrfHolds(request(json, {}), visit({}))).toBe(true)
  expect(csrfHolds(request({ ...json, 'sec-fetch-site': 'cross-site' }, {}), visit({}))).toBe(false)
  const signedIn = { via: 'session' } as Visit['signedIn']
  expect(csrfHolds(request(json, {}), visit({ signedIn }))).toBe(false)
  expect(csrfHolds(request(json, {}), visit({ signedIn: { via: 'token' } as Visit['signedIn'] }))).toBe(true)
})
