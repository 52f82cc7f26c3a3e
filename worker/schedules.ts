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

/** 09:05 to 17:05 in Shanghai, which is UTC+8 all year. */
const workingHours = { start: 1, end: 9 } as const

/** One for the whole installation: near and past deadlines, every working hour. */
export async function ensureDeadlineWatch(client: Client): Promise<void> {
  try {
    await client.schedule.create({
      scheduleId: workflowIds.deadlineWatch,
      spec: { calendars: [{ hour: workingHours, minute: 5 }] },
      action: { type: 'startWorkflow', workflowType: 'deadlineWatch', workflowId: workflowIds.deadlineWatch, taskQueue, args: [] }, // prettier-ignore
      policies: { overlap: 'SKIP', catchupWindow: '1h' },
    })
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error
  }
}
