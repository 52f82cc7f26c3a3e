import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Day } from '../brand.ts'
import { addDays, dayOf, isCalendarDay, momentAt, monthOf, timeOf } from './day.ts'
import { addWorkingDays, isWorkingDay, unbanDeadline, workingDaysBetween, type Calendar } from './working-days.ts'

const rows = readFileSync(new URL('../../db/data/holidays.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
const calendar: Calendar = {
  special: new Map(
    rows.map((row) => {
      const [day, kind] = row.split(',')
      return [day as Day, kind as 'rest' | 'work']
    }),
  ),
  coveredThrough: '2026-12-31' as Day,
}
const day = (text: string) => text as Day
/** A moment on a Shanghai clock. */
const at = (text: string) => new Date(`${text.replace(' ', 'T')}+08:00`).toISOString()
const dueOn = (received: string) => {
  const deadline = unbanDeadline(at(received), calendar)
  return deadline.kind === 'day' ? deadline.dueOn : deadline.kind
}

test('a moment has its day and time in Shanghai, whatever the host’s time zone', () => {
  expect(dayOf('2026-11-20T15:59:59.999Z')).toBe('2026-11-20')
  expect(dayOf('2026-11-20T16:00:00.000Z')).toBe('2026-11-21')
  expect(timeOf('2026-11-20T06:05:09.000Z')).toBe('14:05:09')
  expect(momentAt(day('2026-11-20'), 17 * 60 + 30)).toBe('2026-11-20T09:30:00.000Z')
})

test('only days that exist are calendar days', () => {
  expect(['2024-02-29', '2026-12-31'].map(isCalendarDay)).toEqual([true, true])
  expect(['2026-02-29', '2026-13-01', '2026-1-1', '20260101', ''].map(isCalendarDay)).toEqual(Array(5).fill(false))
})

test('months are counted over the turn of the year', () => {
  expect([monthOf(day('2026-01-31')), monthOf(day('2026-01-31'), -1), monthOf(day('2026-11-20'), 2)]).toEqual([
    '2026-01',
    '2025-12',
    '2027-01',
  ])
})

test('weekends and statutory holidays are free, make-up days are not', () => {
  const days = [
    '2026-02-14',
    '2026-02-28',
    '2026-09-20',
    '2026-10-10',
    '2026-10-01',
    '2026-10-07',
    '2026-11-21',
    '2026-11-20',
  ]
  expect(days.map((text) => isWorkingDay(day(text), calendar))).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
    false,
    true,
  ])
})

test('a year without a notice has no working days and no free days: nothing is promised', () => {
  expect(isWorkingDay(day('2027-01-01'), calendar)).toBe('beyondCalendar')
  expect(isWorkingDay(day('2027-01-02'), calendar)).toBe('beyondCalendar')
})

test('the next working day after 30 September 2026 is 8 October', () => {
  expect(addWorkingDays(day('2026-09-30'), 1, calendar)).toBe('2026-10-08')
})

test('a mail of a working day is due at the end of the fifth working day after it', () => {
  expect(unbanDeadline(at('2026-11-16 09:00'), calendar)).toEqual({
    kind: 'day',
    dueOn: '2026-11-23',
    dueAt: '2026-11-23T09:30:00.000Z',
  })
})

test('at 17:30 sharp a mail is of that day; a moment later it is of the next working day', () => {
  expect(dueOn('2026-11-20 17:30')).toBe('2026-11-27')
  expect(dueOn('2026-11-20 17:30:00.001')).toBe('2026-11-30')
})

test('#81 day 0 is a Saturday that is made up', () => {
  // 2026-02-14 and 02-28 are make-up Saturdays around the Spring Festival (02-15 to 02-23).
  expect(dueOn('2026-02-14 09:00')).toBe('2026-02-28')
  // 2026-10-10 is a make-up Saturday.
  expect(dueOn('2026-10-10 09:00')).toBe('2026-10-16')
})

test('#81 a mail of Friday 18:10 counts from Monday', () => {
  expect(dueOn('2026-11-20 18:10')).toBe('2026-11-30')
})

test('#81 a mail of Friday 18:10 before a make-up Saturday counts from that Saturday', () => {
  expect(dueOn('2026-10-09 18:10')).toBe('2026-10-16')
})

test('#81 a mail during a seven-day holiday counts from the first day after', () => {
  // Day 0 is 10-08; then 10-09, 10-10 (made up), 10-12, 10-13, 10-14.
  expect(dueOn('2026-10-03 12:00')).toBe('2026-10-14')
})

test('no day is promised when a needed day is beyond the covered year', () => {
  // Day 0 is 12-28; only 29, 30 and 31 December are covered after it.
  expect(unbanDeadline(at('2026-12-28 09:00'), calendar)).toEqual({
    kind: 'beyondCalendar',
    coveredThrough: '2026-12-31',
  })
  expect(dueOn('2026-12-24 17:00')).toBe('2026-12-31')
  expect(dueOn('2026-12-24 17:31')).toBe('beyondCalendar')
  expect(dueOn('2027-03-01 09:00')).toBe('beyondCalendar')
})

test('what is left is counted in working days, 0 on the last day, negative after it', () => {
  const left = (now: string) => workingDaysBetween(at(now), at('2026-10-14 17:30'), calendar)
  expect(['2026-10-03 12:00', '2026-10-08 00:00', '2026-10-13 23:59', '2026-10-14 23:00', '2026-10-16 08:00'].map(left)).toEqual([6, 5, 1, 0, -2]) // prettier-ignore
  expect(workingDaysBetween(at('2026-12-30 09:00'), at('2027-01-04 17:30'), calendar)).toBe('beyondCalendar')
})

const moments = fc
  .date({ min: new Date('2023-01-01T00:00:00Z'), max: new Date('2027-02-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString())

test('the due day is a working day, within the cover, with exactly five working days after day 0', () => {
  fc.assert(
    fc.property(moments, (received) => {
      const deadline = unbanDeadline(received, calendar)
      if (deadline.kind === 'beyondCalendar') {
        // Refused only near the end: by then fewer than six working days are left.
        return received > '2026-12-23T00:00:00.000Z'
      }
      let working = 0
      for (let each = dayOf(received); each <= deadline.dueOn; each = addDays(each, 1)) {
        if (isWorkingDay(each, calendar) === true) working++
      }
      // Day 0 itself is among them; one more when it came after work on a working day.
      const afterWork = timeOf(received) >= '17:30:00' && isWorkingDay(dayOf(received), calendar) === true
      return (
        isWorkingDay(deadline.dueOn, calendar) === true &&
        deadline.dueOn <= calendar.coveredThrough &&
        (working === 6 || (afterWork && working === 7)) &&
        timeOf(deadline.dueAt) === '17:30:00'
      )
    }),
    { numRuns: 500 },
  )
})

test('a later mail is never due earlier', () => {
  fc.assert(
    fc.property(moments, moments, (one, other) => {
      const [early, late] = one < other ? [one, other] : [other, one]
      const first = unbanDeadline(early, calendar)
      const second = unbanDeadline(late, calendar)
      return second.kind === 'beyondCalendar' || (first.kind === 'day' && first.dueAt <= second.dueAt)
    }),
    { numRuns: 500 },
  )
})

test('what is left is what a walk over the days counts, forwards and backwards', () => {
  const walked = (from: Day, to: Day): number => {
    let count = 0
    for (let on = addDays(from, 1); on <= to; on = addDays(on, 1)) if (isWorkingDay(on, calendar) === true) count += 1
    return count
  }
  const days = fc.integer({ min: 0, max: 1_000 }).map((past) => addDays(day('2026-12-31'), -past))
  fc.assert(
    fc.property(days, days, (one, other) => {
      const [from, to] = one < other ? [one, other] : [other, one]
      const [before, after] = [momentAt(from, 600), momentAt(to, 600)]
      const there = workingDaysBetween(before, after, calendar)
      const back = workingDaysBetween(after, before, calendar)
      return there === walked(from, to) && (typeof back !== 'number' ? false : Math.abs(back) === there)
    }),
  )
})
