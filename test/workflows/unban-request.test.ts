/** 解禁申请's workflow on the real engine, with a record in memory: who may act, what time does, what twice does. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { WithStartWorkflowOperation, WorkflowUpdateFailedError, type WorkflowHandle } from '@temporalio/client'
import { ApplicationFailure } from '@temporalio/common'
import { Worker } from '@temporalio/worker'
import { bundlePath, dataConverter, startEngine, type Engine } from '../support/engine.ts'
import { keepHistory } from '../support/histories.ts'
import { FakeRecord, type RecordOptions } from '../support/record.ts'
import {
  changedSignal,
  claimedUpdate,
  decideUpdate,
  endReviewUpdate,
  putAsideUpdate,
  releaseUpdate,
  revokeClaimUpdate,
  takeBackUpdate,
  taskQueue,
  undoEndUpdate,
  workflowIds,
} from '../../workflows/messages.ts'
import type { unbanRequest } from '../../workflows/unban-request.ts'

let engine: Engine
let requestId = 0

beforeAll(async () => {
  engine = await startEngine()
})
afterAll(async () => {
  await engine.close()
})

interface Scenario {
  readonly record: FakeRecord
  readonly handle: WorkflowHandle<typeof unbanRequest>
  /** 取下一份: in the record, then told to the workflow. */
  readonly claim: (by: number) => Promise<void>
}

async function scenario(
  name: string,
  options: RecordOptions,
  work: (scenario: Scenario) => Promise<void>,
): Promise<void> {
  requestId += 1
  const record = new FakeRecord(options)
  await engine.during(record.activities, async () => {
    const workflowId = workflowIds.unbanRequest(requestId)
    const start = { workflowId, taskQueue, args: [{ requestId }] as [{ requestId: number }], workflowIdConflictPolicy: 'USE_EXISTING' as const } // prettier-ignore
    const handle = engine.client.workflow.getHandle<typeof unbanRequest>(workflowId)
    await engine.client.workflow.start<typeof unbanRequest>('unbanRequest', start)
    await work({
      record,
      handle,
      claim: async (by) => {
        await engine.client.workflow.executeUpdateWithStart(claimedUpdate, {
          args: [record.take(by)],
          updateId: `claim-${record.claimNo}`,
          startWorkflowOperation: new WithStartWorkflowOperation<typeof unbanRequest>('unbanRequest', start),
        })
      },
    })
    await keepHistory(handle, 'unbanRequest', name)
  })
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !holds(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 25))
  expect(holds()).toBe(true)
}

const refusalOf = async (said: Promise<unknown>): Promise<string | null | undefined> => {
  try {
    await said
    return null
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) return error.cause.type
    throw error
  }
}
const decideRow = (by: number, version: number, rowId = 1) => ({ by, version, rowId, decision: 'approve' as const, reasons: [], sealedText: null }) // prettier-ignore

test('a request is claimed, decided, ended, and over when nobody undoes it', () =>
  scenario('decided', {}, async ({ record, handle, claim }) => {
    await claim(7)
    const first = await handle.executeUpdate(decideUpdate, { args: [decideRow(7, 2)] })
    const ended = await handle.executeUpdate(endReviewUpdate, { args: [{ by: 7, version: 3 }] })
    expect([first, ended]).toEqual([{ kind: 'done', version: 3 }, { kind: 'done', version: 4 }]) // prettier-ignore
    await handle.result()
    expect(record.happened).toEqual(['row 1 approve', 'ending', 'decided'])
  }))

test('an act that comes while the record is slowly looked at leaves a history that another worker can go on with', () =>
  scenario('slow-look', { lookMs: 700 }, async ({ record, handle, claim }) => {
    await claim(7)
    const looks = record.looks
    await handle.signal(changedSignal)
    await until(() => record.looks > looks)
    await handle.executeUpdate(decideUpdate, { args: [decideRow(7, 2)] })
    await handle.executeUpdate(endReviewUpdate, { args: [{ by: 7, version: 3 }] })
    await handle.result()
    expect(record.happened).toEqual(['row 1 approve', 'ending', 'decided'])
    await Worker.runReplayHistory({ workflowBundle: { codePath: bundlePath() }, dataConverter }, await handle.fetchHistory()) // prettier-ignore
  }))

test('结束审核 undone within its time leaves the request under review', () =>
  scenario('undone', { undoMs: 5_000 }, async ({ record, handle, claim }) => {
    await claim(7)
    await handle.executeUpdate(decideUpdate, { args: [decideRow(7, 2)] })
    await handle.executeUpdate(endReviewUpdate, { args: [{ by: 7, version: 3 }] })
    expect(await handle.executeUpdate(undoEndUpdate, { args: [{ by: 7, version: 4 }] })).toEqual({
      kind: 'done',
      version: 5,
    })
    expect(record.state).toBe('claimed')
    expect(await refusalOf(handle.executeUpdate(undoEndUpdate, { args: [{ by: 7, version: 5 }] }))).toBe('notEnding')
    record.state = 'superseded'
    await handle.signal(changedSignal)
    await handle.result()
  }))

test('a decision said twice under one id has one effect, and both are told the same', () =>
  scenario('twice', {}, async ({ record, handle, claim }) => {
    await claim(7)
    const say = () => handle.executeUpdate(decideUpdate, { args: [decideRow(7, 2)], updateId: 'one click' })
    const answers = await Promise.all([say(), say(), say()])
    expect(answers).toEqual(Array(3).fill({ kind: 'done', version: 3 }))
    expect(record.happened).toEqual(['row 1 approve'])
    record.state = 'superseded'
    await handle.signal(changedSignal)
    await handle.result()
  }))

test('of two different decisions on one version, one is done and the other is stale', () =>
  scenario('race', {}, async ({ record, handle, claim }) => {
    await claim(7)
    const answers = await Promise.all([1, 2].map((rowId) => handle.executeUpdate(decideUpdate, { args: [decideRow(7, 2, rowId)] }).catch(() => ({ kind: 'refused', refusal: 'stale' })))) // prettier-ignore
    expect(answers).toContainEqual({ kind: 'done', version: 3 })
    expect(answers).toContainEqual({ kind: 'refused', refusal: 'stale' })
    expect(record.happened).toHaveLength(1)
    record.state = 'superseded'
    await handle.signal(changedSignal)
    await handle.result()
  }))

test('who does not hold the request is refused at once, and nothing is written', () =>
  scenario('refused', {}, async ({ record, handle, claim }) => {
    expect(await refusalOf(handle.executeUpdate(decideUpdate, { args: [decideRow(7, 1)] }))).toBe('notClaimed')
    await claim(7)
    expect(await refusalOf(handle.executeUpdate(decideUpdate, { args: [decideRow(8, 2)] }))).toBe('notYours')
    expect(await refusalOf(handle.executeUpdate(decideUpdate, { args: [decideRow(7, 1)] }))).toBe('stale')
    expect(record.happened).toEqual([])
    record.state = 'superseded'
    await handle.signal(changedSignal)
    await handle.result()
  }))

test('a claim given back can be taken by another', () =>
  scenario('released', {}, async ({ record, handle, claim }) => {
    await claim(7)
    await handle.executeUpdate(releaseUpdate, { args: [{ by: 7, version: 2 }] })
    await claim(8)
    expect(await handle.executeUpdate(decideUpdate, { args: [decideRow(8, 4)] })).toEqual({ kind: 'done', version: 5 })
    expect(record.happened).toEqual(['released', 'row 1 approve'])
    record.state = 'superseded'
    await handle.signal(changedSignal)
    await handle.result()
  }))

test('an idle claim lapses by itself', () =>
  scenario('lapsed', { claimMs: 300 }, async ({ record, handle, claim }) => {
    await claim(7)
    while (record.state === 'claimed') await new Promise((resolve) => setTimeout(resolve, 50))
    expect(record.happened).toEqual(['lapsed'])
    record.state = 'superseded'
    await handle.signal(changedSignal)
    await handle.result()
  }))

test('a request past its deadline is noted once', () =>
  scenario('overdue', { dueInMs: 300 }, async ({ record, handle }) => {
    while (record.happened.length === 0) await new Promise((resolve) => setTimeout(resolve, 50))
    await handle.signal(changedSignal)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(record.happened).toEqual(['overdue'])
    record.state = 'superseded'
    await handle.signal(changedSignal)
    await handle.result()
  }))

const aside = (by: number, version: number) => ({ by, version, reason: 'lookup', sealedText: null })

test('搁置: a request put aside returns by itself when its time is over', () =>
  scenario('aside-over', { asideMs: 300 }, async ({ record, handle, claim }) => {
    await claim(7)
    expect(await handle.executeUpdate(putAsideUpdate, { args: [aside(7, 2)] })).toEqual({ kind: 'done', version: 3 })
    while (record.state === 'putAside') await new Promise((resolve) => setTimeout(resolve, 50))
    expect(record.happened).toEqual(['aside lookup', 'aside over'])
    await claim(8)
    expect(await handle.executeUpdate(decideUpdate, { args: [decideRow(8, 5)] })).toEqual({ kind: 'done', version: 6 })
    record.state = 'superseded'
    await handle.signal(changedSignal)
    await handle.result()
  }))

test('搁置: taken back before its time by whoever the policy lets, on the version of the page', () =>
  scenario('aside-taken-back', {}, async ({ record, handle, claim }) => {
    expect(await refusalOf(handle.executeUpdate(takeBackUpdate, { args: [{ by: 7, version: 1 }] }))).toBe('notPutAside')
    await claim(7)
    expect(await refusalOf(handle.executeUpdate(putAsideUpdate, { args: [aside(8, 2)] }))).toBe('notYours')
    await handle.executeUpdate(putAsideUpdate, { args: [aside(7, 2)] })
    expect(await refusalOf(handle.executeUpdate(decideUpdate, { args: [decideRow(7, 3)] }))).toBe('notClaimed')
    expect(await refusalOf(handle.executeUpdate(takeBackUpdate, { args: [{ by: 9, version: 2 }] }))).toBe('stale')
    expect(await handle.executeUpdate(takeBackUpdate, { args: [{ by: 9, version: 3 }] })).toEqual({ kind: 'done', version: 4 }) // prettier-ignore
    expect(record.happened).toEqual(['aside lookup', 'taken back'])
    record.state = 'superseded'
    await handle.signal(changedSignal)
    await handle.result()
  }))

test('收回占用: the chief releases a colleague’s claim, and the colleague’s next act is refused', () =>
  scenario('revoked', {}, async ({ record, handle, claim }) => {
    await claim(7)
    const revoke = { by: 9, version: 2, sealedText: 'sealed' }
    expect(await handle.executeUpdate(revokeClaimUpdate, { args: [revoke] })).toEqual({ kind: 'done', version: 3 })
    expect(await refusalOf(handle.executeUpdate(decideUpdate, { args: [decideRow(7, 2)] }))).toBe('notClaimed')
    expect(record.happened).toEqual(['revoked'])
    record.state = 'superseded'
    await handle.signal(changedSignal)
    await handle.result()
  }))
