/** 定时检查: one schedule a mailbox looks once a minute, whatever the watcher believes. Making it twice is once. */
import { ScheduleAlreadyRunning, type Client } from '@temporalio/client'
import { taskQueue, workflowIds } from '../workflows/messages.ts'

/** @returns mailboxes whose schedule was not there: to this engine they are new. */
export async function ensureSchedules(client: Client, mailboxIds: readonly number[]): Promise<number[]> {
  const made: number[] = []
  for (const mailboxId of mailboxIds) {
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
      made.push(mailboxId)
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error
    }
  }
  return made
}
