/** 邮箱定时检查: started by a schedule every minute, so that a dead connection costs a minute at most. */
import { proxyActivities } from '@temporalio/workflow'
import type { CaseActivities } from '../activities/types.ts'

const { syncMailbox } = proxyActivities<CaseActivities>({
  startToCloseTimeout: '50s',
  retry: { maximumAttempts: 1 },
})

export async function mailboxSync({ mailboxId }: { mailboxId: number }): Promise<void> {
  await syncMailbox(mailboxId)
}
