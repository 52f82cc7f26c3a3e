/**
 * 检索: people, enterprises, requests and mails by one text, within what the actor may see: the scopes are part of the queries,
 * so that what may not be seen is not even counted. What fits best first, then the newest; a few of each kind.
 */
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { ReadDb } from '../db.ts'
import { regionPrefix } from '../../domain/codes/region.ts'
import type { Business, MailState, RequestState } from '../../domain/unban/types.ts'
import { mailOfEnterprise } from './mails.ts'
import { caseNumbered, named, ranked } from './search-match.ts'

/** Of each kind on the page; the lists show the rest. */
const searchShown = 8

/** As domain/policy/person-scope.ts says it, with the authority whose queue and mails are the actor's. */
export interface SearchScope {
  readonly enterpriseId: number | null
  readonly regionCode: string | null
  /** Persons whom no enterprise owns. */
  readonly unowned: boolean
  readonly authorityId: string | null
}
export interface SearchFound {
  readonly persons: readonly FoundPerson[]
  readonly enterprises: readonly FoundEnterprise[]
  readonly requests: readonly FoundRequest[]
  readonly mails: readonly FoundMail[]
  /** Kinds of which there are more than are shown. */
  readonly more: readonly ('persons' | 'enterprises' | 'requests' | 'mails')[]
}
export interface FoundPerson {
  readonly id: number
  readonly name: string
  readonly idLast4: string
  readonly status: 'active' | 'disabled'
  readonly enterprise: string | null
}
export interface FoundEnterprise {
  readonly id: number
  readonly name: string
  readonly creditCode: string
  readonly status: 'approved' | 'incomplete' | 'pending'
}
export interface FoundRequest {
  readonly id: number
  readonly caseNo: string
  readonly business: Business
  readonly state: RequestState
  readonly enterprise: string
  readonly receivedAt: string
}
export interface FoundMail {
  readonly id: number
  readonly subject: string
  readonly from: string | null
  readonly state: MailState
  readonly receivedAt: string
}

/** @param text as typed. Nothing is found by a text that is too short. */
export async function readSearch(db: ReadDb, scope: SearchScope, text: string): Promise<SearchFound> {
  const [persons, enterprises, requests, mails] = await Promise.all([
    findPersons(db, scope, text),
    findEnterprises(db, scope, text),
    findRequests(db, scope, text),
    findMails(db, scope, text),
  ])
  const all = { persons, enterprises, requests, mails }
  return {
    persons: persons.slice(0, searchShown),
    enterprises: enterprises.slice(0, searchShown),
    requests: requests.slice(0, searchShown),
    mails: mails.slice(0, searchShown),
    more: (['persons', 'enterprises', 'requests', 'mails'] as const).filter((kind) => all[kind].length > searchShown),
  }
}

export function findPersons(db: ReadDb, scope: SearchScope, text: string): Promise<FoundPerson[]> {
  return db
    .selectFrom(ranked('person', text).as('found'))
    .innerJoin('person', 'person.id', 'found.subject_id')
    .leftJoin('enterprise as owner', 'owner.id', 'person.enterprise_id')
    .select(['person.id', 'person.name', 'person.id_last4 as idLast4', 'person.status', 'owner.name as enterprise'])
    .where(
      either([...ofRegion(scope, 'owner'), ...(scope.unowned ? [sql<SqlBool>`person.enterprise_id is null`] : [])]),
    )
    .orderBy('found.fit')
    .orderBy('person.id', 'desc')
    .limit(searchShown + 1)
    .execute()
}

function findEnterprises(db: ReadDb, scope: SearchScope, text: string): Promise<FoundEnterprise[]> {
  return db
    .selectFrom(ranked('enterprise', text).as('found'))
    .innerJoin('enterprise', 'enterprise.id', 'found.subject_id')
    .select(['enterprise.id', 'enterprise.name', 'enterprise.credit_code as creditCode', 'enterprise.status'])
    .where(either(ofRegion(scope, 'enterprise')))
    .orderBy('found.fit')
    .orderBy('enterprise.id', 'desc')
    .limit(searchShown + 1)
    .execute()
}

function findRequests(db: ReadDb, scope: SearchScope, text: string): Promise<FoundRequest[]> {
  return db
    .selectFrom('request')
    .innerJoin('enterprise', 'enterprise.id', 'request.enterprise_id')
    .select([
      'request.id',
      'request.case_no as caseNo',
      'request.business',
      'request.state',
      'enterprise.name as enterprise',
      'request.received_at as receivedAt',
    ]) // prettier-ignore
    .where(caseNumbered(text))
    .where(
      either([
        ...(scope.authorityId === null ? [] : [sql<SqlBool>`request.authority_id = ${scope.authorityId}`]),
        ...(scope.enterpriseId === null ? [] : [sql<SqlBool>`request.enterprise_id = ${scope.enterpriseId}`]),
      ]),
    )
    .orderBy('request.id', 'desc')
    .limit(searchShown + 1)
    .execute()
}

export function findMails(db: ReadDb, scope: SearchScope, text: string): Promise<FoundMail[]> {
  return db
    .selectFrom('mail')
    .select(['mail.id', 'mail.subject', 'mail.from_address as from', 'mail.state', 'mail.received_at as receivedAt'])
    .where(named('mail', 'mail.id', text))
    .where(
      either([
        ...(scope.authorityId === null ? [] : [sql<SqlBool>`mail.authority_id = ${scope.authorityId}`]),
        ...(scope.enterpriseId === null ? [] : [mailOfEnterprise(scope.enterpriseId)]),
      ]),
    )
    .orderBy('mail.id', 'desc')
    .limit(searchShown + 1)
    .execute()
}

/** One's own enterprise, and those of the region and below. */
function ofRegion({ enterpriseId, regionCode }: SearchScope, table: 'owner' | 'enterprise'): RawBuilder<SqlBool>[] {
  return [
    ...(enterpriseId === null ? [] : [sql<SqlBool>`${sql.ref(`${table}.id`)} = ${enterpriseId}`]),
    ...(regionCode === null ? [] : [sql<SqlBool>`${sql.ref(`${table}.region_code`)} like ${`${regionPrefix(regionCode)}%`}`]), // prettier-ignore
  ]
}

/** Nothing to choose from allows nothing. */
const either = (ways: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool> =>
  ways.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`(${sql.join(ways, sql` or `)})`

export async function findEnterpriseByCode(db: ReadDb, creditCode: string): Promise<number | null> {
  const row = await db.selectFrom('enterprise').select('id').where('credit_code', '=', creditCode).executeTakeFirst()
  return row?.id ?? null
}
