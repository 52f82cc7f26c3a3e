/** The rules of order against their one sentence: the last mail that names a person holds the place, however it was read. */
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { orderOf, QueueReference } from '../../test/support/queue-reference.ts'
import { comparePlaces, planArrival, planRelease, type StandingRow } from './order.ts'
import type { Place } from './types.ts'

interface Mail {
  readonly place: Place
  readonly people: readonly string[]
}

/** As if each mail had been read when it came. */
function inTurn(mails: readonly Mail[]): QueueReference {
  const reference = new QueueReference()
  for (const { place, people } of [...mails].sort((a, b) => comparePlaces(a.place, b.place))) reference.arrive(place, people) // prettier-ignore
  return reference
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

  /** Whoever is first in the queue is taken, with all of that request. @returns the place; undefined: nobody waits. */
  claim(): Place | undefined {
    const [head] = this.standing()
      .filter(({ state }) => state === 'live')
      .sort((a, b) => comparePlaces(a.place, b.place))
    this.rows = this.rows.map((row) =>
      row.requestId === head?.requestId && row.state === 'live' && !row.gone ? { ...row, state: 'locked' } : row,
    )
    return head?.place
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

  /** As the reference says it: a resend that waits for a review has no place yet. */
  order(): string[] {
    return orderOf(this.standing().filter(({ state }) => state !== 'shadowed').map(({ personKey: person, place }) => ({ person, place }))) // prettier-ignore
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

test('the last mail that names a person holds the place, whatever the order of processing', () => {
  fc.assert(
    fc.property(shuffled, ([list, order]) => {
      const queue = new Queue()
      for (const each of order) queue.arrive(each)
      expect(queue.order()).toEqual(inTurn(list).order())
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
      const reference = new QueueReference()
      const held: Place[] = []
      const waiting = [...order]
      const arrive = (next: Mail) => {
        queue.arrive(next)
        reference.arrive(next.place, next.people)
      }
      const release = () => {
        queue.release()
        for (const place of held.splice(0)) reference.release(place, false)
      }
      for (const step of steps) {
        if (step === 'claim') {
          const head = reference.head()
          expect(queue.claim()).toEqual(head)
          if (head === undefined) continue
          reference.claim(head)
          held.push(head)
        } else if (step === 'release') release()
        else {
          const next = waiting.shift()
          if (next !== undefined) arrive(next)
        }
        expect(queue.order()).toEqual(reference.order())
      }
      for (const each of waiting) arrive(each)
      release()
      expect(queue.order()).toEqual(inTurn(list).order())
      expect(queue.standing().filter(({ state }) => state === 'shadowed')).toEqual([])
    }),
    { numRuns: 500 },
  )
})
