import { expect, test } from '@jest/globals'
import { aMail } from '../../test/support/read-mails.ts'
import { fromProblem, senderStanding } from './authority.ts'

test('authorised and not failing: normal, with a badge when nothing is known', () => {
  expect(senderStanding('aligned', true)).toBe('normal')
  expect(senderStanding('none', true)).toBe('normalWithBadge')
  expect(senderStanding('unknown', true)).toBe('normalWithBadge')
})

test('not authorised: held when aligned, R16 when nothing is known', () => {
  expect(senderStanding('aligned', false)).toBe('hold')
  expect(senderStanding('none', false)).toBe('returnR16')
  expect(senderStanding('unknown', false)).toBe('returnR16')
})

test('failing: quarantined, also under an authorised address', () => {
  expect(senderStanding('fail', true)).toBe('quarantine')
  expect(senderStanding('fail', false)).toBe('quarantine')
})

test('exactly one From with exactly one address', () => {
  const someone = { address: 'a@e00.test', name: '' }
  expect(fromProblem(aMail())).toBeNull()
  expect(fromProblem(aMail({ from: [], fromHeaders: 0 }))).toBe('noFrom')
  expect(fromProblem(aMail({ from: [], fromHeaders: 1 }))).toBe('noFrom')
  expect(fromProblem(aMail({ from: [someone, someone], fromHeaders: 1 }))).toBe('manyFroms')
  expect(fromProblem(aMail({ fromHeaders: 2 }))).toBe('manyFroms')
})
