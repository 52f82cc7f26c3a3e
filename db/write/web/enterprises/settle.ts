/** 企业资料 after a change: what is missing and where it stands, by the one rule, written with the version raised. */
import { sql } from 'kysely'
import type { Tx } from '../../../db.ts'
import { missingOfProfile, statusAfterChange, type ProfileChange, type ProfileStatus } from '../../../../domain/enterprise/profile.ts' // prettier-ignore
import { profileOf } from '../../../read/profile-state.ts'
import type { Row } from '../../../schema.ts'

export interface Settled {
  readonly version: number
  readonly status: ProfileStatus
  readonly missing: readonly string[]
}

/** Locks the profile until the commit: of two who change it, the second sees what the first has made of it. */
export function lockEnterprise(tx: Tx, enterpriseId: number): Promise<Row<'enterprise'>> {
  return tx.selectFrom('enterprise').selectAll().where('id', '=', enterpriseId).forUpdate().executeTakeFirstOrThrow()
}

/** @param submit true: it is handed in for approval, whatever has changed. */
export async function settleProfile(
  tx: Tx,
  enterpriseId: number,
  changes: readonly ProfileChange[],
  submit = false,
): Promise<Settled> {
  const enterprise = await lockEnterprise(tx, enterpriseId)
  const missing = missingOfProfile(await profileOf(tx, enterprise))
  const status = submit && missing.length === 0 ? 'pending' : statusAfterChange(enterprise.status, changes, missing)
  const settled = { version: enterprise.version + 1, status, missing: missing.map(({ zh }) => zh) }
  await tx
    .updateTable('enterprise')
    .set({
      ...settled,
      // Who waits keeps the place among those who wait.
      ...(status === 'pending' && enterprise.status !== 'pending' ? { submitted_at: sql<string>`now()` } : {}),
    })
    .where('id', '=', enterpriseId)
    .execute()
  return settled
}
