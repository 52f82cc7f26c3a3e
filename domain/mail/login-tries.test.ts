import { expect, test } from '@jest/globals'
import { untilNextTry } from './login-tries.ts'

const now = '2026-11-20T06:00:00.000Z'
const minutesAgo = (...minutes: number[]) => minutes.map((n) => new Date(Date.parse(now) - n * 60_000).toISOString())
const minutes = (n: number) => n * 60_000

test.each<[string, number[], boolean, number]>([
  ['never refused: at once', [], false, 0],
  ['refused now: ten minutes', [0], false, minutes(10)],
  ['refused four minutes ago: six minutes', [4], false, minutes(6)],
  ['a person who asks does not wait', [4], true, 0],
  ['six in the last hour: until the first is an hour old, whoever asks', [59, 5, 4, 3, 2, 1], true, minutes(1)],
  ['#75 six at once: none for an hour', [0, 0, 0, 0, 0, 0], true, minutes(60)],
  ['what is older than an hour does not count', [61, 70, 80, 90, 100, 110, 120], false, 0],
])('%s', (_name, refused, asked, expected) => {
  expect(untilNextTry(minutesAgo(...refused), asked, now)).toBe(expected)
})

test('#75 however often it is asked: never more than six in any hour', () => {
  const refused: string[] = []
  let at = Date.parse(now)
  for (let asked = 0; asked < 500; asked += 1) {
    if (untilNextTry(refused, asked % 3 === 0, new Date(at).toISOString()) === 0)
      refused.push(new Date(at).toISOString())
    at += 37_000
  }
  const times = refused.map((moment) => Date.parse(moment))
  for (const [index, time] of times.entries()) {
    const sixthLater = times[index + 6]
    if (sixthLater !== undefined) expect(sixthLater - time).toBeGreaterThanOrEqual(3_600_000)
  }
  expect(times.length).toBeGreaterThan(20)
})
