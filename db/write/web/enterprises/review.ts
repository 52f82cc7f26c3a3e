/**
 * 企业资料审核: approved, or sent back with reasons, by staff of the region. One audit row, one letter to the registered
 * address; the second of two reviewers learns who was first.
 */
import type { Vault } from '../../../crypto.ts'
import type { Db } from '../../../db.ts'
import { appendAudit } from '../../audit.ts'
import { notify } from '../../notices.ts'
import { queueProfileReviewed } from '../../letters/profile-reviewed.ts'
import { lockEnterprise } from './settle.ts'

export interface ProfileReview {
  readonly enterpriseId: number
  /** The version that the reviewer looked at. */
  readonly version: number
  readonly outcome: 'approved' | 'sentBack'
  readonly reasons: readonly string[]
  readonly text: string
  readonly accountId: number
  readonly authorityId: string
  readonly baseUrl: string
}
export type ProfileReviewed =
  | { readonly kind: 'done'; readonly outcome: ProfileReview['outcome'] }
  /** One's own review again: a second click. */
  | { readonly kind: 'again'; readonly outcome: ProfileReview['outcome'] }
  | { readonly kind: 'first'; readonly outcome: ProfileReview['outcome']; readonly by: string; readonly at: string }
  /** The enterprise has changed it since it was looked at, or it no longer waits. */
  | { readonly kind: 'changed' }

export function reviewProfile(db: Db, vault: Vault, input: ProfileReview): Promise<ProfileReviewed> {
  return db.transaction().execute(async (tx): Promise<ProfileReviewed> => {
    const enterprise = await lockEnterprise(tx, input.enterpriseId)
    const before = await tx
      .selectFrom('enterprise_review')
      .innerJoin('account', 'account.id', 'enterprise_review.reviewed_by')
      .select(['outcome', 'reviewed_by', 'reviewed_at', 'account.name'])
      .where('enterprise_id', '=', enterprise.id)
      .where('version', '=', input.version)
      .executeTakeFirst()
    if (before !== undefined) {
      const isOwn = before.reviewed_by === input.accountId && before.outcome === input.outcome
      return isOwn ? { kind: 'again', outcome: before.outcome } : { kind: 'first', outcome: before.outcome, by: before.name, at: before.reviewed_at } // prettier-ignore
    }
    if (enterprise.status !== 'pending' || enterprise.version !== input.version) return { kind: 'changed' }
    await tx
      .insertInto('enterprise_review')
      .values({
        enterprise_id: enterprise.id,
        version: input.version,
        outcome: input.outcome,
        reasons: [...input.reasons],
        reason_text: input.text,
        reviewed_by: input.accountId,
      })
      .execute()
    await tx
      .updateTable('enterprise')
      .set({
        status: input.outcome === 'approved' ? 'approved' : 'incomplete',
        version: enterprise.version + 1,
        submitted_at: null,
      })
      .where('id', '=', enterprise.id)
      .execute()
    await queueProfileReviewed(tx, vault, { ...input, enterpriseName: enterprise.name })
    await notify(tx, {
      key: `enterprise:${enterprise.id}/reviewed/${input.version}`,
      kind: input.outcome === 'approved' ? 'profileApproved' : 'profileSentBack',
      to: { kind: 'enterprise', enterpriseId: enterprise.id },
      facts: { enterpriseId: enterprise.id },
    })
    await appendAudit(tx, {
      chain: input.authorityId,
      key: `enterprise:${enterprise.id}/reviewed/${input.version}`,
      actor: `account:${input.accountId}`,
      action: input.outcome === 'approved' ? 'enterprise.approved' : 'enterprise.sentBack',
      object: `enterprise:${enterprise.id}`,
      detail: { version: input.version, reasons: input.reasons },
    })
    return { kind: 'done', outcome: input.outcome }
  })
}
