import { expect, test } from '@jest/globals'
import { comparePlaces, planArrival, planDecided, planRelease, type PastRow, type StandingRow } from './order.ts'
import type { Place } from './types.ts'

const at = (minute: number, arrival = '1'): Place => ({
  receivedAt: `2026-11-20T06:${String(minute).padStart(2, '0')}:00.000Z`,
  arrival,
})

/** Row ids are 100 × request + n; request 1 is mail A. */
function rowsOf(requestId: number, place: Place, people: string, state: StandingRow['state'] = 'live'): StandingRow[] {
  return [...people].map((personKey, index) => ({
    rowId: requestId * 100 + index + 1,
    requestId,
    personKey,
    place,
    state,
  }))
}

function arrive(people: string, place: Place, standing: readonly StandingRow[], past: readonly PastRow[] = []) {
  const rows = [...people].map((personKey, index) => ({ n: index + 1, personKey }))
  const plan = planArrival({ arriving: { place, rows }, standing, past })
  return {
    ...plan,
    said: plan.rows.map(({ personKey, placing }) => {
      if (placing.kind === 'moved') return `${personKey} moved to ${placing.to}`
      const over = placing.kind === 'live' ? placing.takesOver : placing.alsoTakesOver
      const how = placing.kind === 'shadowed' ? `${personKey} shadows ${placing.of}` : `${personKey} live`
      return over === null ? how : `${how}, takes over ${over}`
    }),
  }
}

test('places are ordered by the receipt time, within one moment by arrival', () => {
  expect(comparePlaces(at(1), at(2))).toBeLessThan(0)
  expect(comparePlaces(at(1, '9'), at(1, '10'))).toBeLessThan(0)
  expect(comparePlaces(at(1, '9007199254740993'), at(1, '9007199254740992'))).toBeGreaterThan(0)
  expect(comparePlaces(at(1), { ...at(1), receivedAt: '2026-11-20T06:01:00Z' })).toBe(0)
})

test('a first mail takes its own place', () => {
  expect(arrive('ab', at(2), [])).toMatchObject({
    said: ['a live', 'b live'],
    state: 'queued',
    people: 2,
    superseded: [],
  })
})

test('L1: the same list again moves everybody, and the older request is superseded', () => {
  const plan = arrive('ab', at(2), rowsOf(1, at(1), 'ab'))
  expect(plan).toMatchObject({ said: ['a live, takes over 101', 'b live, takes over 102'], superseded: [1] })
})

test('L2: an older mail found late takes nobody from a newer one', () => {
  const plan = arrive('abc', at(1), rowsOf(2, at(5), 'ab'))
  expect(plan.said).toEqual(['a moved to 201', 'b moved to 202', 'c live'])
  expect(plan).toMatchObject({ people: 1, superseded: [], state: 'queued' })
})

test('L2: an older mail whose people were all named again is superseded at once', () => {
  expect(arrive('ab', at(1), rowsOf(2, at(5), 'ab'))).toMatchObject({ state: 'superseded', people: 0, superseded: [] })
})

test('L2: an older mail found late does not reopen what a newer one has settled or withdrawn', () => {
  const past = [{ rowId: 201, personKey: 'a', place: at(5) }]
  expect(arrive('a', at(1), [], past).said).toEqual(['a moved to 201'])
})

test('L3: rows that the resend does not name keep their place', () => {
  expect(arrive('b', at(2), rowsOf(1, at(1), 'abc'))).toMatchObject({
    said: ['b live, takes over 102'],
    superseded: [],
  })
})

test('L6: while a row is under review nothing moves; the resend waits as its shadow', () => {
  const plan = arrive('abc', at(2), rowsOf(1, at(1), 'ab', 'locked'))
  expect(plan.said).toEqual(['a shadows 101', 'b shadows 102', 'c live'])
  expect(plan).toMatchObject({ people: 1, superseded: [] })
})

test('L6: a second resend replaces the waiting shadow, and a request of shadows alone is superseded', () => {
  const standing = [...rowsOf(1, at(1), 'a', 'locked'), ...rowsOf(2, at(2), 'a', 'shadowed')]
  expect(arrive('a', at(3), standing)).toMatchObject({ said: ['a shadows 101, takes over 201'], superseded: [2] })
})

test('L6: an older mail found late gives way to the waiting shadow', () => {
  const standing = [...rowsOf(1, at(1), 'a', 'locked'), ...rowsOf(3, at(3), 'a', 'shadowed')]
  expect(arrive('a', at(2), standing).said).toEqual(['a moved to 301'])
  expect(arrive('a', at(0), standing).said).toEqual(['a moved to 301'])
})

test('L7: a person rejected earlier and sent again is a new request', () => {
  expect(arrive('a', at(5), [], [{ rowId: 101, personKey: 'a', place: at(1) }]).said).toEqual(['a live'])
})

test('two mails in the same second: the later arrival is the last mail', () => {
  expect(arrive('a', at(1, '8'), rowsOf(1, at(1, '7'), 'a')).said).toEqual(['a live, takes over 101'])
  expect(arrive('a', at(1, '6'), rowsOf(1, at(1, '7'), 'a')).said).toEqual(['a moved to 101'])
})

test('a released claim lets resends take effect at their own time; the others are live again', () => {
  const locked = [
    { rowId: 101, place: at(1) },
    { rowId: 102, place: at(1) },
  ]
  expect(planRelease(locked, [{ rowId: 201, shadowOf: 101, place: at(2) }])).toEqual({
    live: [201, 102],
    moved: [{ rowId: 101, to: 201 }],
  })
})

test('a decision answers the resend: passed, already done; refused, the same unless something changed', () => {
  expect(planDecided('approve', false)).toBe('alreadyDone')
  expect(planDecided('approve', true)).toBe('alreadyDone')
  expect(planDecided('reject', true)).toBe('live')
  expect(planDecided('reject', false)).toBe('rejected')
})
