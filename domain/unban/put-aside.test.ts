import { expect, test } from '@jest/globals'
import type { Day } from '../brand.ts'
import type { Calendar } from '../calendar/working-days.ts'
import { asideUntil, putAsideReasons, saysWhyAside } from './put-aside.ts'

const calendar: Calendar = { special: new Map(), coveredThrough: '2026-12-31' as Day }
/** November 2026: the 18th is a Wednesday. */
const at = (day: number, clock: string) => new Date(`2026-11-${day}T${clock}:00+08:00`).toISOString()

test('a request put aside for the first time has two working days', () => {
  expect(asideUntil([], at(18, '10:00'), calendar)).toBe(at(20, '10:00'))
  expect(asideUntil([], at(19, '10:00'), calendar)).toBe(at(23, '10:00'))
})

test('what was used before is counted: two working days in all', () => {
  const used = [{ from: at(18, '10:00'), to: at(19, '04:00') }]
  expect(asideUntil(used, at(19, '10:00'), calendar)).toBe(at(20, '16:00'))
})

test('a weekend aside uses nothing up', () => {
  const used = [{ from: at(21, '00:00'), to: at(23, '00:00') }]
  expect(asideUntil(used, at(23, '09:00'), calendar)).toBe(at(25, '09:00'))
})

test('when the two days are used up it is not put aside again', () => {
  expect(asideUntil([{ from: at(16, '10:00'), to: at(18, '10:00') }], at(18, '11:00'), calendar)).toBeNull()
})

test('“other” is said in words of one’s own', () => {
  expect(saysWhyAside('other', ' ')).toBe(false)
  expect(putAsideReasons.filter((reason) => saysWhyAside(reason, ''))).toEqual(['lookup', 'otherOffice', 'enterprise', 'chief']) // prettier-ignore
})
