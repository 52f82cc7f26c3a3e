/** Random queues, honest ones and tampered ones: the first verify, the others never do. */
import { createHash } from 'node:crypto'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  canonicalText,
  firstText,
  queueLogHead,
  type QueueEvent,
  type QueueLine,
} from '../../domain/unban/queue-log.ts'
import { verifyOrder } from './verify.ts'

type Body = Omit<QueueLine, 'n' | 'at' | 'prev' | 'hash'>
const sha = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')
const second = (n: number) => `2026-11-20T${String(Math.floor(n / 3600)).padStart(2, '0')}:${String(Math.floor(n / 60) % 60).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}.000000Z` // prettier-ignore

/** The log as the database would write it. */
function logOf(bodies: readonly Body[], chain = 'gx-association'): string[] {
  let prev = sha(firstText(chain))
  const lines = bodies.map((body, index) => {
    const line = { n: index + 1, at: second(index), ...body, prev }
    prev = sha(canonicalText(line))
    return JSON.stringify({ ...line, hash: prev })
  })
  return [JSON.stringify(queueLogHead(chain)), ...lines, JSON.stringify({ kind: 'end', count: bodies.length, last: prev })] // prettier-ignore
}

interface Waiting {
  readonly case: string
  readonly receivedAt: string
  readonly arrival: string
  people: number
  stand: 'queued' | 'claimed' | 'putAside'
}

/** What an honest office does with random mails and random decisions, one event after another. */
function honestDay(choices: readonly number[]): Body[] {
  const bodies: Body[] = []
  const open: Waiting[] = []
  const write = (one: Waiting, event: QueueEvent, note = '') => {
    const { case: name, receivedAt, arrival, people } = one
    bodies.push({ event, case: name, receivedAt, arrival, people, note })
  }
  const end = (one: Waiting, event: QueueEvent) => {
    one.people = 0
    write(one, event)
    open.splice(open.indexOf(one), 1)
  }
  const place = (one: Waiting) => `${one.receivedAt} ${one.arrival.padStart(6, '0')}`
  const first = () => open.filter((one) => one.stand === 'queued' && one.people > 0).sort((a, b) => (place(a) < place(b) ? -1 : 1))[0] // prettier-ignore
  const of = (stand: Waiting['stand'], pick: number) => {
    const some = open.filter((one) => one.stand === stand)
    return some[pick % Math.max(1, some.length)]
  }
  for (const [step, choice] of choices.entries()) {
    const kind = choice % 10
    const pick = Math.floor(choice / 10)
    const claimed = of('claimed', pick)
    const queued = of('queued', pick)
    const aside = of('putAside', pick)
    if (kind <= 3) {
      const one: Waiting = { case: `GX-2026-${step}`, receivedAt: second(pick % 500), arrival: String(step), people: 1 + (pick % 3), stand: 'queued' } // prettier-ignore
      open.push(one)
      write(one, 'placed', 'internalDate')
    } else if (kind <= 5) {
      const head = first()
      if (head === undefined) continue
      head.stand = 'claimed'
      write(head, 'claimed')
    } else if (kind === 6 && claimed !== undefined) end(claimed, 'decided')
    else if (kind === 7 && claimed !== undefined) {
      claimed.stand = pick % 2 === 0 ? 'queued' : 'putAside'
      write(claimed, pick % 2 === 0 ? 'released' : 'putAside', pick % 2 === 0 ? '' : 'needsOffice')
    } else if (kind === 8 && queued !== undefined) {
      if (queued.people > 1) {
        queued.people -= 1
        write(queued, 'moved')
      } else end(queued, pick % 2 === 0 ? 'superseded' : 'withdrawn')
    } else if (kind === 9 && aside !== undefined) {
      aside.stand = 'queued'
      write(aside, 'takenBack')
    }
  }
  return bodies
}

const days = fc.array(fc.integer({ min: 0, max: 50_000 }), { minLength: 5, maxLength: 120 }).map(honestDay)
const holds = async (lines: readonly string[], published: readonly string[] = []) =>
  (await verifyOrder(lines, published)).findings.length === 0

test('whatever an honest office does verifies', async () => {
  await fc.assert(
    fc.asyncProperty(days, async (day) => {
      expect((await verifyOrder(logOf(day))).findings).toEqual([])
    }),
    { numRuns: 300 },
  )
})

test('a mark of the encoding before the first line changes nothing, and anywhere else it does', async () => {
  const lines = logOf([])
  expect(await holds([`\uFEFF${lines[0]}`, ...lines.slice(1)])).toBe(true)
  expect(await holds([lines[0] ?? '', `\uFEFF${lines[1]}`])).toBe(false)
})

test('a line deleted, doubled, exchanged or changed is found', async () => {
  const tampers: Readonly<Record<string, (lines: string[], at: number) => void>> = {
    deleted: (lines, at) => lines.splice(at, 1),
    doubled: (lines, at) => lines.splice(at, 0, lines[at] ?? ''),
    exchanged: (lines, at) => lines.splice(at, 2, lines[at + 1] ?? '', lines[at] ?? ''),
    changed: (lines, at) => lines.splice(at, 1, (lines[at] ?? '').replace(/"people":(\d+)/, (_all, n: string) => `"people":${Number(n) + 1}`)), // prettier-ignore
  }
  await fc.assert(
    fc.asyncProperty(days, fc.nat(), fc.constantFrom(...Object.keys(tampers)), async (day, where, name) => {
      fc.pre(day.length >= 3)
      const lines = logOf(day)
      tampers[name]?.(lines, 1 + (where % (day.length - 1)))
      return !(await holds(lines))
    }),
    { numRuns: 500 },
  )
})

test('a jump is found by the replay even when every hash was made anew', async () => {
  await fc.assert(
    fc.asyncProperty(days, fc.nat(), async (day, where) => {
      const forged = day.map((body) => ({ ...body }))
      // Another request than the head is claimed in its stead: one that waits behind it.
      const claims = forged.flatMap((body, index) => (body.event === 'claimed' ? [index] : []))
      fc.pre(claims.length > 0)
      const at = claims[where % claims.length] ?? 0
      const late: Body = { event: 'placed', case: 'GX-2026-friend', receivedAt: second(80_000), arrival: '999999', people: 1, note: 'internalDate' } // prettier-ignore
      forged.splice(at, 0, late, { ...late, event: 'claimed', note: '' })
      const { findings } = await verifyOrder(logOf(forged))
      return findings.some(({ line, says }) => line === at + 3 && says.zh.startsWith('插队'))
    }),
    { numRuns: 300 },
  )
})

test('a history written anew without a claim is found by the published hash alone', async () => {
  await fc.assert(
    fc.asyncProperty(days, async (day) => {
      fc.pre(day.length >= 4)
      const published = (JSON.parse(logOf(day)[day.length] ?? '{}') as QueueLine).hash
      expect(await holds(logOf(day), [published])).toBe(true)
      const name = day[0]?.case
      const anew = logOf(day.filter((body) => body.case !== name))
      return !(await holds(anew, [published]))
    }),
    { numRuns: 100 },
  )
})
