/** 证书查验记录: who looked up which certificate, when, where, with what result. */
import type { ReadDb } from '../db.ts'
import type { CheckResult } from '../../domain/person/lookup-sites.ts'

export interface CertificateCheck {
  readonly certificateId: number
  readonly site: string
  readonly result: CheckResult
  readonly note: string
  readonly by: string
  readonly at: string
}

/** By certificate, the newest first. */
export async function readCertificateChecks(
  db: ReadDb,
  certificateIds: readonly number[],
): Promise<Map<number, CertificateCheck[]>> {
  const checks = new Map<number, CertificateCheck[]>()
  if (certificateIds.length === 0) return checks
  const rows = await db
    .selectFrom('certificate_check')
    .innerJoin('account', 'account.id', 'certificate_check.checked_by')
    .select(['certificate_id as certificateId', 'site', 'result', 'note', 'checked_at as at', 'account.name as by']) // prettier-ignore
    .where('certificate_id', 'in', certificateIds)
    .orderBy('certificate_check.id', 'desc')
    .execute()
  for (const row of rows) checks.set(row.certificateId, [...(checks.get(row.certificateId) ?? []), row])
  return checks
}

/** The certificates of one person, each with its look-ups. */
export async function readLookedUp(
  db: ReadDb,
  certificates: readonly { readonly id: number; readonly number: string }[],
) {
  const checks = await readCertificateChecks(db, certificates.map(({ id }) => id)) // prettier-ignore
  return certificates.map(({ id, number }) => ({ id, number, checks: checks.get(id) ?? [] }))
}

/** Whose certificate it is, for the policy. */
export function readCertificateOwner(db: ReadDb, certificateId: number) {
  return db
    .selectFrom('certificate')
    .innerJoin('person', 'person.id', 'certificate.person_id')
    .leftJoin('enterprise as owner', 'owner.id', 'person.enterprise_id')
    .select(['certificate.id', 'person.id as personId', 'person.enterprise_id', 'owner.region_code as owner_region'])
    .where('certificate.id', '=', certificateId)
    .executeTakeFirst()
}
