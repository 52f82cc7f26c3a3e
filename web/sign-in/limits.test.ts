import { expect, test } from '@jest/globals'
import { signInLimits } from './limits.ts'

test('five wrong tries lock a name, known or not; a right one forgets them', async () => {
  const limits = signInLimits()
  for (let tries = 0; tries < 4; tries++) await limits.wrong('nobody')
  expect(await limits.nameIsLocked('nobody')).toBe(false)
  await limits.wrong('nobody')
  expect(await limits.nameIsLocked('nobody')).toBe(true)
  expect(await limits.nameIsLocked('staff1')).toBe(false)
  await limits.right('nobody')
  expect(await limits.nameIsLocked('nobody')).toBe(false)
})

test('one address tries so many names, and no more', async () => {
  const limits = signInLimits()
  const tries = await Promise.all(Array.from({ length: 61 }, () => limits.addressMayTry('192.0.2.1')))
  expect(tries.filter(Boolean)).toHaveLength(60)
  expect(await limits.addressMayTry('192.0.2.2')).toBe(true)
})
