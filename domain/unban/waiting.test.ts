import { expect, test } from '@jest/globals'
import type { Day } from '../brand.ts'
import type { Calendar } from '../calendar/working-days.ts'
import { averageWait, decidedByDay, type DecidedGroup } from './waiting.ts'

const calendar: Calendar = { special: new Map(), coveredThrough: '2026-12-31' as Day }
/** November 2026: the 20th is a Friday, the 23rd a Monday. */
const group = (receivedOn: number, decidedOn: number, requests: number): DecidedGroup => ({
  receivedOn: `2026-11-${receivedOn}` as Day,
  decidedOn: `2026-11-${decidedOn}` as Day,
  requests,
})

test('the average wait counts working days: a weekend between is no wait', () => {
  expect(averageWait([group(20, 23, 1)], calendar)).toBe(1)
  expect(averageWait([group(20, 23, 3), group(23, 23, 1)], calendar)).toBe(0.8)
  expect(averageWait([], calendar)).toBeNull()
})

test('the week’s bars: seven days from Monday, those without decisions at nothing', () => {
  const days = decidedByDay([group(20, 23, 3), group(23, 23, 1), group(23, 25, 2)], '2026-11-23' as Day)
  expect(days.map(({ requests }) => requests)).toEqual([4, 0, 2, 0, 0, 0, 0])
})
