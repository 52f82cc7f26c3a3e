/** 消息中心, read: what concerns the authority or the enterprise that somebody acts for, and what of it they have read. */
import { sql, type SqlBool } from 'kysely'
import type { ReadDb } from '../db.ts'
import type { NoticeFacts, NoticeKind } from '../../domain/notices/kinds.ts'

const noticesOnPage = 30
/** Beyond it the count says 99+. */
export const unreadShown = 99
const unreadDays = 30

/** Whose messages: those of an authority (with the chief's own), or of an enterprise. */
export interface NoticeScope {
  readonly accountId: number
  readonly authorityId: string | null
  readonly chief: boolean
  readonly enterpriseId: number | null
}

export interface NoticeRow {
  readonly id: number
  readonly kind: NoticeKind
  readonly facts: NoticeFacts
  /** Of the mail that waits for a person: read with the mail, never kept in the facts. */
  readonly subject: string | null
  readonly at: string
  readonly read: boolean
}

const concerns = ({ authorityId, chief, enterpriseId }: NoticeScope) => sql<SqlBool>`(
  (notice.authority_id = ${authorityId} and (${chief} or not notice.chief_only)) or notice.enterprise_id = ${enterpriseId}::bigint)`

/** The mail that waits for a person. */
const itsMail = sql`from mail where notice.kind = 'mailForPerson' and mail.id = (notice.facts ->> 'mailId')::bigint`

/** 已处理: once somebody has seen to the mail, nobody of the office needs to read that it waits. */
const isSeenTo = sql<boolean>`exists (select ${itsMail} and mail.handled_at is not null)`

const isRead = ({ accountId }: NoticeScope) => sql<boolean>`(
  notice.id <= coalesce((select through_id from notice_mark where account_id = ${accountId}), 0)
  or exists (select from notice_read where account_id = ${accountId} and notice_id = notice.id) or ${isSeenTo})`

const subject = sql<string | null>`(select mail.subject ${itsMail})`.as('subject')

export async function readNotices(
  db: ReadDb,
  scope: NoticeScope,
  afterId: number | null,
): Promise<{ rows: NoticeRow[]; nextId: number | null }> {
  let query = db
    .selectFrom('notice')
    .select(['id', 'kind', 'facts', subject, 'at', isRead(scope).as('read')])
    .where(concerns(scope))
    .orderBy('id', 'desc')
    .limit(noticesOnPage + 1)
  if (afterId !== null) query = query.where('id', '<', afterId)
  const found = await query.execute()
  const rows = found.slice(0, noticesOnPage)
  return { rows, nextId: found.length > noticesOnPage ? (rows.at(-1)?.id ?? null) : null }
}

/** Of the last thirty days, and no further than anybody wants to know; for db/read/shell.ts. */
export const unreadCount = (scope: NoticeScope) => sql<number>`(select count(*) from (
  select from notice where ${concerns(scope)} and at > now() - make_interval(days => ${unreadDays}) and not ${isRead(scope)}
  order by id desc limit ${unreadShown + 1}) as unread)`

/** The newest of them, for the first page. */
export function readUnread(db: ReadDb, scope: NoticeScope, limit: number): Promise<NoticeRow[]> {
  return db
    .selectFrom('notice')
    .select(['id', 'kind', 'facts', subject, 'at', sql<boolean>`false`.as('read')])
    .where(concerns(scope))
    .where('at', '>', sql<string>`now() - make_interval(days => ${unreadDays})`)
    .where(sql<SqlBool>`not ${isRead(scope)}`)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** One that concerns them; undefined when there is none, or it is not theirs. */
export function readNotice(db: ReadDb, scope: NoticeScope, id: number): Promise<NoticeRow | undefined> {
  return db
    .selectFrom('notice')
    .select(['id', 'kind', 'facts', subject, 'at', isRead(scope).as('read')])
    .where('id', '=', id)
    .where(concerns(scope))
    .executeTakeFirst()
}
