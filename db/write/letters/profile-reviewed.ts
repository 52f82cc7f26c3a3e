/** 企业资料审核结果: to the enterprise's registered address, with the reasons where it was sent back. */
import type { Vault } from '../../crypto.ts'
import type { Tx } from '../../db.ts'
import { sendBackSentences } from '../../../domain/enterprise/send-back.ts'
import { queueToEnterprise } from './to-enterprise.ts'

export async function queueProfileReviewed(
  tx: Tx,
  vault: Vault,
  review: {
    readonly enterpriseId: number
    readonly enterpriseName: string
    readonly version: number
    readonly outcome: 'approved' | 'sentBack'
    readonly reasons: readonly string[]
    readonly text: string
    readonly authorityId: string
    readonly baseUrl: string
  },
): Promise<void> {
  await queueToEnterprise(tx, vault, {
    ...review,
    about: `profile-${review.enterpriseId}-${review.version}`,
    note: {
      topic: 'profileReviewed',
      enterpriseName: review.enterpriseName,
      approved: review.outcome === 'approved',
      reasons: sendBackSentences(review.reasons, review.text).map(({ zh }) => zh),
      link: `${review.baseUrl}/enterprises/${review.enterpriseId}`,
    },
  })
}
