import { expect, test } from '@jest/globals'
import { readMoment } from './read-moment.ts'

test.each([
  ['2026-11-18 09:02:11', '2026-11-18T01:02:11.000Z'],
  ['2026-11-18 09:02', '2026-11-18T01:02:00.000Z'],
  [' 2026/11/8  7:05 ', '2026-11-07T23:05:00.000Z'],
  ['２０２６-11-18 09：02', '2026-11-18T01:02:00.000Z'],
])('%j is %s', (text, moment) => {
  expect(readMoment(text)).toBe(moment)
})

test.each(['', '2026-11-18', '09:02', '2026-02-30 09:00', '2026-11-18 24:00', '2026-11-18 09:61', '昨天 9 点'])(
  '%j is no moment',
  (text) => {
    expect(readMoment(text)).toBeNull()
  },
)
