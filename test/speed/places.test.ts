/** 第 n 份: the counters equal a recount whatever several connections do, and a place costs nothing however many wait. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { openDb, type Db, type Tx } from '../../db/db.ts'
import { readPlace } from '../../db/read/place.ts'
import { verifyQueuePlaces } from '../../db/read/queue-places.ts'
import { rebuildQueuePlaces } from '../../db/write/queue-places.ts'
import { lockQueue } from '../../db/write/queue-lock.ts'
import { openRequestStates, requestStates } from '../../domain/unban/types.ts'
import { testDb, type TestDb } from '../support/db.ts'
import { fillQueue } from '../support/fill-queue.ts'
import { pick, randomOf, type Random } from '../support/random.ts'

const authority = 'places'
const connections = 4
const operations = 400
const seed = 20_261_121
/** A day and a half in one second's steps, and some far away: every level of the counters is crossed. */
const moments = [0, 1, 63, 64, 4_095, 4_096, 86_400, 130_000, 262_144, 400_000, 20_000_000]

let database: TestDb
let db: Db

beforeAll(async () => {
  database = await testDb()
  db = database.db
  await fillQueue(database.ownerUrl, { authorityId: authority, requests: 200, spreadSeconds: 90_000 })
  // Nothing may point at a request that is deleted.
  await db.deleteFrom('request_row').execute()
}, 60_000)
afterAll(async () => database.close())

/** The slow way: every open request before it, one by one. */
async function recount(place: { received_at: string; arrival: number; id: number }) {
  const row = await db
    .selectFrom('request')
    .select([sql<number>`count(*)`.as('requests'), sql<number>`coalesce(sum(people), 0)::bigint`.as('people')])
    .where('authority_id', '=', authority)
    .where('state', 'in', openRequestStates)
    .where('people', '>', 0)
    .where(
      sql<boolean>`(received_at, arrival, id) < (${place.received_at}::timestamptz, ${place.arrival}::bigint, ${place.id}::bigint)`,
    )
    .executeTakeFirstOrThrow()
  return { place: row.requests + 1, requestsAhead: row.requests, peopleAhead: row.people }
}

async function allPlacesAgree(): Promise<number> {
  const requests = await db.selectFrom('request').select(['id', 'received_at', 'arrival']).orderBy('id').execute()
  for (const request of requests) {
    expect(await readPlace(db, { ...request, authority_id: authority })).toEqual(await recount(request))
  }
  return requests.length
}

/** One random change of one request, as any part of the program or a person with psql might make it. */
async function change(tx: Tx, random: Random): Promise<void> {
  const { rows } = await sql<{ id: number }>`select id from request order by random() limit 1 for update`.execute(tx)
  const id = rows[0]?.id
  if (id === undefined) return
  const goes = random() < 0.05
  const at = sql<string>`'2026-11-01T00:00:00Z'::timestamptz + make_interval(secs => ${pick(random, moments)})`
  const changes = [
    () =>
      tx
        .updateTable('request')
        .set({ state: pick(random, requestStates.filter((state) => state !== 'claimed' && state !== 'ending')) }), // prettier-ignore
    () => tx.updateTable('request').set({ people: Math.floor(random() * 4) }),
    () => tx.updateTable('request').set({ received_at: at, people: 1 + Math.floor(random() * 3) }),
    () => tx.updateTable('request').set({ due_on: '2026-11-30', due_at: '2026-11-30T09:30:00Z' }),
    () => tx.updateTable('request').set({ due_on: null, due_at: null, version: 7 }),
  ]
  await pick(random, changes)().where('id', '=', id).execute()
  if (goes) await tx.deleteFrom('request').where('id', '=', id).execute()
}

test('requests of one mail stand one behind the other, in the order in which they were made', async () => {
  const two = await db.selectFrom('request').select(['id', 'received_at', 'arrival']).where('state', '=', 'queued').orderBy('id').limit(2).execute() // prettier-ignore
  const [first, second] = two
  if (first === undefined || second === undefined) throw new Error('The queue is empty.')
  const place = { received_at: first.received_at, arrival: first.arrival }
  await db.updateTable('request').set(place).where('id', '=', second.id).execute()
  const of = (id: number) => readPlace(db, { ...place, id, authority_id: authority })
  expect((await of(second.id)).place).toBe((await of(first.id)).place + 1)
})

test('random changes from several connections at once leave every counter equal to a recount', async () => {
  const open = openDb(database.url, connections)
  const random = randomOf(seed)
  let undone = 0
  try {
    for (let round = 0; round < operations / connections; round += 1) {
      const work = Array.from({ length: connections }, () =>
        open.db.transaction().execute(async (tx) => {
          await lockQueue(tx, authority)
          for (let step = 0; step < 3; step += 1) await change(tx, random)
          if (random() < 0.2) throw new Error('undone')
        }),
      )
      for (const one of await Promise.allSettled(work)) {
        if (one.status === 'fulfilled') continue
        expect((one.reason as Error).message).toBe('undone')
        undone += 1
      }
      if (round % 20 === 0) expect(await verifyQueuePlaces(db)).toEqual([])
    }
    expect(undone).toBeGreaterThan(10)
    expect(await verifyQueuePlaces(db)).toEqual([])
    expect(await allPlacesAgree()).toBeGreaterThan(50)
  } finally {
    await open.close()
  }
}, 120_000)

test('those who change requests without the lock of the queue at worst wait for each other: no count is lost', async () => {
  const open = openDb(database.url, connections)
  const random = randomOf(seed + 1)
  try {
    for (let round = 0; round < 40; round += 1) {
      const work = Array.from({ length: connections }, () => open.db.transaction().execute((tx) => change(tx, random)))
      await Promise.all(work)
    }
    expect(await verifyQueuePlaces(db)).toEqual([])
  } finally {
    await open.close()
  }
}, 120_000)

test('a counter that comes to zero goes away, and counters made wrong are found and made anew', async () => {
  const open = openDb(database.ownerUrl, 1, null)
  try {
    await sql`update queue_place set requests = requests + 1 where level = 0`.execute(open.db)
    const wrong = await verifyQueuePlaces(db)
    expect(wrong.length).toBeGreaterThan(0)
    expect(wrong[0]).toMatchObject({ authorityId: authority })
    await rebuildQueuePlaces(db)
    expect(await verifyQueuePlaces(db)).toEqual([])
    await db.deleteFrom('request').execute()
    expect(await db.selectFrom('queue_place').selectAll().execute()).toEqual([])
    expect(await db.selectFrom('queue_due').selectAll().execute()).toEqual([])
  } finally {
    await open.close()
  }
})

test('2,000 mails of one minute among 10,000 requests: places are those of a recount', async () => {
  await fillQueue(database.ownerUrl, { authorityId: authority, requests: 8_000, spreadSeconds: 20 * 86_400 })
  await fillQueue(database.ownerUrl, { authorityId: authority, requests: 2_000, spreadSeconds: 60 })
  expect(await verifyQueuePlaces(db)).toEqual([])
  const some = await sql<{ id: number; received_at: string; arrival: number }>`
    select id, received_at, arrival from request tablesample system (20) order by random() limit 200`.execute(db)
  for (const place of some.rows.slice(0, 60)) {
    expect(await readPlace(db, { ...place, authority_id: authority })).toEqual(await recount(place))
  }
}, 120_000)
