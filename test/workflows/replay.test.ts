/** Every kept history goes on with the workflows as they are now: cases of weeks ago survive a new version. */
import { beforeAll, describe, expect, test } from '@jest/globals'
import { Worker } from '@temporalio/worker'
import { bundlePath, dataConverter, quietRuntime } from '../support/engine.ts'
import { keptHistories } from '../support/histories.ts'

beforeAll(quietRuntime)

const histories = keptHistories()

test('there is a history of every workflow', () => {
  const workflows = new Set(histories.map(({ workflow }) => workflow))
  expect([...workflows].sort()).toEqual([
    'deadlineWatch',
    'mailIntake',
    'mailboxSync',
    'outgoingMail',
    'senderHold',
    'unbanRequest',
  ])
})

describe.each(histories)('$workflow $scenario', ({ history }) => {
  test('replays', async () => {
    await Worker.runReplayHistory({ workflowBundle: { codePath: bundlePath() }, dataConverter }, history)
  })

  test('every payload of ours is sealed', () => {
    const encodings = [...JSON.stringify(withoutMarkers(history)).matchAll(/"encoding":"([^"]+)"/g)]
    expect(encodings.length).toBeGreaterThan(0)
    expect(new Set(encodings.map(([, text = '']) => Buffer.from(text, 'base64').toString()))).toEqual(
      new Set(['binary/hoistway-v1']),
    )
  })
})

/** The engine's own note of a local activity (its number, name and attempt) is not ours to seal; its result is. */
function withoutMarkers(history: unknown): unknown {
  return JSON.parse(JSON.stringify(history), (key, value: unknown) => (key === 'details' && isMarker(value) ? value.result : value)) // prettier-ignore
}

function isMarker(value: unknown): value is { data: unknown; result: unknown } {
  return typeof value === 'object' && value !== null && 'data' in value && 'result' in value
}
