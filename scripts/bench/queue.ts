/**
 * A million waiting requests: what a place costs in the database, beside the recount that it replaces, and what the page
 * /queue costs at two hundred visits a second, beside its bare query. `--requests=` and `--seconds=` make it smaller.
 */
import { sql } from 'kysely'
import { openDb, type Db } from '../../db/db.ts'
import { readPlace } from '../../db/read/place.ts'
import { verifyQueuePlaces } from '../../db/read/queue-places.ts'
import { readQueue, type QueueFilter } from '../../db/read/queue.ts'
import { startEstate, type Estate } from '../../test/support/estate.ts'
import { fillQueue } from '../../test/support/fill-queue.ts'
import { numberOf } from './arguments.ts'
import { visitAtRate } from './visits.ts'
import type { Figure, Job } from './run-job.ts'
import { signInForm } from './sign-in-form.ts'
import { percentile } from './statistics.ts'

const spreadDays = 200
const doneShare = 0.2
const places = 500
const recounts = 10
/** Mails of one minute, on top of the million: the counters' last levels. */
const burst = { requests: 10_000, spreadSeconds: 60 }
const visitsPerSecond = 200
const queries = 200
/** Commits beside the visits: nothing that was read before one is shown after it. */
const commitsPerSecond = 20

type Say = (figure: Figure) => void

const job: Job = {
  about: 'place and list over 1,000,000 waiting requests: --requests=1000000 --seconds=20 --rate=200',
  async run(say, args) {
    const estate = await startEstate()
    const { postgres } = estate.endpoints
    const open = openDb(postgres, 4)
    try {
      const { authority_id: authorityId } = await open.db.selectFrom('mailbox').select('authority_id').executeTakeFirstOrThrow() // prettier-ignore
      const requests = numberOf(args, 'requests', 1_000_000)
      const from = performance.now()
      await fillQueue(postgres, { authorityId, requests, spreadSeconds: spreadDays * 86_400, done: doneShare })
      await fillQueue(postgres, { authorityId, requests: Math.min(burst.requests, requests), spreadSeconds: burst.spreadSeconds }) // prettier-ignore
      say({ name: 'filled', value: (performance.now() - from) / 1000, unit: 's', requests })
      await sayPlaces(open.db, authorityId, say)
      await sayLists(estate, open.db, authorityId, say, numberOf(args, 'seconds', 20), numberOf(args, 'rate', visitsPerSecond)) // prettier-ignore
    } finally {
      await open.close()
      await estate.stop()
    }
  },
}
export default job

interface Place {
  readonly id: number
  readonly received_at: string
  readonly arrival: number
}

async function sayPlaces(db: Db, authorityId: string, say: Say): Promise<void> {
  const wrong = await verifyQueuePlaces(db)
  say({ name: 'countersWrong', value: wrong.length, unit: 'count' })
  const anywhere = await somePlaces(db, sql`tablesample system (1)`)
  const inBurst = await somePlaces(db, sql`where received_at > now() - interval '5 minutes'`)
  const bare: number[] = []
  let different = 0
  for (const place of [...anywhere.slice(0, recounts), ...inBurst.slice(0, recounts)]) {
    const recount = await recountPlace(db, authorityId, place)
    bare.push(recount.ms)
    if (recount.place !== (await readPlace(db, { ...place, authority_id: authorityId })).place) different += 1
  }
  say({ name: 'placesUnlikeRecount', value: different, unit: 'count', of: bare.length })
  for (const [name, list] of Object.entries({ placeAnywhere: anywhere, placeInBurst: inBurst })) {
    const times: number[] = []
    for (const place of list) times.push(await placeMs(db, authorityId, place))
    say({ name, value: percentile(times, 50), unit: 'ms in the database', p95: percentile(times, 95), p99: percentile(times, 99), places: times.length }) // prettier-ignore
    say({ name: `${name}ToRecount`, value: percentile(times, 50) / percentile(bare, 50), unit: 'ratio of p50', recountMs: percentile(bare, 50) }) // prettier-ignore
  }
}

async function somePlaces(db: Db, which: ReturnType<typeof sql>): Promise<Place[]> {
  const { rows } = await sql<Place>`select id, received_at, arrival from
    (select id, received_at, arrival, state from request ${which}) as chosen where state = 'queued' order by random() limit ${places}`.execute(
    db,
  )
  return rows
}

/** As the database itself times it: planning, where there is any, and execution. */
async function placeMs(db: Db, authorityId: string, { id, received_at: at, arrival }: Place): Promise<number> {
  const { rows } = await sql<{ 'QUERY PLAN': [{ 'Planning Time': number; 'Execution Time': number }] }>`
    explain (analyze, timing off, format json) select * from queue_before(${authorityId}, ${at}::timestamptz, ${arrival}::bigint, ${id}::bigint)`.execute(
    db,
  )
  const [plan] = rows[0]?.['QUERY PLAN'] ?? []
  if (plan === undefined) throw new Error('The database gave no plan.')
  return plan['Planning Time'] + plan['Execution Time']
}

async function recountPlace(db: Db, authorityId: string, { id, received_at: at, arrival }: Place) {
  const from = performance.now()
  const { rows } = await sql<{ requests: number }>`select count(*) as requests from request
    where authority_id = ${authorityId} and state in ('queued', 'claimed', 'ending', 'putAside') and people > 0
      and (received_at, arrival, id) < (${at}::timestamptz, ${arrival}::bigint, ${id}::bigint)`.execute(db)
  return { place: (rows[0]?.requests ?? 0) + 1, ms: performance.now() - from }
}

async function sayLists(estate: Estate, db: Db, authorityId: string, say: Say, seconds: number, rate: number) {
  const cookie = await signInForm(estate.web, 'staff1')
  const last = await sql<{ id: number }>`select id from request where authority_id = ${authorityId} and state = 'queued'
    order by received_at desc, arrival desc offset 40 limit 1`.execute(db)
  const firstDone = await sql<{
    id: number
  }>`select id from request where authority_id = ${authorityId} and state = 'answered'
    order by id offset 40 limit 1`.execute(db)
  const lists: Readonly<Record<string, { path: string; filter: Partial<QueueFilter> }>> = {
    waitingFirst: { path: '/queue', filter: {} },
    waitingLast: { path: `/queue?after=${last.rows[0]?.id}`, filter: { afterId: last.rows[0]?.id ?? null } },
    waitingBind: { path: '/queue?business=bind', filter: { business: 'bind' } },
    waitingClaimed: { path: '/queue?state=claimed', filter: { state: 'claimed' } },
    doneFirst: { path: '/queue?view=done', filter: { view: 'done' } },
    doneLast: { path: `/queue?view=done&after=${firstDone.rows[0]?.id}`, filter: { view: 'done', afterId: firstDone.rows[0]?.id ?? null } }, // prettier-ignore
  } // prettier-ignore
  const medians = new Map<string, number>()
  for (const [name, { path, filter }] of Object.entries(lists)) {
    const whole: QueueFilter = { authorityId, view: 'waiting', text: '', business: null, state: null, afterId: null, ...filter } // prettier-ignore
    const bare: number[] = []
    for (let n = 0; n < queries; n += 1) {
      const from = performance.now()
      await readQueue(db, whole)
      bare.push(performance.now() - from)
    }
    for (const form of ['text/html', 'application/json']) {
      const visits = await visitAtRate(estate.web + path, { cookie, accept: form }, rate, seconds)
      medians.set(`${name} ${form}`, percentile(visits.ms, 50))
      say({
        name, form, value: percentile(visits.ms, 99), unit: 'ms', percentile: 99, p50: percentile(visits.ms, 50),
        p95: percentile(visits.ms, 95), visits: visits.ms.length, perSecond: visits.perSecond, failed: visits.failed,
        barePercentile99: percentile(bare, 99), bareP50: percentile(bare, 50),
      }) // prettier-ignore
      say({
        name: `${name}ToBare`,
        form,
        value: percentile(visits.ms, 50) / percentile(bare, 50),
        unit: 'ratio of p50',
      })
    }
  }
  await sayWhileWriting(estate, db, say, cookie, rate, seconds)
  for (const [view, form] of [
    ['waiting', 'text/html'],
    ['waiting', 'application/json'],
    ['done', 'text/html'],
    ['done', 'application/json'],
  ] as const) {
    // prettier-ignore
    const ratio = (medians.get(`${view}Last ${form}`) ?? Number.NaN) / (medians.get(`${view}First ${form}`) ?? Number.NaN) // prettier-ignore
    say({ name: `${view}LastToFirst`, form, value: ratio, unit: 'ratio of p50' })
  }
}

/** The first page again, while the record changes: visits share readings only between two commits. */
async function sayWhileWriting(estate: Estate, db: Db, say: Say, cookie: string, rate: number, seconds: number) {
  let notWritten = 0
  const writing = setInterval(() => {
    db.updateTable('mailbox').set({ last_ok_at: sql<string>`now()` }).execute().catch(() => (notWritten += 1)) // prettier-ignore
  }, 1000 / commitsPerSecond)
  for (const form of ['text/html', 'application/json']) {
    const visits = await visitAtRate(`${estate.web}/queue`, { cookie, accept: form }, rate, seconds)
    say({ name: 'waitingFirstWhileWriting', form, value: percentile(visits.ms, 99), unit: 'ms', percentile: 99, p50: percentile(visits.ms, 50), p95: percentile(visits.ms, 95), visits: visits.ms.length, failed: visits.failed, commitsPerSecond, notWritten }) // prettier-ignore
  }
  clearInterval(writing)
}
