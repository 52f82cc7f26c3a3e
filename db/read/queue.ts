/** 解禁排队: the queue in its order, page by page, and its figures. One authority's only; the order is never another. */
import { sql, type SqlBool } from 'kysely'
import type { ReadDb } from '../db.ts'
import type { Business, RequestState } from '../../domain/unban/types.ts'
import { openRequestStates } from '../../domain/unban/types.ts'
import { isInQueue } from './in-queue.ts'
import { readCurrentAsides, type QueueAside } from './queue-asides.ts'
import { readPlace, readPlacesOfList } from './place.ts'
import { caseNumbered, named } from './search-match.ts'

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
  /** Why it is put aside, and until when; null when it is not. */
  readonly aside: QueueAside | null
}

/** @param size rows of a page; a workbook takes larger ones. */
export async function readQueue(
  db: ReadDb,
  filter: QueueFilter,
  size = queuePageSize,
): Promise<{ rows: QueueRow[]; nextId: number | null }> {
  const waiting = filter.view === 'waiting'
  let query = requests(db)
    .where('request.authority_id', '=', filter.authorityId)
    .where('request.state', 'in', waiting ? openRequestStates : doneStates)
    .limit(size + 1)
  if (filter.business !== null) query = query.where('request.business', '=', filter.business)
  if (filter.state !== null) query = query.where('request.state', '=', filter.state)
  if (filter.text !== '') {
    query = query.where((eb) =>
      eb.or([named('enterprise', 'request.enterprise_id', filter.text), caseNumbered(filter.text)]),
    )
  }
  if (waiting) {
    query = query
      .where('request.people', '>', 0)
      .orderBy('request.received_at')
      .orderBy('request.arrival')
      .orderBy('request.id')
    if (filter.afterId !== null) {
      query = query.where(
        // Two scalars and not one row: only so does the index begin there, and the last page costs what the first does.
        sql<SqlBool>`(request.received_at, request.arrival, request.id) > (
          (select received_at from request where id = ${filter.afterId}),
          (select arrival from request where id = ${filter.afterId}), ${filter.afterId}::bigint)`,
      )
    }
  } else {
    // Requests are decided in the order in which they came; the newest first.
    query = query.orderBy('request.id', 'desc')
    if (filter.afterId !== null) query = query.where('request.id', '<', filter.afterId)
  }
  const found = await query.execute()
  const shown = found.slice(0, size)
  const [places, asides] = await Promise.all([
    waiting ? placesOf(db, filter, shown) : new Map<number, number>(),
    readCurrentAsides(db, shown.filter(({ state }) => state === 'putAside').map(({ id }) => id)), // prettier-ignore
  ])
  return {
    rows: shown.map((row) => ({
      ...queueRow(row),
      place: places.get(row.id) ?? null,
      aside: asides.get(row.id) ?? null,
    })),
    nextId: found.length > size ? (shown.at(-1)?.id ?? null) : null,
  }
}

/** Columns of a request as lists show it. */
function requests(db: ReadDb) {
  return db
    .selectFrom('request')
    .innerJoin('enterprise', 'enterprise.id', 'request.enterprise_id')
    .leftJoin('account', 'account.id', 'request.claimed_by')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('request_row as here')
          .select([
            sql<number>`count(*) filter (where here.state = 'approved')`.as('approved'),
            sql<number>`count(*) filter (where here.state = 'rejected')`.as('rejected'),
            sql<boolean | null>`bool_or(exists (select from request_row earlier where earlier.moved_to = here.id))`.as('resent'),
          ])
          .whereRef('here.request_id', '=', 'request.id')
          .as('rows'),
      (join) => join.onTrue(),
    )
    .select([
      'request.id', 'request.case_no', 'request.received_at', 'request.arrival', 'request.enterprise_id',
      'enterprise.name as enterprise_name', 'request.business', 'request.people', 'request.state', 'request.due_on',
      'request.due_at', 'request.claimed_by', 'account.name as claimant', 'request.claim_until', 'request.decided_at',
      'request.answered_at', 'rows.approved', 'rows.rejected', 'rows.resent',
    ]) // prettier-ignore
}

type Found = Awaited<ReturnType<ReturnType<typeof requests>['execute']>>[number]

function queueRow(row: Found): Omit<QueueRow, 'place' | 'aside'> {
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
    resent: row.resent ?? false,
  }
}

/**
 * Places in the whole queue. Without a filter the rows stand one behind another: the first place tells all, and the first
 * page begins with the head.
 */
async function placesOf(db: ReadDb, filter: QueueFilter, rows: readonly Found[]): Promise<Map<number, number>> {
  const [first] = rows
  if (first === undefined) return new Map()
  if (filter.text !== '' || filter.business !== null || filter.state !== null) {
    return readPlacesOfList(db, filter.authorityId, rows)
  }
  const place =
    filter.afterId === null ? 1 : (await readPlace(db, { ...first, authority_id: filter.authorityId })).place
  return new Map(rows.map(({ id }, index) => [id, place + index]))
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
 * From the queue's counters, so that they cost the same however many wait; only what is not free, and what this week
 * decided, is counted itself.
 * @param nearThrough the day up to which a deadline counts as near.
 * @param weekStart the moment at which this week began.
 */
export async function readQueueFigures(
  db: ReadDb,
  authorityId: string,
  nearThrough: string,
  weekStart: string,
): Promise<QueueFigures> {
  const { rows } = await sql<QueueFigures>`
    select open.requests, open.people, head.received_at as "oldestAt", due.near, due.over,
      open.requests - held.requests as queued, done.requests as "decidedThisWeek"
    from (select coalesce(sum(requests), 0)::bigint as requests, coalesce(sum(people), 0)::bigint as people
        from queue_place where authority_id = ${authorityId} and level = 4) as open
      cross join (
        select coalesce(sum(requests) filter (where due_on <= ${nearThrough}::date and due_at >= now()), 0)::bigint as near,
          coalesce(sum(requests) filter (where due_at < now()), 0)::bigint as over
        from queue_due where authority_id = ${authorityId}) as due
      cross join (select count(*) as requests from request
        where authority_id = ${authorityId} and state in ('claimed', 'ending', 'putAside') and people > 0) as held
      cross join (select count(*) as requests from request
        where authority_id = ${authorityId} and state in ('decided', 'answered') and decided_at >= ${weekStart}) as done
      left join lateral (select received_at from request
        where authority_id = ${authorityId} and ${isInQueue}
        order by received_at, arrival limit 1) as head on true`.execute(db)
  const [figures] = rows
  if (figures === undefined) throw new Error('The queue was not counted.')
  return figures
}

/** What one account holds now: under review, and ended within the last seconds. */
export async function readHeldRequests(db: ReadDb, accountId: number): Promise<QueueRow[]> {
  const rows = await requests(db)
    .where('request.claimed_by', '=', accountId)
    .orderBy('request.received_at')
    .orderBy('request.arrival')
    .execute()
  return rows.map((row) => ({ ...queueRow(row), place: null, aside: null }))
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
  return {
    rows: shown.map((row) => ({ ...queueRow(row), place: null, aside: null })),
    nextId: found.length > queuePageSize ? (shown.at(-1)?.id ?? null) : null,
  }
}
