/** The rules of order against their one sentence: the last mail that names a person holds the place, however it was read. */
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { comparePlaces, planArrival, planRelease, type StandingRow } from './order.ts'
import type { Place } from './types.ts'

interface Mail {
  readonly place: Place
  readonly people: readonly string[]
}

/** The reference: latest (time, arrival) mail naming the person. */
function lastMails(mails: readonly Mail[]): Map<string, Place> {
  const holders = new Map<string, Place>()
  for (const { place, people } of mails) {
    for (const person of people) {
      const held = holders.get(person)
      if (held === undefined || comparePlaces(place, held) > 0) holders.set(person, place)
    }
  }
  return holders
}

/** A queue in memory that does what the plans say, and nothing else. */
class Queue {
  rows: (StandingRow & { shadowOf: number | null; gone: boolean })[] = []
  superseded = new Set<number>()
  private mails = 0

  arrive({ place, people }: Mail): void {
    const requestId = ++this.mails
    const standing = this.standing()
    const rows = people.map((personKey, index) => ({ n: index + 1, personKey }))
    const plan = planArrival({ arriving: { place, rows }, standing, past: [] })
    for (const { personKey, placing } of plan.rows) {
      if (placing.kind === 'moved') continue
      const over = placing.kind === 'live' ? placing.takesOver : placing.alsoTakesOver
      for (const row of this.rows) if (row.rowId === over) row.gone = true
      const shadowOf = placing.kind === 'shadowed' ? placing.of : null
      this.rows.push({
        rowId: this.rows.length + 1,
        requestId,
        personKey,
        place,
        state: placing.kind,
        shadowOf,
        gone: false,
      })
    }
    for (const id of plan.superseded) this.superseded.add(id)
    if (plan.state === 'superseded') this.superseded.add(requestId)
  }

  standing() {
    return this.rows.filter(({ gone }) => !gone)
  }

  /** Whoever is first in the queue is taken, with all of that request. */
  claim(): void {
    const [head] = this.standing()
      .filter(({ state }) => state === 'live')
      .sort((a, b) => comparePlaces(a.place, b.place))
    this.rows = this.rows.map((row) =>
      row.requestId === head?.requestId && row.state === 'live' && !row.gone ? { ...row, state: 'locked' } : row,
    )
  }

  release(): void {
    const locked = this.standing().filter(({ state }) => state === 'locked')
    const shadows = this.standing().flatMap((row) =>
      row.shadowOf === null ? [] : [{ ...row, shadowOf: row.shadowOf }],
    )
    const plan = planRelease(locked, shadows)
    this.rows = this.rows.map((row) => {
      if (plan.live.includes(row.rowId)) return { ...row, state: 'live', shadowOf: null }
      return plan.moved.some(({ rowId }) => rowId === row.rowId) ? { ...row, gone: true } : row
    })
  }

  holders(): Map<string, Place> {
    return new Map(this.standing().map(({ personKey, place }) => [personKey, place]))
  }
}

const people = ['a', 'b', 'c', 'd', 'e', 'f']
const mail = fc.record({
  second: fc.integer({ min: 0, max: 9 }),
  people: fc.subarray(people, { minLength: 1 }),
})
/** Several mails share a second; the arrival number tells them apart. */
const mails = fc
  .array(mail, { minLength: 1, maxLength: 12 })
  .map((list) => list.map(({ second, people: named }, index): Mail => ({ place: { receivedAt: `2026-11-20T06:00:0${second}.000Z`, arrival: String(index) }, people: named }))) // prettier-ignore
const shuffled = mails.chain((list) =>
  fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
)

const sorted = (holders: Map<string, Place>) => [...holders].sort(([a], [b]) => a.localeCompare(b))

test('the last mail that names a person holds the place, whatever the order of processing', () => {
  fc.assert(
    fc.property(shuffled, ([list, order]) => {
      const queue = new Queue()
      for (const each of order) queue.arrive(each)
      expect(sorted(queue.holders())).toEqual(sorted(lastMails(list)))
      expect(queue.standing()).toHaveLength(queue.holders().size)
    }),
    { numRuns: 500 },
  )
})

test('a request is superseded exactly when it has no row left', () => {
  fc.assert(
    fc.property(shuffled, ([, order]) => {
      const queue = new Queue()
      for (const each of order) queue.arrive(each)
      const standing = new Set(queue.standing().map(({ requestId }) => requestId))
      const over = order.map((_, index) => index + 1).filter((id) => !standing.has(id))
      expect([...queue.superseded].sort((a, b) => a - b)).toEqual(over)
    }),
    { numRuns: 300 },
  )
})

test('claims and releases in between change nothing of the end', () => {
  const acts = fc.array(fc.constantFrom('claim', 'release', 'arrive', 'arrive', 'arrive'), { maxLength: 40 })
  fc.assert(
    fc.property(shuffled, acts, ([list, order], steps) => {
      const queue = new Queue()
      const waiting = [...order]
      for (const step of steps) {
        if (step === 'claim') queue.claim()
        else if (step === 'release') queue.release()
        else {
          const next = waiting.shift()
          if (next !== undefined) queue.arrive(next)
        }
        const held = queue.standing().filter(({ state }) => state !== 'shadowed')
        expect(new Set(held.map(({ personKey }) => personKey)).size).toBe(held.length)
      }
      for (const each of waiting) queue.arrive(each)
      queue.release()
      expect(sorted(queue.holders())).toEqual(sorted(lastMails(list)))
      expect(queue.standing()).toHaveLength(queue.holders().size)
    }),
    { numRuns: 500 },
  )
})
