/** The ledger against a reference that walks day by day and knows nothing of how the rule is written. */
import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Day } from '../brand.ts'
import { addDays } from './day.ts'
import { deadlineOf, unbanDeadline, type Calendar } from './working-days.ts'

const rows = readFileSync(new URL('../../db/data/holidays.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
const special = new Map(rows.map((row) => row.split(',').slice(0, 2) as [Day, 'rest' | 'work']))
const calendar: Calendar = { special, coveredThrough: '2026-12-31' as Day }

const hour = 3_600_000
const shanghai = (at: number) => new Date(at + 8 * hour).toISOString()
const plainWorks = (day: string) => {
  const marked = special.get(day as Day)
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay()
  return marked === undefined ? weekday >= 1 && weekday <= 5 : marked === 'work'
}

/** Every day from the start on, one by one; half past five of each that is worked is 09:30 UTC. */
function reference(startedAt: string, needed: number, pauses: { from: string; until: string | null }[]): string {
  const local = shanghai(Date.parse(startedAt))
  let day = local.slice(0, 10)
  if (local.slice(11) > '17:30:00.000Z') day = addDays(day as Day, 1)
  let began = false
  for (; day <= calendar.coveredThrough; day = addDays(day as Day, 1)) {
    if (!plainWorks(day)) continue
    if (!began) {
      began = true
      continue
    }
    const end = Date.parse(`${day}T09:30:00Z`)
    const still = pauses.find(({ from, until }) => Date.parse(from) <= end && (until === null || end < Date.parse(until))) // prettier-ignore
    if (still?.until === null) return 'paused'
    if (still !== undefined) continue
    needed -= 1
    if (needed === 0) return day
  }
  return 'beyondCalendar'
}

const moments = fc
  .date({ min: new Date('2023-01-01T00:00:00Z'), max: new Date('2027-01-10T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString())
const said = (deadline: ReturnType<typeof deadlineOf>) => (deadline.kind === 'day' ? deadline.dueOn : deadline.kind)

test('a deadline is that of the day-by-day reference', () => {
  fc.assert(
    fc.property(moments, (receivedAt) => said(unbanDeadline(receivedAt, calendar)) === reference(receivedAt, 5, [])),
    { numRuns: 2000 },
  )
})

const pausesFrom = (startedAt: string) =>
  fc
    .tuple(fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 0, maxLength: 6 }), fc.boolean())
    .map(([hours, lasting]) => {
      let at = Date.parse(startedAt)
      const moments = hours.map((many) => new Date((at += many * hour)).toISOString())
      const pauses = []
      for (let n = 0; n + 1 < moments.length; n += 2)
        pauses.push({ from: moments[n] ?? '', until: moments[n + 1] ?? null })
      const last = moments.length % 2 === 1 ? moments.at(-1) : undefined
      if (lasting && last !== undefined) pauses.push({ from: last, until: null })
      return pauses
    })

test('with its clock standing still now and then, too', () => {
  const cases = moments.chain((startedAt) => fc.tuple(fc.constant(startedAt), fc.integer({ min: 1, max: 20 }), pausesFrom(startedAt))) // prettier-ignore
  fc.assert(
    fc.property(cases, ([startedAt, workingDays, pauses]) => {
      expect(said(deadlineOf({ startedAt, workingDays, pauses }, calendar))).toBe(
        reference(startedAt, workingDays, pauses),
      )
    }),
    { numRuns: 2000 },
  )
})

test('a pause over the end of a working day gives that day back', () => {
  // Received on Monday 16 November at nine; paused from Wednesday noon to Friday noon: two ends of work were missed.
  const ledger = {
    startedAt: '2026-11-16T01:00:00.000Z',
    workingDays: 5,
    pauses: [{ from: '2026-11-18T04:00:00.000Z', until: '2026-11-20T04:00:00.000Z' }],
  }
  expect(said(deadlineOf({ ...ledger, pauses: [] }, calendar))).toBe('2026-11-23')
  expect(said(deadlineOf(ledger, calendar))).toBe('2026-11-25')
})
