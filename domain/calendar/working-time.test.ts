import { expect, test } from '@jest/globals'
import type { Day } from '../brand.ts'
import { afterWorkingTime, workingTimeBetween } from './working-time.ts'
import type { Calendar } from './working-days.ts'

/** 2026-11-20 is a Friday. The Saturday after it is a make-up day in the second calendar. */
const calendar: Calendar = { special: new Map(), coveredThrough: '2026-12-31' as Day }
const makeUp: Calendar = { ...calendar, special: new Map([['2026-11-21' as Day, 'work']]) }
const hour = 3_600_000
const at = (day: number, clock: string) => new Date(`2026-11-${day}T${clock}:00+08:00`).toISOString()

test('two working days from a Friday afternoon end on the Tuesday at the same time', () => {
  expect(afterWorkingTime(at(20, '16:00'), 48 * hour, calendar)).toBe(at(24, '16:00'))
  expect(afterWorkingTime(at(20, '16:00'), 48 * hour, makeUp)).toBe(at(23, '16:00'))
})

test('on a day off the time has not begun: it begins with the next working day', () => {
  expect(afterWorkingTime(at(21, '10:00'), 48 * hour, calendar)).toBe(at(25, '00:00'))
})

test('what has passed counts working days only', () => {
  expect(workingTimeBetween(at(20, '16:00'), at(23, '10:00'), calendar)).toBe(18 * hour)
  expect(workingTimeBetween(at(21, '10:00'), at(22, '20:00'), calendar)).toBe(0)
  expect(workingTimeBetween(at(23, '10:00'), at(20, '16:00'), calendar)).toBe(0)
})

test('beyond the published calendar Monday to Friday is assumed', () => {
  const ended: Calendar = { ...calendar, coveredThrough: '2026-11-20' as Day }
  expect(afterWorkingTime(at(20, '16:00'), 48 * hour, ended)).toBe(at(24, '16:00'))
})
