import { expect, test } from '@jest/globals'
import type { ReturnCode, RowOutcome } from '../unban/types.ts'
import { returnedRowsOf } from './returned-rows.ts'

const returned = (code: ReturnCode): RowOutcome => ({ kind: 'returned', codes: [{ code }] })
const queued: RowOutcome = { kind: 'queued' }
const none = new Map<number, number>()

test('a row without a company is counted with the sender’s enterprise', () => {
  const rows = [
    { enterpriseId: 7, outcome: queued },
    { enterpriseId: 7, outcome: returned('R09') },
    { enterpriseId: null, outcome: returned('R06') },
    { enterpriseId: null, outcome: returned('R07') },
  ]
  expect(returnedRowsOf(rows, new Set([7]))).toEqual({ own: new Map([[7, 3]]), inItsName: none })
})

test('of a sender who writes for several it is nobody’s, and so it is of a stranger', () => {
  const rows = [
    { enterpriseId: 7, outcome: returned('R09') },
    { enterpriseId: null, outcome: returned('R06') },
  ]
  expect(returnedRowsOf(rows, new Set([7, 8]))).toEqual({ own: new Map([[7, 1]]), inItsName: none })
  expect(returnedRowsOf(rows, new Set())).toEqual({ own: none, inItsName: new Map([[7, 1]]) })
})

test('what a stranger wrote is no enterprise’s own; what tells it of the stranger already is not counted', () => {
  const rows = [
    { enterpriseId: 7, outcome: returned('R09') },
    { enterpriseId: 7, outcome: returned('R09') },
    { enterpriseId: 8, outcome: returned('R16') },
    // Of one mail some rows of an enterprise wait for its word.
    { enterpriseId: 9, outcome: returned('R09') },
    { enterpriseId: 9, outcome: { kind: 'onHold' } as const },
    { enterpriseId: 6, outcome: returned('R20') },
  ]
  expect(returnedRowsOf(rows, new Set([6]))).toEqual({ own: new Map([[6, 1]]), inItsName: new Map([[7, 2]]) })
})
