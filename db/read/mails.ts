/** 来信: every mail received, in every state, for good; the office's all, an enterprise's own. */
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { ReadDb } from '../db.ts'
import type { MailBadge, MailClass, SenderVerdict } from '../../domain/mail/types.ts'
import type { CodeFound, MailState } from '../../domain/unban/types.ts'
import { answerUndelivered, waitsForStaff } from './mails-to-do.ts'
import { readRowCounts, type RowCount } from './mail-row-counts.ts'
import { named } from './search-match.ts'

const mailPageSize = 50

/** Whose mails: an authority's, or those that an enterprise sent or that made a request of its own. */
export type MailScope =
  | { readonly kind: 'authority'; readonly authorityId: string }
  | { readonly kind: 'enterprise'; readonly enterpriseId: number }

export interface MailFilter {
  readonly scope: MailScope
  readonly text: string
  readonly state: MailState | null
  /** 待处理: only what waits for a person. */
  readonly todo: boolean
  readonly afterId: number | null
}
export interface MailItem {
  readonly id: number
  readonly receivedAt: string
  readonly from: string | null
  readonly fromName: string | null
  readonly subject: string
  readonly state: MailState
  readonly stateReason: string | null
  readonly class: MailClass | null
  readonly verdict: SenderVerdict | null
  readonly codes: readonly CodeFound[]
  readonly badges: readonly MailBadge[]
  /** What came of the people in it, as far as the reader may know. */
  readonly rows: readonly RowCount[]
  readonly size: number
  readonly handledAt: string | null
  /** Somebody wrote in the enterprise's name: it sees that, and nothing of what was written. */
  readonly inItsName: boolean
  /** An answer to it did not arrive; for the office. */
  readonly undelivered: boolean
}

const mailColumns = [
  'mail.id', 'mail.received_at as receivedAt', 'mail.from_address as from', 'mail.from_name as fromName', 'mail.subject',
  'mail.state', 'mail.state_reason as stateReason', 'mail.class', 'mail.verdict', 'mail.codes', 'mail.badges', 'mail.size',
  'mail.handled_at as handledAt',
] as const // prettier-ignore

/** An enterprise's mails: named by a request of its own, or sent from an address that may write for it. */
export const mailOfEnterprise = (enterpriseId: number) => sql<SqlBool>`(
  exists (select from request where request.mail_id = mail.id and request.enterprise_id = ${enterpriseId})
  or exists (select from enterprise_address a where a.enterprise_id = ${enterpriseId} and a.address = mail.from_address
    and a.revoked_at is null and mail.class = 'human'))`

/** In its name somebody wrote who may not. */
const namesEnterprise = (enterpriseId: number) => sql<SqlBool>`
  exists (select from mail_naming named where named.mail_id = mail.id and named.enterprise_id = ${enterpriseId})`

export async function readMails(db: ReadDb, filter: MailFilter): Promise<{ rows: MailItem[]; nextId: number | null }> {
  const enterpriseId = filter.scope.kind === 'enterprise' ? filter.scope.enterpriseId : 0
  let query = db
    .selectFrom('mail')
    .select(mailColumns)
    .select(
      filter.scope.kind === 'authority'
        ? sql<boolean>`false`.as('inItsName')
        : sql<boolean>`not ${mailOfEnterprise(enterpriseId)}`.as('inItsName'),
    ) // prettier-ignore
    .select(
      filter.scope.kind === 'authority' ? answerUndelivered.as('undelivered') : sql<boolean>`false`.as('undelivered'),
    )
    .orderBy('mail.received_at', 'desc')
    .orderBy('mail.arrival', 'desc')
    .limit(mailPageSize + 1)
  query =
    filter.scope.kind === 'authority'
      ? query.where('mail.authority_id', '=', filter.scope.authorityId)
      : query.where((where) => where.or([mailOfEnterprise(enterpriseId), namesEnterprise(enterpriseId)]))
  if (filter.todo && filter.scope.kind === 'authority') query = query.where('mail.id', 'in', waitsForStaff(filter.scope.authorityId)) // prettier-ignore
  if (filter.state !== null) query = query.where(isInState(filter.state))
  if (filter.text !== '') {
    query = query.where(named('mail', 'mail.id', filter.text))
    // What is not shown is not found by either.
    if (filter.scope.kind === 'enterprise') query = query.where(mailOfEnterprise(enterpriseId))
  }
  if (filter.afterId !== null) {
    query = query.where(
      sql<SqlBool>`(mail.received_at, mail.arrival) < (select received_at, arrival from mail where id = ${filter.afterId})`,
    )
  }
  const found = await query.execute()
  const shown = found.slice(0, mailPageSize)
  const counts = await readRowCounts(db, shown.map(({ id }) => id), enterpriseId === 0 ? null : enterpriseId) // prettier-ignore
  return {
    rows: shown.map((row) => veiled({ ...row, rows: counts.get(row.id) ?? [] })),
    nextId: found.length > mailPageSize ? (shown.at(-1)?.id ?? null) : null,
  }
}

/** 已处理 is one word to people: what the chief has dismissed, and questions that somebody has seen to. */
const isInState = (state: MailState) => sql<SqlBool>`(mail.state = ${state}
  ${state === 'dismissed' ? sql`or mail.handled_at is not null` : sql``})`

/** Of a mail in its name an enterprise sees the address, the time and the state. */
function veiled(item: MailItem): MailItem {
  return item.inItsName ? { ...item, subject: '', fromName: null, codes: [], badges: [], rows: [] } : item
}

export type MailRecord = NonNullable<Awaited<ReturnType<typeof readMail>>>

export async function readMail(db: ReadDb, id: number) {
  const row = await db
    .selectFrom('mail')
    .select(mailColumns)
    .select((eb) => [
      'mail.authority_id',
      'mail.message_id',
      'mail.date_header',
      'mail.time_source',
      'mail.first_seen_at',
      'mail.body_text',
      'mail.raw_sha',
      'mail.headers_only',
      'mail.mailbox_id',
      'mail.time_before',
      'mail.status_revoked_at',
      'mail.handled_cipher',
      'mail.quarantined_as',
      eb.selectFrom('account').select('account.name').whereRef('account.id', '=', 'mail.handled_by').as('handled_by'),
      jsonArrayFrom(
        eb
          .selectFrom('request')
          .innerJoin('enterprise', 'enterprise.id', 'request.enterprise_id')
          .select([
            'request.id',
            'request.case_no',
            'request.state',
            'request.business',
            'request.enterprise_id',
            'enterprise.name as enterprise',
          ])
          .whereRef('request.mail_id', '=', 'mail.id')
          .orderBy('request.id'),
      ).as('requests'),
      jsonArrayFrom(
        eb
          .selectFrom('enterprise_address')
          .select('enterprise_id')
          .whereRef('enterprise_address.address', '=', 'mail.from_address')
          .where('enterprise_address.revoked_at', 'is', null),
      ).as('senders'),
      jsonArrayFrom(
        eb
          .selectFrom('mail_naming')
          .innerJoin('enterprise', 'enterprise.id', 'mail_naming.enterprise_id')
          .select(['mail_naming.enterprise_id', 'mail_naming.people', 'enterprise.name'])
          .whereRef('mail_naming.mail_id', '=', 'mail.id')
          .orderBy('enterprise.id'),
      ).as('namings'),
    ]) // prettier-ignore
    .where('mail.id', '=', id)
    .executeTakeFirst()
  return row
}

/**
 * The rows of the forms in the mail, as read, with what came of each. `request`: where its person stands now; a row that
 * was moved leads to the request of the last mail, not to the one that it left.
 */
export function readMailRows(db: ReadDb, mailId: number) {
  return db
    .selectFrom('mail_row')
    .leftJoin('request_row', 'request_row.id', 'mail_row.request_row_id')
    .leftJoin('request_row as last_row', (join) => join.on('last_row.id', '=', lastPlaceOf(sql.ref('request_row.id'))))
    .leftJoin('request', 'request.id', 'last_row.request_id')
    .select([
      'mail_row.n',
      'mail_row.name',
      'mail_row.id_last4',
      'mail_row.company',
      'mail_row.business',
      'mail_row.asked_both',
      'mail_row.remark',
      'mail_row.outcome',
      'mail_row.codes',
      'mail_row.same_as',
      'request.id as request_id',
      'request.case_no',
      'request_row.enterprise_id',
      'request_row.state as row_state',
    ]) // prettier-ignore
    .where('mail_row.mail_id', '=', mailId)
    .orderBy('mail_row.n')
    .execute()
}

/** The row to which later mails have moved a row: itself when none has. */
const lastPlaceOf = (row: RawBuilder<unknown>) => sql<number>`(
  with recursive moved (id, moved_to) as (
    select start.id, start.moved_to from request_row as start where start.id = ${row}
    union all select next.id, next.moved_to from moved join request_row as next on next.id = moved.moved_to)
  select id from moved where moved_to is null)`

export function readAttachment(db: ReadDb, mailId: number, n: number) {
  return db
    .selectFrom('attachment')
    .innerJoin('mail', 'mail.id', 'attachment.mail_id')
    .select(['attachment.name', 'attachment.sha256', 'attachment.size', 'mail.raw_sha', 'mail.headers_only'])
    .where('attachment.mail_id', '=', mailId)
    .where('attachment.n', '=', n)
    .executeTakeFirst()
}
