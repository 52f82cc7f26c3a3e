import { expect, test } from '@jest/globals'
import type { Day } from '../brand.ts'
import type { Calendar } from '../calendar/working-days.ts'
import { isOddlyQuiet } from './oddly-quiet.ts'

const calendar: Calendar = {
  special: new Map([['2026-11-20' as Day, 'rest'], ['2026-11-21' as Day, 'work']]), // prettier-ignore
  coveredThrough: '2026-12-31' as Day,
}

/** Two mails in each working hour of the fortnight before the 19th. */
function usualMails(): Map<string, number> {
  const mails = new Map<string, number>()
  for (let day = 5; day <= 18; day += 1) {
    for (let hour = 9; hour < 17; hour += 1) mails.set(`2026-11-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}`, 2) // prettier-ignore
  }
  return mails
}
const at14 = '2026-11-19T06:05:00.000Z'

test('three working hours without a mail are odd when six are usual', () => {
  expect(isOddlyQuiet(usualMails(), at14, calendar)).toBe(true)
})
test('one mail ends the oddness', () => {
  expect(isOddlyQuiet(usualMails().set('2026-11-19T12', 1), at14, calendar)).toBe(false)
})
test('the first hours of the day go on from the evening before', () => {
  expect(isOddlyQuiet(usualMails(), '2026-11-19T02:30:00.000Z', calendar)).toBe(false)
})
test('a night, a holiday and a quiet mailbox are not odd', () => {
  expect(isOddlyQuiet(usualMails().set('2026-11-19T16', 3), '2026-11-19T18:00:00.000Z', calendar)).toBe(false)
  expect(isOddlyQuiet(new Map(), at14, calendar)).toBe(false)
  expect(isOddlyQuiet(new Map([...usualMails()].map(([hour]) => [hour, 1])), at14, calendar)).toBe(false)
})
