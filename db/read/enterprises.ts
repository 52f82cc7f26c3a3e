/** 企业: the list for the office and one profile. Lists hold no numbers of people; a profile only their last four. */
import { sql, type SqlBool } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { ReadDb } from '../db.ts'
import { regionPrefix } from '../../domain/codes/region.ts'
import { named } from './search-match.ts'

const enterprisePageSize = 50

export type EnterpriseStatus = 'approved' | 'incomplete' | 'pending'
export interface EnterpriseFilter {
  /** The region and those below. */
  readonly regionCode: string
  /** Part of the name, pinyin, initials or credit code. */
  readonly text: string
  readonly status: EnterpriseStatus | null
  readonly afterId: number | null
}
export interface EnterpriseItem {
  readonly id: number
  readonly name: string
  readonly creditCode: string
  readonly kind: string
  readonly region: string
  readonly status: EnterpriseStatus
  readonly missing: number
  readonly people: number
  readonly submittedAt: string | null
}

/** Those who wait for approval first, by the time of their submission; then the newest. */
export async function readEnterprises(
  db: ReadDb,
  filter: EnterpriseFilter,
): Promise<{ rows: EnterpriseItem[]; nextId: number | null }> {
  let query = db
    .selectFrom('enterprise')
    .leftJoin('region', 'region.code', 'enterprise.region_code')
    .select([
      'enterprise.id',
      'enterprise.name',
      'enterprise.credit_code as creditCode',
      'enterprise.kind',
      'enterprise.status',
      'enterprise.submitted_at as submittedAt',
      sql<string>`coalesce(region.name, enterprise.region_code)`.as('region'),
      sql<number>`cardinality(enterprise.missing)::bigint`.as('missing'),
      sql<number>`(select count(*) from person where person.enterprise_id = enterprise.id)`.as('people'),
    ]) // prettier-ignore
    .where('enterprise.region_code', 'like', `${regionPrefix(filter.regionCode)}%`)
    .orderBy(waits, 'desc')
    .orderBy(since)
    .orderBy('enterprise.id', 'desc')
    .limit(enterprisePageSize + 1)
  if (filter.status !== null) query = query.where('enterprise.status', '=', filter.status)
  if (filter.text !== '') query = query.where(named('enterprise', 'enterprise.id', filter.text))
  if (filter.afterId !== null) {
    query = query.where(
      sql<SqlBool>`(not ${waits}, ${since}, -enterprise.id) >
        (select not ${waits}, ${since}, -enterprise.id from enterprise where enterprise.id = ${filter.afterId})`,
    )
  }
  const found = await query.execute()
  const rows = found.slice(0, enterprisePageSize)
  return { rows, nextId: found.length > enterprisePageSize ? (rows.at(-1)?.id ?? null) : null }
}
const waits = sql<boolean>`(enterprise.status = 'pending')`
const since = sql<string>`(case when enterprise.status = 'pending' then coalesce(enterprise.submitted_at, enterprise.created_at)
  else 'infinity'::timestamptz end)`

export type EnterpriseRecord = NonNullable<Awaited<ReturnType<typeof readEnterprise>>>

export function readEnterprise(db: ReadDb, id: number) {
  return db
    .selectFrom('enterprise')
    .leftJoin('region', 'region.code', 'enterprise.region_code')
    .select((eb) => [
      'enterprise.id',
      'enterprise.version',
      'enterprise.name',
      'enterprise.credit_code',
      'enterprise.kind',
      'enterprise.region_code',
      'enterprise.legal_name',
      'enterprise.legal_id_last4',
      'enterprise.contact',
      'enterprise.phone_last4',
      'enterprise.address',
      'enterprise.status',
      'enterprise.submitted_at',
      'enterprise.papers_on_record',
      'enterprise.papers_asked',
      sql<string>`coalesce(region.name, enterprise.region_code)`.as('region_name'),
      jsonArrayFrom(
        eb
          .selectFrom('enterprise_file')
          .select(['enterprise_file.id', 'paper', 'sha256', 'size', 'type', 'uploaded_at'])
          .whereRef('enterprise_file.enterprise_id', '=', 'enterprise.id')
          .orderBy('enterprise_file.id'),
      ).as('files'),
      jsonArrayFrom(
        eb
          .selectFrom('enterprise_address')
          .select([
            'enterprise_address.address',
            'source',
            'confirmed_at',
            // Where a confirmed one comes from: the mail that was held for it.
            sql<number | null>`(select hold.mail_id from sender_hold hold where hold.enterprise_id = enterprise.id
              and hold.address = enterprise_address.address and hold.confirmed_at is not null
              order by hold.confirmed_at desc limit 1)`.as('mail_id'),
          ]) // prettier-ignore
          .whereRef('enterprise_address.enterprise_id', '=', 'enterprise.id')
          .where('revoked_at', 'is', null)
          .orderBy('source', 'desc')
          .orderBy('confirmed_at'),
      ).as('addresses'),
      jsonArrayFrom(
        eb
          .selectFrom('enterprise_review')
          .innerJoin('account', 'account.id', 'enterprise_review.reviewed_by')
          .select([
            'enterprise_review.version',
            'outcome',
            'reasons',
            'reason_text',
            'reviewed_at',
            'account.name as by',
          ])
          .whereRef('enterprise_review.enterprise_id', '=', 'enterprise.id')
          .orderBy('enterprise_review.version', 'desc')
          .limit(reviewsShown),
      ).as('reviews'),
    ]) // prettier-ignore
    .where('enterprise.id', '=', id)
    .executeTakeFirst()
}
const reviewsShown = 10

/** Profiles that wait for approval in a region and those below. */
export async function countWaitingProfiles(db: ReadDb, regionCode: string): Promise<number> {
  const row = await db
    .selectFrom('enterprise')
    .select((eb) => eb.fn.countAll<number>().as('waiting'))
    .where('status', '=', 'pending')
    .where('region_code', 'like', `${regionPrefix(regionCode)}%`)
    .executeTakeFirstOrThrow()
  return row.waiting
}
