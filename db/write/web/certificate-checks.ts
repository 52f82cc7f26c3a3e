/** 证书查验: one look-up written down, with its audit row. The same form twice is one. */
import type { CheckResult } from '../../../domain/person/lookup-sites.ts'
import type { Db } from '../../db.ts'
import { appendAudit } from '../audit.ts'

export interface NewCheck {
  readonly certificateId: number
  readonly site: string
  readonly result: CheckResult
  readonly note: string
  readonly accountId: number
  readonly authorityId: string
  readonly formId: string
}

export function recordCheck(db: Db, check: NewCheck): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const { certificateId, site, result } = check
    const key = `certificate:${certificateId}/checked/account:${check.accountId}/${check.formId}`
    const written = await tx
      .insertInto('certificate_check')
      .values({ certificate_id: certificateId, site, result, note: check.note, key, checked_by: check.accountId })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .executeTakeFirst()
    if ((written.numInsertedOrUpdatedRows ?? 0n) === 0n) return
    await appendAudit(tx, {
      chain: check.authorityId,
      key,
      actor: `account:${check.accountId}`,
      action: 'certificate.checked',
      object: `certificate:${certificateId}`,
      detail: { site, result },
    })
  })
}
