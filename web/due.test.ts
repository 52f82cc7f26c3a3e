import { expect, test } from '@jest/globals'
import type { Day } from '../domain/brand.ts'
import type { Calendar } from '../domain/calendar/working-days.ts'
import { dueOf, nearThrough, presentDue, weekStart } from './due.ts'

const calendar: Calendar = { special: new Map(), coveredThrough: '2026-12-31' as Day }
const due = (dueOn: string, now: string) => dueOf({ dueOn, dueAt: `${dueOn}T09:30:00.000Z` }, now, calendar)

test('a deadline is near from the working day before it, and over the moment after it', () => {
  // Friday 11-20 → Monday 11-23 is one working day.
  expect(due('2026-11-23', '2026-11-20T06:00:00.000Z')).toMatchObject({ state: 'near', workingDaysLeft: 1 })
  expect(due('2026-11-24', '2026-11-20T06:00:00.000Z')).toMatchObject({ state: 'ok', workingDaysLeft: 2 })
  expect(due('2026-11-20', '2026-11-20T09:29:59.000Z').state).toBe('near')
  expect(due('2026-11-20', '2026-11-20T09:30:01.000Z').state).toBe('over')
})

test('colour never stands alone: a state of a deadline has a word and a shape', () => {
  expect(presentDue(due('2026-11-20', '2026-11-21T01:00:00.000Z'), 'zh').tag).toEqual({
    tone: 'bad',
    shape: '✗',
    word: '超期',
  })
  expect(presentDue(due('2026-11-23', '2026-11-20T06:00:00.000Z'), 'en').tag).toEqual({ tone: 'warn', shape: '▲', word: 'Due soon' }) // prettier-ignore
})

test('beyond the calendar no day is told, but why', () => {
  const none = dueOf({ dueOn: null, dueAt: null }, '2026-12-30T01:00:00.000Z', calendar)
  expect(presentDue(none, 'zh')).toEqual({ day: '', left: '超出已公布的工作日历，暂不承诺', tag: null })
})

test('near reaches to the end of the next working day; the week begins on Monday in Shanghai', () => {
  expect(nearThrough('2026-11-20T06:00:00.000Z', calendar)).toBe('2026-11-23')
  expect(nearThrough('2026-12-31T06:00:00.000Z', calendar)).toBe('2026-12-31')
  expect(weekStart('2026-11-22T15:59:00.000Z')).toBe('2026-11-15T16:00:00.000Z')
  expect(weekStart('2026-11-22T16:00:00.000Z')).toBe('2026-11-22T16:00:00.000Z')
})
