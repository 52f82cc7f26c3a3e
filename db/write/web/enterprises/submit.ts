/** 提交审核: the enterprise hands its profile in. Twice is once. */
import type { Db } from '../../../db.ts'
import { missingOfProfile } from '../../../../domain/enterprise/profile.ts'
import { profileOf } from '../../../read/profile-state.ts'
import { auditProfile, type ProfileAct } from './by.ts'
import { lockEnterprise, settleProfile } from './settle.ts'

export type ProfileSubmitted =
  | { readonly kind: 'submitted' | 'already' | 'approved' }
  | { readonly kind: 'missing'; readonly items: readonly string[] }

export function submitProfile(db: Db, act: ProfileAct): Promise<ProfileSubmitted> {
  return db.transaction().execute(async (tx): Promise<ProfileSubmitted> => {
    const enterprise = await lockEnterprise(tx, act.enterpriseId)
    if (enterprise.status === 'pending') return { kind: 'already' }
    if (enterprise.status === 'approved') return { kind: 'approved' }
    const missing = missingOfProfile(await profileOf(tx, enterprise))
    if (missing.length > 0) return { kind: 'missing', items: missing.map(({ zh }) => zh) }
    const settled = await settleProfile(tx, act.enterpriseId, [], true)
    await auditProfile(tx, act, 'enterprise.submitted', settled)
    return { kind: 'submitted' }
  })
}
