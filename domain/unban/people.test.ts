import { expect, test } from '@jest/globals'
import { headcountOf, peopleOf } from './people.ts'
import type { RowState } from './types.ts'

const rows = (...states: RowState[]) => states.map((state) => ({ state }))

test('人数 counts who waits or is under review, and nobody who has left the request or is decided', () => {
  expect(peopleOf(rows('live', 'live', 'locked'))).toBe(3)
  expect(peopleOf(rows('live', 'rejected', 'moved', 'withdrawn', 'closed', 'shadowed', 'alreadyDone'))).toBe(1)
  expect(peopleOf([])).toBe(0)
})

test('a heading names whom the request holds; once decided, on whom; when all have left, whom the mail named', () => {
  expect(headcountOf(rows('live', 'moved', 'live'))).toBe(2)
  expect(headcountOf(rows('approved', 'rejected', 'withdrawn'))).toBe(2)
  expect(headcountOf(rows('moved', 'moved'))).toBe(2)
})
