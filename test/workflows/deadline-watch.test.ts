/** 期限提醒's workflow on the real engine: it asks once, and again when the record was away. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startEngine, type Engine } from '../support/engine.ts'
import { keepHistory } from '../support/histories.ts'
import { taskQueue } from '../../workflows/messages.ts'
import type { deadlineWatch } from '../../workflows/deadline-watch.ts'

let engine: Engine
beforeAll(async () => {
  engine = await startEngine()
})
afterAll(async () => {
  await engine.close()
})

test('the record is asked until it answers', async () => {
  let asked = 0
  const remindDeadlines = () => {
    asked += 1
    return asked === 1 ? Promise.reject(new Error('The record is away.')) : Promise.resolve()
  }
  await engine.during({ remindDeadlines }, async () => {
    const workflowId = 'deadline-watch'
    await engine.client.workflow.start<typeof deadlineWatch>('deadlineWatch', { workflowId, taskQueue, args: [] })
    const handle = engine.client.workflow.getHandle<typeof deadlineWatch>(workflowId)
    await handle.result()
    expect(asked).toBe(2)
    await keepHistory(handle, 'deadlineWatch', 'asked-twice')
  })
})
