import { expect, test } from '@jest/globals'
import type { ReturnCode, RowOutcome } from '../unban/types.ts'
import { returnedRowsOf } from './returned-rows.ts'

const returned = (code: ReturnCode): RowOutcome => ({ kind: 'returned', codes: [{ code }] })
const queued: RowOutcome = { kind: 'queued' }

test('a row without a company is counted with the sender’s enterprise', () => {
  const rows = [
    { enterpriseId: 7, outcome: queued },
    { enterpriseId: 7, outcome: returned('R09') },
    { enterpriseId: null, outcome: returned('R06') },
    { enterpriseId: null, outcome: returned('R07') },
  ]
  expect(returnedRowsOf(rows, new Set([7]))).toEqual(new Map([[7, 3]]))
})

test('of a sender who writes for several it is nobody’s, and of a stranger’s rows nothing is counted', () => {
  const rows = [
    { enterpriseId: 7, outcome: returned('R09') },
    { enterpriseId: 8, outcome: returned('R16') },
    { enterpriseId: null, outcome: returned('R06') },
  ]
  expect(returnedRowsOf(rows, new Set([7, 8]))).toEqual(new Map([[7, 1]]))
  expect(returnedRowsOf(rows, new Set())).toEqual(new Map([[7, 1]]))
})
