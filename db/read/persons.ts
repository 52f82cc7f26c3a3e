/** 人员库: lists and single records, within what the actor may see. No list ever holds a whole number. */
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { ReadDb } from '../db.ts'
import type { Tables } from '../schema.ts'
import { regionPrefix } from '../../domain/codes/region.ts'
import { certificatesOfPerson } from './certificates.ts'
import { recordColumns } from './person-columns.ts'
import { named } from './search-match.ts'

const personPageSize = 50

/** As domain/policy/person-scope.ts says it: an enterprise's own, a region's and below, those whom nobody owns. */
export interface Scope {
  readonly enterpriseId: number | null
  readonly regionCode: string | null
  readonly unowned: boolean
}
export interface PersonFilter {
  readonly scope: Scope
  /** Name, part of a name, the last four of the ID number, a certificate number, part of the enterprise's name. */
  readonly text: string
  readonly status: 'active' | 'disabled' | null
  readonly afterId: number | null
}
export interface PersonItem {
  readonly id: number
  readonly name: string
  readonly idLast4: string
  readonly sex: string
  readonly enterprise: { readonly id: number; readonly name: string } | null
  readonly postType: string
  readonly post: string
  readonly trade: string
  readonly status: 'active' | 'disabled'
  readonly certificates: number
  /** The certificate that runs out first; null without any. */
  readonly validUntil: string | null
}

type Owned = Tables & { owner: Tables['enterprise'] }

/** The scope as a predicate of the query itself: what may not be seen is not read. */
function within(eb: ExpressionBuilder<Owned, 'person' | 'owner'>, scope: Scope): Expression<SqlBool> {
  const either: Expression<SqlBool>[] = []
  if (scope.enterpriseId !== null) either.push(eb('person.enterprise_id', '=', scope.enterpriseId))
  if (scope.regionCode !== null) {
    either.push(eb('owner.region_code', 'like', `${regionPrefix(scope.regionCode)}%`))
  }
  if (scope.unowned) either.push(eb('person.enterprise_id', 'is', null))
  return either.length === 0 ? sql<SqlBool>`false` : eb.or(either)
}

export async function readPersons(
  db: ReadDb,
  filter: PersonFilter,
): Promise<{ rows: PersonItem[]; nextId: number | null }> {
  let query = db
    .selectFrom('person')
    .leftJoin('enterprise as owner', 'owner.id', 'person.enterprise_id')
    .select((eb) => [
      'person.id',
      'person.name',
      'person.id_last4 as idLast4',
      'person.sex',
      'person.enterprise_id',
      'owner.name as owner_name',
      'person.post_type as postType',
      'person.post',
      'person.trade',
      'person.status',
      eb
        .selectFrom('certificate')
        .select(sql<number>`count(*)`.as('n'))
        .whereRef('person_id', '=', 'person.id')
        .as('certificates'),
      eb
        .selectFrom('certificate')
        .select(sql<string | null>`min(valid_until)`.as('until'))
        .whereRef('person_id', '=', 'person.id')
        .as('validUntil'),
    ]) // prettier-ignore
    .where((eb) => within(eb as unknown as ExpressionBuilder<Owned, 'person' | 'owner'>, filter.scope))
    .orderBy('person.id')
    .limit(personPageSize + 1)
  if (filter.status !== null) query = query.where('person.status', '=', filter.status)
  if (filter.afterId !== null) query = query.where('person.id', '>', filter.afterId)
  if (filter.text !== '') {
    const { text } = filter
    query = query.where((eb) =>
      eb.or([
        named('person', 'person.id', text),
        named('enterprise', 'person.enterprise_id', text),
        eb.exists(
          eb
            .selectFrom('certificate')
            .select('certificate.id')
            .whereRef('certificate.person_id', '=', 'person.id')
            .where('certificate.number', '=', text),
        ),
      ]),
    )
  }
  const found = await query.execute()
  const shown = found.slice(0, personPageSize)
  return {
    rows: shown.map(({ enterprise_id, owner_name, certificates, ...row }) => ({
      ...row,
      enterprise: enterprise_id === null ? null : { id: enterprise_id, name: owner_name ?? '' },
      certificates: certificates ?? 0,
    })),
    nextId: found.length > personPageSize ? (shown.at(-1)?.id ?? null) : null,
  }
}

export type PersonRecord = NonNullable<Awaited<ReturnType<typeof readPerson>>>

export function readPerson(db: ReadDb, id: number) {
  return db
    .selectFrom('person')
    .leftJoin('enterprise as owner', 'owner.id', 'person.enterprise_id')
    .select((eb) => [
      'person.id',
      ...recordColumns,
      'person.enterprise_id',
      'owner.region_code as owner_region',
      'person.updated_at',
      certificatesOfPerson(),
      jsonArrayFrom(
        eb
          .selectFrom('person_file')
          .select(['item', 'sha256', 'size', 'type'])
          .whereRef('person_file.person_id', '=', 'person.id')
          .orderBy('item')
          .orderBy('n'),
      ).as('files'),
      eb
        .exists(
          eb
            .selectFrom('request_row')
            .select('request_row.id')
            .whereRef('request_row.person_id', '=', 'person.id')
            .where('request_row.state', '=', 'locked'),
        )
        .$castTo<boolean>()
        .as('under_review'),
    ]) // prettier-ignore
    .where('person.id', '=', id)
    .executeTakeFirst()
}

/** The person with this lookup key of an ID number. */
export async function findPersonByKey(db: ReadDb, idKey: string): Promise<number | null> {
  const row = await db.selectFrom('person').select('id').where('id_key', '=', idKey).executeTakeFirst()
  return row?.id ?? null
}

/** Rows that asked something for this person, the newest first; an enterprise sees only its own. */
export async function readPersonHistory(
  db: ReadDb,
  personId: number,
  enterpriseId: number | null,
  authorityId: string | null,
) {
  let query = db
    .selectFrom('request_row')
    .innerJoin('request', 'request.id', 'request_row.request_id')
    .innerJoin('enterprise', 'enterprise.id', 'request.enterprise_id')
    .select([
      'request.id as requestId',
      'request.case_no as caseNo',
      'request.business',
      'request.received_at as receivedAt',
      'request_row.state',
      'request_row.decided_at as decidedAt',
      'request_row.reasons',
      'request_row.reason_text as text',
      'enterprise.name as enterprise',
    ]) // prettier-ignore
    .where('request_row.person_id', '=', personId)
    .orderBy('request_row.id', 'desc')
    .limit(historyLimit)
  if (authorityId !== null) query = query.where('request.authority_id', '=', authorityId)
  else query = query.where('request.enterprise_id', '=', enterpriseId ?? 0)
  const rows = await query.execute()
  // A draft decision is nobody's to see before 结束审核.
  return rows.map((row) => (row.state === 'rejected' ? row : { ...row, reasons: [], text: '' }))
}
const historyLimit = 30
