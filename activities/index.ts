/** Every activity, made with what it needs. */
import { Context } from '@temporalio/activity'
import type { Deps } from './deps.ts'
import { createDeadlineActivities } from './deadlines.ts'
import { createIntakeActivities } from './intake.ts'
import { createReviewActivities } from './review.ts'
import type { CaseActivities, ReviewActivities } from './types.ts'

export function createActivities(deps: Deps): CaseActivities & ReviewActivities {
  return {
    ...createReviewActivities(deps),
    ...createIntakeActivities(deps),
    ...createDeadlineActivities(deps),
    syncMailbox: (mailboxId) => deps.mailroom.look(mailboxId),
    sendDueLetters: (mailboxId) => deps.postOffice.sendDue(mailboxId, () => Context.current().heartbeat()),
  }
}
