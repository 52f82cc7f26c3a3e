/** 审核时的核对, for one row as the record is now: what keeps the person from passing. One query: a person waits for it. */
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Vault } from '../crypto.ts'
import type { ReadDb } from '../db.ts'
import type { Day, Moment } from '../../domain/brand.ts'
import { dayOf } from '../../domain/calendar/working-days.ts'
import { isWithin } from '../../domain/codes/region.ts'
import { claimChecks } from '../../domain/unban/claim-checks.ts'

export interface Obstacle {
  /** The register's version of the person. */
  readonly version: number
  /** Keys of the checks that fail, joined by commas; null: none. */
  readonly failing: string | null
}

/** Null: there is no such row. */
export async function readApprovalObstacle(db: ReadDb, vault: Vault, rowId: number): Promise<Obstacle | null> {
  const row = await readRow(db, rowId)
  if (row === undefined) return null
  const checks = claimChecks({
    row: { name: row.mailedName, idNumber: vault.open(row.id_cipher), company: row.company, business: row.business },
    person: {
      id: row.person_id,
      name: row.name,
      enterpriseId: row.ownerId,
      status: row.status,
      phone: vault.open(row.phone_cipher),
      hasPhoto: row.photo_sha !== null,
      certificates: row.certificates,
      socialSecurity: row.social_security,
      contract: row.contract,
    },
    enterprise: {
      id: row.enterprise_id,
      name: row.enterpriseName,
      nameKey: row.name_key,
      status: row.enterpriseStatus,
      missing: row.missing,
      ruleInForce: isWithin(row.enterpriseRegion, row.ruleRegion),
    },
    today: dayOf(row.now),
    receivedOn: dayOf(row.received_at),
    waitingElsewhere: row.elsewhere,
    position: { isLegalRepresentative: row.legal_id_key === row.person_key && row.ownerId === row.enterprise_id },
  })
  const failing = checks.filter(({ ok, must }) => must && !ok).map(({ key }) => key)
  return { version: row.version, failing: failing.length === 0 ? null : failing.join(',') }
}

function readRow(db: ReadDb, rowId: number) {
  return db
    .selectFrom('request_row')
    .innerJoin('request', 'request.id', 'request_row.request_id')
    .innerJoin('authority', 'authority.id', 'request.authority_id')
    .innerJoin('enterprise', 'enterprise.id', 'request.enterprise_id')
    .innerJoin('person', 'person.id', 'request_row.person_id')
    .innerJoin('mail_row', (join) =>
      join.onRef('mail_row.mail_id', '=', 'request.mail_id').onRef('mail_row.n', '=', 'request_row.n'),
    ) // prettier-ignore
    .select([
      'request.received_at',
      'request.business',
      'request.enterprise_id',
      'authority.region_code as ruleRegion',
      'enterprise.name as enterpriseName',
      'enterprise.name_key',
      'enterprise.status as enterpriseStatus',
      'enterprise.missing',
      'enterprise.region_code as enterpriseRegion',
      'enterprise.legal_id_key',
      'request_row.person_key',
      'request_row.person_id',
      'mail_row.name as mailedName',
      'mail_row.id_cipher',
      'mail_row.company',
      'person.version',
      'person.name',
      'person.enterprise_id as ownerId',
      'person.status',
      'person.phone_cipher',
      'person.photo_sha',
      'person.social_security',
      'person.contract',
    ]) // prettier-ignore
    .select((select) => [
      sql<Moment>`now()`.as('now'),
      sql<number>`(select count(*) from request_row as other where other.person_id = request_row.person_id
        and other.request_id <> request_row.request_id and other.state in ('live', 'locked'))`.as('elsewhere'),
      jsonArrayFrom(
        select
          .selectFrom('certificate')
          .select(['number', sql<Day>`valid_until`.as('validUntil'), sql<boolean>`scan_sha is not null`.as('hasScan')])
          .whereRef('certificate.person_id', '=', 'person.id'),
      ).as('certificates'),
    ])
    .where('request_row.id', '=', rowId)
    .executeTakeFirst()
}
