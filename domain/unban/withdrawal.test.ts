import { expect, test } from '@jest/globals'
import { rowStates } from './types.ts'
import { planWithdrawal } from './withdrawal.ts'

const rows = [
  { rowId: 11, n: 1, stands: 'live' },
  { rowId: 12, n: 2, stands: 'locked' },
  { rowId: 13, n: 3, stands: 'live' },
  { rowId: 14, n: 4, stands: 'approved' },
  { rowId: null, n: 5, stands: [{ code: 'R09' }] },
] as const

test('the word alone takes every waiting row out, and says that the one under review stays', () => {
  const plan = planWithdrawal(rows, 'all')
  expect(plan.withdrawn.map(({ n }) => n)).toEqual([1, 3])
  expect(plan.rows.map(({ row, outcome }) => `${row.n}=${outcome.kind}`)).toEqual(['1=withdrawn', '2=R15', '3=withdrawn', '4=approved']) // prettier-ignore
  expect(plan.unknown).toEqual([])
})

test('numbers take out only the rows they name, and a number of no row is said', () => {
  const plan = planWithdrawal(rows, [3, 9])
  expect(plan.withdrawn.map(({ rowId }) => rowId)).toEqual([13])
  expect(plan.rows).toHaveLength(1)
  expect(plan.unknown).toEqual([9])
})

test('a row that was returned is told with its codes: it never queued', () => {
  const plan = planWithdrawal(rows, [5])
  expect(plan).toMatchObject({ withdrawn: [], rows: [{ outcome: { kind: 'returned', codes: [{ code: 'R09' }] } }] })
})

test('only a row that waits is withdrawn, whatever the others are', () => {
  for (const stands of rowStates) {
    const { withdrawn } = planWithdrawal([{ rowId: 1, n: 1, stands }], 'all')
    expect([stands, withdrawn.length]).toEqual([stands, stands === 'live' ? 1 : 0])
  }
})
