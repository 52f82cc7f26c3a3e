import { expect, test } from '@jest/globals'
import { isIdleClaim } from './claim.ts'

test('a claim is idle when its holder has done nothing for five minutes', () => {
  const actedAt0600Until = '2026-11-20T06:20:00.000Z'
  expect(isIdleClaim(actedAt0600Until, '2026-11-20T06:04:59.000Z')).toBe(false)
  expect(isIdleClaim(actedAt0600Until, '2026-11-20T06:05:00.000Z')).toBe(true)
  expect(isIdleClaim(actedAt0600Until, '2026-11-20T06:30:00.000Z')).toBe(true)
})
