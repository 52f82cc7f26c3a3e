/**
 * 概况, read: the figures of one authority's queue for its chief. What waits is counted by the queue's counters; what is over,
 * in a window of days by index, so that it costs the same at a million requests. Figures are the team's: no query
 * here groups by a person who reviews.
 */
import { sql, type SqlBool } from 'kysely'
import type { ReadDb } from '../db.ts'
import { openRequestStates } from '../../domain/unban/types.ts'

/** Days of the window. */
export const windowDays = 30
const weekDays = 7
const enterprisesShown = 10
/** Of the counters (db/migrations/2026-11-21-unban-speed.ts): the few that count everything. */
const widestLevel = 4
const since = sql<string>`now() - make_interval(days => ${windowDays})`

export interface WaitingFigures {
  readonly requests: number
  readonly people: number
  readonly oldest: { readonly requestId: number; readonly caseNo: string; readonly receivedAt: string } | null
  /** Receipt of the request that has waited longer than half, and than nine of ten. null: none waits. */
  readonly medianAt: string | null
  readonly ninetiethAt: string | null
  readonly over: number
}

/** Counted by the queue's own counters; those that have waited longest, and how long, by its index. */
export async function readWaiting(db: ReadDb, authorityId: string): Promise<WaitingFigures> {
  const [counted, late] = await Promise.all([
    db
      .selectFrom('queue_place')
      .select([
        sql<number>`coalesce(sum(requests), 0)::bigint`.as('requests'),
        sql<number>`coalesce(sum(people), 0)::bigint`.as('people'),
      ])
      .where('authority_id', '=', authorityId)
      .where('level', '=', widestLevel)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('queue_due')
      .select(sql<number>`coalesce(sum(requests), 0)::bigint`.as('over'))
      .where('authority_id', '=', authorityId)
      .where('due_at', '<', sql<string>`now()`)
      .executeTakeFirstOrThrow(),
  ])
  const nth = (place: number) =>
    db
      .selectFrom('request')
      .select(['id as requestId', 'case_no as caseNo', 'received_at as receivedAt'])
      .where('authority_id', '=', authorityId)
      .where('state', 'in', openRequestStates)
      .where('people', '>', 0)
      .orderBy('received_at')
      .orderBy('arrival')
      .offset(place)
      .limit(1)
      .executeTakeFirst()
  const [oldest, ninetieth, median] = await Promise.all([0, 0.1, 0.5].map((share) => nth(Math.floor(counted.requests * share)))) // prettier-ignore
  return {
    ...counted,
    ...late,
    medianAt: median?.receivedAt ?? null,
    ninetiethAt: ninetieth?.receivedAt ?? null,
    oldest: oldest ?? null,
  }
}

export interface OpenClaim {
  readonly requestId: number
  readonly caseNo: string
  readonly by: string
  readonly since: string
}

export function readOpenClaims(db: ReadDb, authorityId: string): Promise<OpenClaim[]> {
  return db
    .selectFrom('request')
    .innerJoin('account', 'account.id', 'request.claimed_by')
    .select(['request.id as requestId', 'case_no as caseNo', 'account.name as by', sql<string>`claimed_at`.as('since')])
    .where('request.claimed_by', 'is not', null)
    .where('request.authority_id', '=', authorityId)
    .orderBy('claimed_at')
    .execute()
}

export interface MailFigures {
  readonly mails: number
  /** Seconds from the server's receipt to our first sight: half of the mails of the last day, and the worst. */
  readonly lagMedian: number
  readonly lagWorst: number
}

export async function readMailFigures(db: ReadDb, authorityId: string): Promise<MailFigures> {
  const lag = sql<number>`extract(epoch from first_seen_at - received_at)::float8`
  return db
    .selectFrom('mail')
    .select([
      sql<number>`count(*)`.as('mails'),
      sql<number>`coalesce(greatest(0, percentile_cont(0.5) within group (order by ${lag})), 0)::int`.as('lagMedian'),
      sql<number>`coalesce(greatest(0, max(${lag})), 0)::int`.as('lagWorst'),
    ])
    .where('authority_id', '=', authorityId)
    .where('received_at', '>', sql<string>`now() - interval '1 day'`)
    .executeTakeFirstOrThrow()
}

export interface ReturnFigures {
  /** Rows by code, the most frequent first. */
  readonly byCode: readonly { readonly code: string; readonly rows: number }[]
  readonly byEnterprise: readonly { readonly enterprise: string; readonly rows: number }[]
}

/** Mails whose codes were answered. A harmful file (R18) is answered and set apart, whatever comes of the mail later. */
export const answeredWithCodes = sql<SqlBool>`(mail.state in ('accepted', 'returned', 'onHold') or mail.quarantined_as = 'harmful')`

/** Rows returned by the entry checks, and mails returned as a whole (their own codes). */
export async function readReturns(db: ReadDb, authorityId: string): Promise<ReturnFigures> {
  const [byCode, byEnterprise] = await Promise.all([
    sql<{ code: string; rows: number }>`
      with recent as (select id, codes from mail where authority_id = ${authorityId} and received_at > ${since}
        and ${answeredWithCodes}),
      found as (
        select code ->> 'code' as code from recent cross join lateral jsonb_array_elements(recent.codes) as code
        union all
        select code ->> 'code' from recent join mail_row on mail_row.mail_id = recent.id and mail_row.outcome = 'returned'
          cross join lateral jsonb_array_elements(mail_row.codes) as code)
      select code, count(*) as rows from found group by code order by rows desc, code`.execute(db),
    sql<{ enterprise: string; rows: number }>`
      select company as enterprise, count(*) as rows from mail
      join mail_row on mail_row.mail_id = mail.id and mail_row.outcome = 'returned'
      where mail.authority_id = ${authorityId} and mail.received_at > ${since} and company <> ''
      group by company order by rows desc, company limit ${enterprisesShown}`.execute(db),
  ])
  return { byCode: byCode.rows, byEnterprise: byEnterprise.rows }
}

export interface ResendFigures {
  /** Requests whose people a later mail took to a later place. */
  readonly resends: number
  /** Places lost by them together: requests received between the old place and the new. */
  readonly placesLost: number
}

/**
 * Each move to a later place, with the places it lost; for the figures and for the list behind them. The queue goes
 * strictly by place, so whatever stands between the two was waiting then.
 */
export const resendMoves = (authorityId: string) => sql`(
  select old.id as old_id, new.id as new_id, (
    select count(*) from request as between_them
    where between_them.authority_id = ${authorityId}
      and (between_them.received_at, between_them.arrival) > (old.received_at, old.arrival)
      and (between_them.received_at, between_them.arrival) < (new.received_at, new.arrival)) as places
  from (
    select distinct older.request_id as old_id, newer.request_id as new_id
    from request as arrived join request_row as newer on newer.request_id = arrived.id
    join request_row as older on older.moved_to = newer.id and older.request_id <> newer.request_id
    where arrived.authority_id = ${authorityId} and arrived.received_at > ${since}) as pairs
  join request as old on old.id = pairs.old_id join request as new on new.id = pairs.new_id
    and (new.received_at, new.arrival) > (old.received_at, old.arrival))`

export async function readResends(db: ReadDb, authorityId: string): Promise<ResendFigures> {
  const { rows } = await sql<ResendFigures>`
    select count(*) as resends, coalesce(sum(places), 0)::bigint as "placesLost"
    from ${resendMoves(authorityId)} as moves`.execute(db)
  return rows[0] ?? { resends: 0, placesLost: 0 }
}

export interface DecisionFigures {
  readonly approved: number
  readonly rejected: number
  /** Approved without an earlier rejection of the same person for the same enterprise and business. */
  readonly firstPass: number
}

export async function readDecisions(db: ReadDb, authorityId: string): Promise<DecisionFigures> {
  const { rows } = await sql<DecisionFigures>`
    select count(*) filter (where request_row.state = 'approved') as approved,
      count(*) filter (where request_row.state = 'rejected') as rejected,
      count(*) filter (where request_row.state = 'approved' and not exists (
        select from request_row as before where before.person_id = request_row.person_id and before.id < request_row.id
          and before.enterprise_id = request_row.enterprise_id and before.business = request_row.business
          and before.state = 'rejected')) as "firstPass"
    from request join request_row on request_row.request_id = request.id
    where request.authority_id = ${authorityId} and request.decided_at > ${since}`.execute(db)
  return rows[0] ?? { approved: 0, rejected: 0, firstPass: 0 }
}

export interface LetterFigures {
  readonly failed: number
  readonly bounced: number
  readonly uncertain: number
}

export async function readTroubledLetters(db: ReadDb, authorityId: string): Promise<LetterFigures> {
  return db
    .selectFrom('outgoing_mail')
    .innerJoin('mailbox', 'mailbox.id', 'outgoing_mail.mailbox_id')
    .select([
      sql<number>`count(*) filter (where outgoing_mail.state = 'failed')`.as('failed'),
      sql<number>`count(*) filter (where outgoing_mail.state = 'bounced')`.as('bounced'),
      sql<number>`count(*) filter (where outgoing_mail.state = 'uncertain')`.as('uncertain'),
    ])
    .where('mailbox.authority_id', '=', authorityId)
    .where('outgoing_mail.state', 'in', ['failed', 'bounced', 'uncertain'])
    .where('outgoing_mail.created_at', '>', since)
    .executeTakeFirstOrThrow()
}

export interface DayFigures {
  readonly day: string
  readonly arrived: number
  readonly decided: number
  /** Mails returned as a whole. */
  readonly returned: number
}

/** The last seven days in Shanghai, the oldest first. */
export async function readWeek(db: ReadDb, authorityId: string): Promise<DayFigures[]> {
  const begins = sql`(day::timestamp at time zone 'Asia/Shanghai')`
  const ends = sql`((day + 1)::timestamp at time zone 'Asia/Shanghai')`
  const { rows } = await sql<DayFigures>`
    select to_char(day, 'YYYY-MM-DD') as day,
      (select count(*) from request where authority_id = ${authorityId} and received_at >= ${begins} and received_at < ${ends}) as arrived,
      (select count(*) from request where authority_id = ${authorityId} and decided_at >= ${begins} and decided_at < ${ends}) as decided,
      (select count(*) from mail where authority_id = ${authorityId} and state = 'returned' and received_at >= ${begins} and received_at < ${ends}) as returned
    from generate_series(${weekDays - 1}::integer, 0, -1) as back
    cross join lateral (select (now() at time zone 'Asia/Shanghai')::date - back as day) days`.execute(db)
  return rows
}
