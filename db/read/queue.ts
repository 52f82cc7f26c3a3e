/** 解禁排队: the queue in its order, page by page, and its figures. One authority's only; the order is never another. */
import { sql, type SqlBool } from 'kysely'
import type { ReadDb } from '../db.ts'
import type { Business, RequestState } from '../../domain/unban/types.ts'
import { openRequestStates } from '../../domain/unban/types.ts'
import { containing } from './like.ts'

const queuePageSize = 50
const doneStates = ['decided', 'answered'] as const satisfies readonly RequestState[]

export interface QueueFilter {
  readonly authorityId: string
  readonly view: 'waiting' | 'done'
  /** Part of the enterprise's name, or of the case number. */
  readonly text: string
  readonly business: Business | null
  readonly state: RequestState | null
  /** The last request of the page before. */
  readonly afterId: number | null
}

export interface QueueRow {
  readonly id: number
  readonly caseNo: string
  /** 第 n 份; null once it is decided. */
  readonly place: number | null
  readonly receivedAt: string
  readonly enterprise: { readonly id: number; readonly name: string }
  readonly business: Business
  readonly people: number
  readonly state: RequestState
  readonly dueOn: string | null
  readonly dueAt: string | null
  readonly claimedBy: { readonly accountId: number; readonly name: string } | null
  readonly claimUntil: string | null
  /** A later mail brought people of an earlier request to this place. */
  readonly resent: boolean
  readonly decidedAt: string | null
  readonly answeredAt: string | null
  readonly approved: number
  readonly rejected: number
}

export async function readQueue(db: ReadDb, filter: QueueFilter): Promise<{ rows: QueueRow[]; nextId: number | null }> {
  const waiting = filter.view === 'waiting'
  let query = requests(db)
    .where('request.authority_id', '=', filter.authorityId)
    .where('request.state', 'in', waiting ? openRequestStates : doneStates)
    .limit(queuePageSize + 1)
  if (filter.business !== null) query = query.where('request.business', '=', filter.business)
  if (filter.state !== null) query = query.where('request.state', '=', filter.state)
  if (filter.text !== '') {
    const like = containing(filter.text)
    query = query.where((eb) => eb.or([eb('enterprise.name', 'like', like), eb('request.case_no', 'ilike', like)]))
  }
  if (waiting) {
    query = query.where('request.people', '>', 0).orderBy('request.received_at').orderBy('request.arrival')
    if (filter.afterId !== null) {
      query = query.where(
        sql<SqlBool>`(request.received_at, request.arrival) >
          (select received_at, arrival from request where id = ${filter.afterId})`,
      )
    }
  } else {
    // Requests are decided in the order in which they came; the newest first.
    query = query.orderBy('request.id', 'desc')
    if (filter.afterId !== null) query = query.where('request.id', '<', filter.afterId)
  }
  const found = await query.execute()
  const shown = found.slice(0, queuePageSize)
  const [places, resent] = await Promise.all([
    waiting ? readPlaces(db, filter.authorityId, shown) : new Map<number, number>(),
    readResent(db, shown),
  ])
  return {
    rows: shown.map((row) => ({ ...queueRow(row), place: places.get(row.id) ?? null, resent: resent.has(row.id) })),
    nextId: found.length > queuePageSize ? (shown.at(-1)?.id ?? null) : null,
  }
}

/** Columns of a request as lists show it. */
function requests(db: ReadDb) {
  return db
    .selectFrom('request')
    .innerJoin('enterprise', 'enterprise.id', 'request.enterprise_id')
    .leftJoin('account', 'account.id', 'request.claimed_by')
    .select((eb) => [
      'request.id', 'request.case_no', 'request.received_at', 'request.arrival', 'request.enterprise_id',
      'enterprise.name as enterprise_name', 'request.business', 'request.people', 'request.state', 'request.due_on',
      'request.due_at', 'request.claimed_by', 'account.name as claimant', 'request.claim_until', 'request.decided_at',
      'request.answered_at',
      eb
        .selectFrom('request_row')
        .select(sql<number>`count(*) filter (where request_row.state = 'approved')`.as('n'))
        .whereRef('request_row.request_id', '=', 'request.id')
        .as('approved'),
      eb
        .selectFrom('request_row')
        .select(sql<number>`count(*) filter (where request_row.state = 'rejected')`.as('n'))
        .whereRef('request_row.request_id', '=', 'request.id')
        .as('rejected'),
    ]) // prettier-ignore
}

type Found = Awaited<ReturnType<ReturnType<typeof requests>['execute']>>[number]

function queueRow(row: Found): Omit<QueueRow, 'place' | 'resent'> {
  return {
    id: row.id,
    caseNo: row.case_no,
    receivedAt: row.received_at,
    enterprise: { id: row.enterprise_id, name: row.enterprise_name },
    business: row.business,
    people: row.people,
    state: row.state,
    dueOn: row.due_on,
    dueAt: row.due_at,
    claimedBy: row.claimed_by === null ? null : { accountId: row.claimed_by, name: row.claimant ?? '' },
    claimUntil: row.claim_until,
    decidedAt: row.decided_at,
    answeredAt: row.answered_at,
    approved: row.approved ?? 0,
    rejected: row.rejected ?? 0,
  }
}

/** Places in the whole queue, whatever the filter: one walk along the index, as far as the last row shown. */
async function readPlaces(db: ReadDb, authorityId: string, rows: readonly Found[]): Promise<Map<number, number>> {
  const last = rows.at(-1)
  if (last === undefined) return new Map()
  const counted = await db
    .with('counted', (inner) =>
      inner
        .selectFrom('request')
        .select(['id', sql<number>`row_number() over (order by received_at, arrival)`.as('place')])
        .where('authority_id', '=', authorityId)
        .where('state', 'in', openRequestStates)
        .where('people', '>', 0)
        .where(
          sql<SqlBool>`(received_at, arrival) <= (select received_at, arrival from request where id = ${last.id})`,
        ),
    )
    .selectFrom('counted')
    .select(['id', 'place'])
    .where(
      'id',
      'in',
      rows.map((row) => row.id),
    ) // prettier-ignore
    .execute()
  return new Map(counted.map((row) => [row.id, row.place]))
}

/** Requests to which a later mail brought people of an earlier one. */
async function readResent(db: ReadDb, requests: readonly { readonly id: number }[]): Promise<Set<number>> {
  if (requests.length === 0) return new Set()
  const rows = await db
    .selectFrom('request_row as here')
    .innerJoin('request_row as earlier', 'earlier.moved_to', 'here.id')
    .select('here.request_id')
    .distinct()
    .where(
      'here.request_id',
      'in',
      requests.map((request) => request.id),
    ) // prettier-ignore
    .execute()
  return new Set(rows.map((row) => row.request_id))
}

export interface QueueFigures {
  readonly requests: number
  readonly people: number
  readonly oldestAt: string | null
  /** Due by the end of the next working day, and not over. */
  readonly near: number
  readonly over: number
  /** Free to be taken. */
  readonly queued: number
  readonly decidedThisWeek: number
}

/**
 * @param nearThrough the day up to which a deadline counts as near.
 * @param weekStart the moment at which this week began.
 */
export async function readQueueFigures(
  db: ReadDb,
  authorityId: string,
  nearThrough: string,
  weekStart: string,
): Promise<QueueFigures> {
  const [open, done] = await Promise.all([
    db
      .selectFrom('request')
      .select([
        sql<number>`count(*)`.as('requests'),
        sql<number>`coalesce(sum(people), 0)::bigint`.as('people'),
        sql<string | null>`min(received_at)`.as('oldestAt'),
        sql<number>`count(*) filter (where due_on <= ${nearThrough}::date and due_at >= now())`.as('near'),
        sql<number>`count(*) filter (where due_at < now())`.as('over'),
        sql<number>`count(*) filter (where state = 'queued')`.as('queued'),
      ])
      .where('authority_id', '=', authorityId)
      .where('state', 'in', openRequestStates)
      .where('people', '>', 0)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('request')
      .select(sql<number>`count(*)`.as('requests'))
      .where('authority_id', '=', authorityId)
      .where('state', 'in', doneStates)
      .where('decided_at', '>=', weekStart)
      .executeTakeFirstOrThrow(),
  ])
  return { ...open, decidedThisWeek: done.requests }
}

/** What one account holds now: under review, and ended within the last seconds. */
export async function readHeldRequests(db: ReadDb, accountId: number): Promise<QueueRow[]> {
  const rows = await requests(db)
    .where('request.claimed_by', '=', accountId)
    .orderBy('request.received_at')
    .orderBy('request.arrival')
    .execute()
  const resent = await readResent(db, rows)
  return rows.map((row) => ({ ...queueRow(row), place: null, resent: resent.has(row.id) }))
}

/** An enterprise's own requests, the newest first. */
export async function readEnterpriseRequests(
  db: ReadDb,
  enterpriseId: number,
  afterId: number | null,
): Promise<{ rows: QueueRow[]; nextId: number | null }> {
  let query = requests(db)
    .where('request.enterprise_id', '=', enterpriseId)
    .orderBy('request.received_at', 'desc')
    .orderBy('request.id', 'desc')
    .limit(queuePageSize + 1)
  if (afterId !== null) {
    query = query.where(
      sql<SqlBool>`(request.received_at, request.id) < (select received_at, id from request where id = ${afterId})`,
    )
  }
  const found = await query.execute()
  const shown = found.slice(0, queuePageSize)
  const resent = await readResent(db, shown)
  return {
    rows: shown.map((row) => ({ ...queueRow(row), place: null, resent: resent.has(row.id) })),
    nextId: found.length > queuePageSize ? (shown.at(-1)?.id ?? null) : null,
  }
}
