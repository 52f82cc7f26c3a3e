/** Every kept history goes on with the workflows as they are now: cases of weeks ago survive a new version. */
import { beforeAll, describe, expect, test } from '@jest/globals'
import { Worker } from '@temporalio/worker'
import { bundlePath, dataConverter, quietRuntime } from '../support/engine.ts'
import { keptHistories } from '../support/histories.ts'

beforeAll(quietRuntime)

const histories = keptHistories()

test('there is a history of every workflow', () => {
  const workflows = new Set(histories.map(({ workflow }) => workflow))
  expect([...workflows].sort()).toEqual(['mailIntake', 'mailboxSync', 'outgoingMail', 'senderHold', 'unbanRequest'])
})

describe.each(histories)('$workflow $scenario', ({ history }) => {
  test('replays', async () => {
    await Worker.runReplayHistory({ workflowBundle: { codePath: bundlePath() }, dataConverter }, history)
  })

  test('holds no personal data in the clear: every payload is sealed', () => {
    const encodings = [...JSON.stringify(history).matchAll(/"encoding":"([^"]+)"/g)].map(([, text = '']) => Buffer.from(text, 'base64').toString()) // prettier-ignore
    expect(encodings.length).toBeGreaterThan(0)
    expect(new Set(encodings)).toEqual(new Set(['binary/hoistway-v1']))
  })
})
