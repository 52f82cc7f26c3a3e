import { expect, test } from '@jest/globals'
import type { Day } from '../../domain/brand.ts'
import { readDay, readMonth } from './relative-dates.ts'

const today = '2026-01-15' as Day

test('days count from the day of loading', () => {
  expect(['+120d', '-20d', '0d'].map((text) => readDay(text, today))).toEqual([
    '2026-05-15',
    '2025-12-26',
    '2026-01-15',
  ])
})

test('months count from the month of loading; of two the first is taken', () => {
  expect(['M0', 'M-1', 'M-4', 'M0|M-1'].map((text) => readMonth(text, today))).toEqual([
    '2026-01',
    '2025-12',
    '2025-09',
    '2026-01',
  ])
})

test('what is written out stays as it is', () => {
  expect([readDay('2027-06-30', today), readDay('soon', today)]).toEqual(['2027-06-30', 'soon'])
  expect([readMonth('2026-10', today), readMonth('M', today)]).toEqual(['2026-10', 'M'])
})
