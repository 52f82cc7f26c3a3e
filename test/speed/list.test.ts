/** The list of the queue from the counters: its places and figures are those of a recount, with a filter and without. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { readQueue, readQueueFigures, type QueueFilter } from '../../db/read/queue.ts'
import { testDb, type TestDb } from '../support/db.ts'
import { fillQueue } from '../support/fill-queue.ts'

const authorityId = 'list'
const everything: QueueFilter = { authorityId, view: 'waiting', text: '', business: null, state: null, afterId: null }
/** More than are counted one by one behind the first of a list (db/read/place.ts). */
const requests = 1600

let database: TestDb

beforeAll(async () => {
  database = await testDb()
  await fillQueue(database.ownerUrl, { authorityId, requests, spreadSeconds: 20 * 86_400, done: 0.25 })
  // Put aside without its row: what counts is the state.
  await sql`update request set state = 'putAside' where id in (
    (select id from request where state = 'queued' order by received_at limit 3)
    union all (select id from request where state = 'queued' order by received_at desc offset 20 limit 1))`.execute(
    database.db,
  )
  await sql`update request set state = 'closed' where id in (
    select id from request where state = 'queued' order by received_at desc limit 5)`.execute(database.db)
}, 60_000)
afterAll(() => database.close())

async function placesByHand(): Promise<Map<number, number>> {
  const { rows } = await sql<{ id: number; place: number }>`
    select id, row_number() over (order by received_at, arrival) as place from request
    where state in ('queued', 'claimed', 'ending', 'putAside') and people > 0`.execute(database.db)
  return new Map(rows.map(({ id, place }) => [id, place]))
}

async function walk(filter: QueueFilter) {
  const all: { id: number; place: number | null }[] = []
  for (let afterId: number | null = null; ;) {
    const { rows, nextId } = await readQueue(database.db, { ...filter, afterId })
    all.push(...rows)
    if (nextId === null) return all
    afterId = nextId
  }
}

test.each([
  ['everything', {}],
  ['one business', { business: 'bind' as const }],
  ['what is put aside', { state: 'putAside' as const }],
])('%s, page by page: each request once, at the place that counting gives', async (_name, filter) => {
  const places = await placesByHand()
  const rows = await walk({ ...everything, ...filter })
  expect(rows.length).toBeGreaterThan(2)
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  expect(rows.map(({ place }) => place)).toEqual(rows.map(({ id }) => places.get(id)))
  if (Object.keys(filter).length === 0) expect(rows.length).toBe(places.size)
})

test('the figures are those of a recount', async () => {
  const { rows } = await sql<Record<string, unknown>>`select count(*) as requests, sum(people)::bigint as people,
    min(received_at) as "oldestAt", count(*) filter (where due_at < now()) as over,
    count(*) filter (where due_on <= current_date + 1 and due_at >= now()) as near,
    count(*) filter (where state = 'queued') as queued
    from request where state in ('queued', 'claimed', 'ending', 'putAside') and people > 0`.execute(database.db)
  const day = await sql<{ day: string }>`select (current_date + 1)::text as day`.execute(database.db)
  const figures = await readQueueFigures(database.db, authorityId, day.rows[0]?.day ?? '', '2000-01-01T00:00:00Z')
  expect(figures).toEqual({ ...rows[0], decidedThisWeek: requests / 4 })
})

test('an empty queue has figures too', async () => {
  const none = await readQueueFigures(database.db, 'nobody', '2026-01-01', '2000-01-01T00:00:00Z')
  expect(none).toEqual({ requests: 0, people: 0, oldestAt: null, near: 0, over: 0, queued: 0, decidedThisWeek: 0 })
})
