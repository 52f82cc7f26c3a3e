/**
 * 期限提醒: started by a schedule every working hour. Whether it is a time to remind anybody at all, and whom, is decided by
 * the record's clock and calendar; a run that was missed is made good by the next.
 */
import { proxyActivities } from '@temporalio/workflow'
import type { CaseActivities } from '../activities/types.ts'

const { remindDeadlines } = proxyActivities<CaseActivities>({
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1 minute', maximumAttempts: 10 },
})

export async function deadlineWatch(): Promise<void> {
  await remindDeadlines()
}
