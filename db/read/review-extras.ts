/** What stands beside a review: times aside, notes of the staff, how often each kept reason was given. */
import { sql } from 'kysely'
import type { ReadDb } from '../db.ts'
import type { Day, Moment } from '../../domain/brand.ts'
import type { PutAsideReason } from '../../domain/unban/put-aside.ts'

export interface Aside {
  readonly reason: PutAsideReason
  readonly text: string
  readonly by: { readonly accountId: number; readonly name: string }
  readonly at: Moment
  readonly until: Moment
  readonly endedAt: Moment | null
}

/** Every time the request was put aside, the oldest first. */
export async function readAsides(db: ReadDb, requestId: number): Promise<Aside[]> {
  const rows = await db
    .selectFrom('put_aside')
    .innerJoin('account', 'account.id', 'put_aside.by_account')
    .select(['reason', 'reason_text as text', 'by_account', 'account.name', 'at', 'until', 'ended_at as endedAt'])
    .where('request_id', '=', requestId)
    .orderBy('put_aside.id')
    .execute()
  return rows.map(({ by_account, name, ...row }) => ({ ...row, by: { accountId: by_account, name } }))
}

export interface StaffNote {
  readonly id: number
  readonly kind: 'note' | 'claimRevoked'
  readonly text: string
  readonly by: string
  readonly at: Moment
}
/** Notes shown with a request. */
const noteLimit = 100

/** 备注, the newest first. */
export function readNotes(db: ReadDb, requestId: number): Promise<StaffNote[]> {
  return db
    .selectFrom('request_note')
    .innerJoin('account', 'account.id', 'request_note.account_id')
    .select(['request_note.id', 'kind', 'text', 'account.name as by', 'at'])
    .where('request_id', '=', requestId)
    .orderBy('request_note.id', 'desc')
    .limit(noteLimit)
    .execute()
}

/** Days over which the use of kept reasons is counted. */
const usageDays = 90

/** How often each kept reason was given in the days before `today`: the order holds all day. */
export async function readReasonUsage(db: ReadDb, authorityId: string, today: Day): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('reason_usage')
    .select(['code', sql<number>`sum(times)::bigint`.as('times')])
    .where('authority_id', '=', authorityId)
    .where('day', '<', today)
    .where(sql<boolean>`day >= ${today}::date - ${usageDays}::integer`)
    .groupBy('code')
    .execute()
  return new Map(rows.map(({ code, times }) => [code, times]))
}

/** Which act made the version after `version`, and who: for whoever came second. */
export async function readActOn(
  db: ReadDb,
  requestId: number,
  version: number,
): Promise<{ action: string; accountId: number | null; at: Moment } | null> {
  const row = await db
    .selectFrom('audit_log')
    .select(['action', 'actor', 'at'])
    .where('key', '=', `unban-request:${requestId}/${version + 1}`)
    .executeTakeFirst()
  if (row === undefined) return null
  const account = /^account:(\d+)$/.exec(row.actor)?.[1]
  return { action: row.action, accountId: account === undefined ? null : Number(account), at: row.at }
}
