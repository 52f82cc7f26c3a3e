import { expect, test } from '@jest/globals'
import type { Day } from '../brand.ts'
import { officeAt, officeMinutesBetween } from './office-hours.ts'
import type { Calendar } from './working-days.ts'

const calendar: Calendar = {
  special: new Map([
    ['2026-10-10' as Day, 'work'],
    ['2026-10-01' as Day, 'rest'],
  ]),
  coveredThrough: '2026-12-31' as Day,
}
const at = (text: string) => new Date(`${text.replace(' ', 'T')}+08:00`).toISOString()
const minutes = (from: string, to: string) => officeMinutesBetween(at(from), at(to), calendar)

test('only the hours from 09:00 to 17:30 of working days are counted', () => {
  expect(minutes('2026-11-20 16:30', '2026-11-20 18:00')).toBe(60)
  expect(minutes('2026-11-20 08:00', '2026-11-20 10:00')).toBe(60)
  // Friday afternoon to Monday morning.
  expect(minutes('2026-11-20 17:00', '2026-11-23 09:30')).toBe(60)
  expect(minutes('2026-11-21 10:00', '2026-11-22 10:00')).toBe(0)
  expect(minutes('2026-11-23 10:00', '2026-11-23 09:00')).toBe(0)
})

test('a make-up Saturday counts, a holiday does not', () => {
  expect(minutes('2026-10-09 17:30', '2026-10-10 10:00')).toBe(60)
  expect(minutes('2026-09-30 17:30', '2026-10-01 17:30')).toBe(0)
})

test('somebody is at work on working days from 09:00 until 17:30; beyond the notices Monday to Friday, as an estimate', () => {
  const said = (text: string) => officeAt(at(text), calendar)
  expect(said('2026-11-20 09:00')).toEqual({ working: true, estimated: false })
  expect(said('2026-11-20 17:30')).toEqual({ working: false, estimated: false })
  expect(said('2026-11-21 10:00')).toEqual({ working: false, estimated: false })
  expect(said('2026-10-10 10:00')).toEqual({ working: true, estimated: false })
  expect(said('2027-01-01 10:00')).toEqual({ working: true, estimated: true })
  expect(said('2027-01-02 10:00')).toEqual({ working: false, estimated: true })
})
