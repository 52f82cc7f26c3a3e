/** Whose messages a visitor sees: of the office they work in, or of the enterprise they act for now. */
import type { NoticeScope } from '../../db/read/notices.ts'
import { actsForEnterprise, isAssociationStaff } from '../../domain/policy/person-scope.ts'
import type { Actor } from '../../domain/policy/types.ts'

export const noticeScope = (actor: Actor): NoticeScope => ({
  accountId: actor.accountId,
  authorityId: isAssociationStaff(actor) ? actor.authorityId : null,
  chief: actor.roles.includes('supervisorOfStaff'),
  enterpriseId: actsForEnterprise(actor) ? actor.enterpriseId : null,
})
