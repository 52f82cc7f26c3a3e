import { expect, test } from '@jest/globals'
import type { SelfCheckModel, SelfCheckRow } from './model.ts'
import { presentSelfCheck } from './presenter.ts'

const wrong = (n: number): SelfCheckRow => ({
  n,
  name: '熊旭',
  idNumber: '1',
  company: '宏达公司',
  business: 'unban',
  askedBoth: false,
  sameAs: null,
  outcome: 'returned',
  codes: [{ code: 'R09' }],
  rejected: null,
})
const shown = (rows: readonly SelfCheckRow[], moving = 0) => {
  const request = {
    place: 1,
    peopleAhead: 0,
    enterpriseName: '宏达公司',
    business: 'unban',
    people: 3,
    moving,
  } as const
  const model: SelfCheckModel = { codes: [], rows, requests: [request], expected: null }
  return presentSelfCheck('en', { text: '', model })
}

test('one row and several, one person and several, in English', () => {
  expect(shown([wrong(2)]).remedies[0]).toMatch(/\(row 2\)$/)
  expect(shown([wrong(2), wrong(3)]).remedies[0]).toMatch(/\(rows 2, 3\)$/)
  expect(shown([wrong(2)]).notice?.text).toBe('1 row: 1 needs correction.')
  expect(shown([wrong(2), wrong(3)]).notice?.text).toBe('2 rows: 2 need correction.')
  expect(shown([], 1).requests[0]?.moving).toContain('1 of them waits already')
  expect(shown([], 2).requests[0]?.moving).toContain('2 of them wait already')
})

test('a row that another enterprise has to confirm says so', () => {
  const held = shown([{ ...wrong(1), outcome: 'onHold', codes: [] }])
  expect(held.rows[0]?.tag).toMatchObject({ word: 'That enterprise must confirm' })
  expect(held.rows[0]?.lines[0]).toContain('asked to confirm')
  expect(held.notice?.text).toBe('1 row: 1 must be confirmed by its enterprise.')
})
