import { expect, test } from '@jest/globals'
import type { StatusRow } from '../../db/read/status.ts'
import { adviceFor } from './advice.ts'

type Row = Pick<StatusRow, 'outcome' | 'state'>
const placed = (state: StatusRow['state']): Row => ({ outcome: 'queued', state })
const unplaced = (outcome: StatusRow['outcome']): Row => ({ outcome, state: null })
const taken = (...rows: Row[]) => adviceFor({ state: 'accepted', rows })

test('a mail of which nobody was taken is to be sent again, whatever its rows', () => {
  expect(adviceFor({ state: 'returned', rows: [] })).toEqual(['sendAgain'])
  expect(adviceFor({ state: 'returned', rows: [unplaced('returned')] })).toEqual(['sendAgain'])
  // Unreadable (R03) and harmful (R18) ones were answered with a return as well.
  for (const state of ['manual', 'quarantined'] as const) expect(adviceFor({ state, rows: [] })).toEqual(['sendAgain'])
})

test('to wait is said while somebody waits: queued, under review, or for the enterprise’s word', () => {
  for (const state of ['live', 'locked', 'shadowed'] as const) expect(taken(placed(state))).toEqual(['wait'])
  expect(adviceFor({ state: 'onHold', rows: [unplaced('onHold')] })).toEqual(['wait'])
  expect(taken(placed('live'), placed('approved'))).toEqual(['wait'])
})

test('whoever was returned or rejected is to be corrected, also while others wait', () => {
  expect(taken(placed('live'), unplaced('returned'))).toEqual(['wait', 'correctReturned'])
  expect(taken(placed('approved'), unplaced('returned'))).toEqual(['correctReturned'])
  expect(taken(placed('approved'), placed('rejected'))).toEqual(['correctRejected'])
  expect(taken(placed('live'), unplaced('returned'), placed('rejected'))).toEqual(['wait', 'correctReturned', 'correctRejected']) // prettier-ignore
})

test('done is said when everybody has passed; of people who left the queue nothing', () => {
  expect(taken(placed('approved'), placed('alreadyDone'), unplaced('alreadyDone'))).toEqual(['done'])
  for (const state of ['moved', 'withdrawn', 'closed'] as const) expect(taken(placed('approved'), placed(state))).toEqual([]) // prettier-ignore
  expect(adviceFor({ state: 'note', rows: [] })).toEqual([])
})
