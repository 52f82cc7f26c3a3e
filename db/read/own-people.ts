/** 本单位人员: all people of one enterprise as the rules judge them, and where each waits. No number leaves here. */
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Day } from '../../domain/brand.ts'
import { placeholderPhone } from '../../domain/codes/phone.ts'
import type { PersonFact } from '../../domain/unban/types.ts'
import type { ReadDb } from '../db.ts'
import { judgedColumns } from './person-columns.ts'

/** More people than any enterprise has entered; beyond it the list says so. */
const ownPeopleMax = 5_000

export interface OwnPerson {
  readonly fact: PersonFact
  readonly idLast4: string
  readonly postType: string
  readonly post: string
  readonly trade: string
  readonly isLegalRepresentative: boolean
  readonly validUntil: Day | null
  /** The waiting row, the latest. */
  readonly row: {
    readonly requestId: number
    readonly business: 'unban' | 'bind'
    readonly state: 'live' | 'locked'
  } | null
  /** The last decision on 解禁 was a rejection. */
  readonly rejected: boolean
}

export async function readOwnPeople(db: ReadDb, enterpriseId: number): Promise<readonly OwnPerson[]> {
  const rows = await db
    .selectFrom('person')
    .innerJoin('enterprise as owner', 'owner.id', 'person.enterprise_id')
    .select((eb) => [
      'person.id',
      ...judgedColumns,
      sql<boolean>`owner.legal_id_key = person.id_key`.as('legal'),
      jsonArrayFrom(
        eb
          .selectFrom('certificate')
          .select(['number', sql<Day>`valid_until`.as('validUntil'), sql<boolean>`scan_sha is not null`.as('hasScan')])
          .whereRef('certificate.person_id', '=', 'person.id')
          .orderBy('valid_until'),
      ).as('certificates'),
      jsonArrayFrom(
        eb
          .selectFrom('request_row')
          .innerJoin('request', 'request.id', 'request_row.request_id')
          .select(['request_row.request_id as requestId', 'request.business', 'request_row.state'])
          .whereRef('request_row.person_id', '=', 'person.id')
          .whereRef('request.enterprise_id', '=', 'person.enterprise_id')
          .where('request_row.state', 'in', ['live', 'locked'])
          .orderBy('request_row.id', 'desc')
          .limit(1),
      ).as('waiting'),
      eb
        .selectFrom('request_row')
        .select('state')
        .whereRef('request_row.person_id', '=', 'person.id')
        .whereRef('request_row.enterprise_id', '=', 'person.enterprise_id')
        .where('business', '=', 'unban')
        .where('state', 'in', ['approved', 'rejected'])
        .orderBy('id', 'desc')
        .limit(1)
        .as('decided'),
    ]) // prettier-ignore
    .where('person.enterprise_id', '=', enterpriseId)
    .orderBy('person.id')
    .limit(ownPeopleMax)
    .execute()
  return rows.map((row) => ({
    fact: {
      id: row.id,
      name: row.name,
      enterpriseId,
      status: row.status,
      // Enough for the rule: whether there is one, and whether it is the placeholder.
      phone: row.phone_placeholder ? placeholderPhone : row.phone_last4 === '' ? '' : `…${row.phone_last4}`,
      hasPhoto: row.photo_sha !== null,
      certificates: row.certificates,
      socialSecurity: row.social_security,
      contract: row.contract,
    },
    idLast4: row.id_last4,
    postType: row.post_type,
    post: row.post,
    trade: row.trade,
    isLegalRepresentative: row.legal,
    validUntil: row.certificates[0]?.validUntil ?? null,
    row: waitingRow(row.waiting[0]),
    rejected: row.decided === 'rejected',
  }))
}

function waitingRow(
  row: { requestId: number; business: 'unban' | 'bind'; state: string } | undefined,
): OwnPerson['row'] {
  return row === undefined ? null : { ...row, state: row.state === 'locked' ? 'locked' : 'live' }
}
