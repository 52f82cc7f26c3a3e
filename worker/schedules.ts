/** 定时检查: one schedule a mailbox looks once a minute, whatever the watcher believes. Making it twice is once. */
import { ScheduleAlreadyRunning, type Client } from '@temporalio/client'
import { taskQueue, workflowIds } from '../workflows/messages.ts'

export async function ensureSchedules(client: Client, doors: readonly { mailboxId: number }[]): Promise<void> {
  for (const { mailboxId } of doors) {
    try {
      await client.schedule.create({
        scheduleId: workflowIds.mailboxSync(mailboxId),
        spec: { intervals: [{ every: '1m' }] },
        action: {
          type: 'startWorkflow',
          workflowType: 'mailboxSync',
          workflowId: workflowIds.mailboxSync(mailboxId),
          taskQueue,
          args: [{ mailboxId }],
        },
        policies: { overlap: 'SKIP', catchupWindow: '1m' },
      })
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error
    }
  }
}
