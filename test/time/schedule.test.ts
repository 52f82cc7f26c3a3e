/** 期限提醒's schedule: there from the first start, once, in the working hours of Shanghai; and its run reaches the record. */
import { Client, Connection } from '@temporalio/client'
import { expect, test } from '@jest/globals'
import { startApp } from '../support/app.ts'

test('the worker keeps one schedule for the deadlines, however often it starts', async () => {
  const app = await startApp()
  const connection = await Connection.connect({ address: app.temporal.address })
  try {
    const client = new Client({ connection, namespace: app.temporal.namespace })
    const handle = client.schedule.getHandle('deadline-watch')
    const described = async () => {
      for (let tries = 0; ; tries++) {
        try {
          return await handle.describe()
        } catch (error) {
          if (tries > 40) throw error
          await new Promise((resolve) => setTimeout(resolve, 250))
        }
      }
    }
    const first = await described()
    expect(first.spec.calendars?.[0]).toMatchObject({ hour: [{ start: 1, end: 9, step: 1 }], minute: [{ start: 5 }] })
    await app.restart('worker')
    expect((await described()).info.createdAt).toEqual(first.info.createdAt)
    await handle.trigger()
    const seen = async (): Promise<string> => {
      const [action] = (await handle.describe()).info.recentActions
      if (action?.action.type !== 'startWorkflow') return 'NOT STARTED'
      return (await client.workflow.getHandle(action.action.workflow.workflowId).describe()).status.name
    }
    for (let tries = 0; tries < 120 && (await seen()) !== 'COMPLETED'; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
    expect(await seen()).toBe('COMPLETED')
  } finally {
    await connection.close()
    await app.stop()
  }
}, 120_000)
