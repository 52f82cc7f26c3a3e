/** 排队记录, read: the lines of one authority's log, the last hash of each day, and whose files are public. */
import { sql } from 'kysely'
import type { ReadDb } from '../db.ts'
import { queueLogHead, type QueueEvent, type QueueLine, type QueueLogEnd } from '../../domain/unban/queue-log.ts'

/** Lines that are read at once while a file is sent. */
const linesAtOnce = 5_000
const daysShown = 30

const utc = (column: string) =>
  sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** The whole file, in pieces: what is in the log when it begins. */
export async function* orderFile(db: ReadDb, chain: string): AsyncGenerator<string> {
  yield `${JSON.stringify(queueLogHead(chain))}\n`
  const through = await readOrderHead(db, chain)
  let last = ''
  for (let n = 0; n < through;) {
    const lines = await readLines(db, chain, n, Math.min(through, n + linesAtOnce))
    if (lines.length === 0) break
    yield lines.map((line) => `${JSON.stringify(line)}\n`).join('')
    const end = lines.at(-1)
    n = end?.n ?? through
    last = end?.hash ?? last
  }
  yield `${JSON.stringify({ kind: 'end', count: through, last } satisfies QueueLogEnd)}\n`
}

async function readOrderHead(db: ReadDb, chain: string): Promise<number> {
  const row = await db.selectFrom('queue_log').select('n').where('chain', '=', chain).orderBy('n', 'desc').limit(1).executeTakeFirst() // prettier-ignore
  return row?.n ?? 0
}

async function readLines(db: ReadDb, chain: string, after: number, through: number): Promise<QueueLine[]> {
  const rows = await db
    .selectFrom('queue_log')
    .select([
      'n',
      utc('at').as('at'),
      'event',
      'case_no as case',
      utc('received_at').as('receivedAt'),
      sql<string>`arrival::text`.as('arrival'),
      'people',
      'note',
      'prev_hash as prev',
      'hash',
    ]) // prettier-ignore
    .where('chain', '=', chain)
    .where('n', '>', after)
    .where('n', '<=', through)
    .orderBy('n')
    .execute()
  return rows.map((row) => ({ ...row, event: row.event as QueueEvent }))
}

export interface DayHead {
  /** A day that is over in Shanghai. */
  readonly day: string
  readonly lines: number
  readonly hash: string
}
export interface OrderRecord {
  readonly authorityId: string
  readonly authority: string
  readonly lines: number
  readonly claims: number
  readonly since: string | null
  /** Since when its file is for everybody; null: for the chief alone. */
  readonly publicSince: string | null
  /** The newest first. */
  readonly heads: readonly DayHead[]
}

/** Every association that has a queue, with the last hashes of its last days. */
export async function readOrderRecords(db: ReadDb): Promise<OrderRecord[]> {
  const authorities = await db
    .selectFrom('authority')
    .leftJoin('order_publication', 'order_publication.authority_id', 'authority.id')
    .select(['authority.id', 'authority.name', 'order_publication.at as publicSince'])
    .where('authority.kind', '=', 'association')
    .where((where) =>
      where.exists(where.selectFrom('mailbox').select('id').whereRef('authority_id', '=', 'authority.id')),
    )
    .orderBy('authority.id')
    .execute()
  return Promise.all(
    authorities.map(async ({ id, name, publicSince }) => {
      const [lines, first, heads] = await Promise.all([readOrderHead(db, id), readFirst(db, id), readHeads(db, id)])
      return { authorityId: id, authority: name, lines, claims: first.claims, since: first.at, publicSince, heads }
    }),
  )
}

async function readFirst(db: ReadDb, chain: string): Promise<{ at: string | null; claims: number }> {
  const [first, claims] = await Promise.all([
    db.selectFrom('queue_log').select('at').where('chain', '=', chain).where('n', '=', 1).executeTakeFirst(),
    db
      .selectFrom('queue_log')
      .select(sql<number>`count(*)`.as('claims'))
      .where('chain', '=', chain)
      .where('event', '=', 'claimed')
      .where('at', '>', sql<string>`now() - make_interval(days => ${daysShown})`)
      .executeTakeFirstOrThrow(),
  ])
  return { at: first?.at ?? null, claims: claims.claims }
}

/** One step down the index a day. */
async function readHeads(db: ReadDb, chain: string): Promise<DayHead[]> {
  const { rows } = await sql<DayHead>`
    select to_char(days.day, 'YYYY-MM-DD') as day, head.n as lines, head.hash
    from generate_series(1, ${daysShown}::integer) as back
    cross join lateral (select (now() at time zone 'Asia/Shanghai')::date - back as day) days
    cross join lateral (
      select n, hash from queue_log where chain = ${chain}
        and at < (days.day + 1)::timestamp at time zone 'Asia/Shanghai' order by at desc, n desc limit 1) head
    where exists (select 1 from queue_log where chain = ${chain}
      and at >= days.day::timestamp at time zone 'Asia/Shanghai' and at < (days.day + 1)::timestamp at time zone 'Asia/Shanghai')
    order by back`.execute(db)
  return rows
}

export async function isOrderPublic(db: ReadDb, authorityId: string): Promise<boolean> {
  const row = await db.selectFrom('order_publication').select('at').where('authority_id', '=', authorityId).executeTakeFirst() // prettier-ignore
  return row !== undefined
}
