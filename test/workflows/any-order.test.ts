/**
 * Whatever comes together: signals, acts and looks at a record that answers now at once and now late. Each history is given
 * to a worker that has never seen it, as after a kill; it must be able to go on.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { WorkflowHandle } from '@temporalio/client'
import { Worker } from '@temporalio/worker'
import type { CaseActivities, ReviewActivities } from '../../activities/types.ts'
import { changedSignal, claimedUpdate, decideUpdate, endReviewUpdate, taskQueue, undoEndUpdate, workflowIds, type ActOutcome } from '../../workflows/messages.ts' // prettier-ignore
import type { unbanRequest } from '../../workflows/unban-request.ts'
import { bundlePath, dataConverter, startEngine, type Engine } from '../support/engine.ts'
import { randomOf, type Random } from '../support/random.ts'
import { FakeRecord } from '../support/record.ts'

const cases = 48
const together = 8
const by = 7
const seed = 20_261_121

let engine: Engine
beforeAll(async () => {
  engine = await startEngine()
})
afterAll(() => engine.close())

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

type Activities = ReviewActivities & Pick<CaseActivities, 'finishReview' | 'releaseLapsed' | 'noteOverdue' | 'returnFromAside'> // prettier-ignore

/** One worker serves all cases: each activity finds its case's record, and takes its time before and after. */
function activitiesOf(records: ReadonlyMap<number, FakeRecord>, random: Random): Activities {
  const late = () => pause(random() < 0.5 ? 0 : random() < 0.9 ? random() * 30 : random() * 300)
  const of = (requestId: number): Activities => {
    const record = records.get(requestId)
    if (record === undefined) throw new Error(`There is no case ${requestId}.`)
    return record.activities
  }
  const slowly = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    await late()
    const answer = await ask()
    await late()
    return answer
  }
  return {
    readStanding: (id) => slowly(() => of(id).readStanding(id)),
    recordDecision: (act) => slowly(() => of(act.requestId).recordDecision(act)),
    recordEnding: (act) => slowly(() => of(act.requestId).recordEnding(act)),
    recordUndo: (act) => slowly(() => of(act.requestId).recordUndo(act)),
    recordRelease: (act) => slowly(() => of(act.requestId).recordRelease(act)),
    recordPutAside: (act) => slowly(() => of(act.requestId).recordPutAside(act)),
    recordTakeBack: (act) => slowly(() => of(act.requestId).recordTakeBack(act)),
    recordRevokedClaim: (act) => slowly(() => of(act.requestId).recordRevokedClaim(act)),
    returnFromAside: (input) => slowly(() => of(input.requestId).returnFromAside(input)),
    finishReview: (claim) => slowly(() => of(claim.requestId).finishReview(claim)),
    releaseLapsed: (claim) => slowly(() => of(claim.requestId).releaseLapsed(claim)),
    noteOverdue: (input) => slowly(() => of(input.requestId).noteOverdue(input)),
  }
}

/** A review as hurried people make it: acts twice, at the same time, and on versions that are no longer. */
async function review(
  handle: WorkflowHandle<typeof unbanRequest>,
  record: FakeRecord,
  start: () => Promise<unknown>,
  random: Random,
) {
  // prettier-ignore
  const refused = () => undefined
  const noise = async () => {
    for (let n = 0; n < 6; n += 1) {
      await pause(random() * 150)
      await handle.signal(changedSignal).catch(refused)
    }
  }
  const started = start()
  if (random() < 0.5) await started
  const claim = record.take(by)
  await started
  const claimed = handle.executeUpdate(claimedUpdate, { args: [claim] })
  const noisy = noise()
  if (random() < 0.5) await claimed
  const decide = () => handle.executeUpdate(decideUpdate, { args: [{ by, version: claim.version, rowId: 1, decision: 'approve', reasons: [], sealedText: null }] }).catch(refused) // prettier-ignore
  await Promise.all([claimed, decide(), ...(random() < 0.4 ? [decide()] : [])])
  const onVersion = () => ({ args: [{ by, version: record.version }] as [{ by: number; version: number }] })
  let undone = false
  for (let tries = 0; tries < 20 && record.state !== 'decided'; tries += 1) {
    const end = (): Promise<ActOutcome | undefined> => handle.executeUpdate(endReviewUpdate, onVersion()).catch(refused)
    await Promise.all([end(), ...(random() < 0.3 ? [end()] : [])])
    if (record.state !== 'ending') continue
    if (undone || random() < 0.7) break
    undone = true
    await handle.executeUpdate(undoEndUpdate, onVersion()).catch(refused)
  }
  await noisy
  await handle.result()
}

test('whatever comes together, a worker that has not seen the case before can go on with it', async () => {
  const random = randomOf(seed)
  const records = new Map<number, FakeRecord>()
  const ends: string[] = []
  await engine.during(activitiesOf(records, random), async () => {
    let next = 0
    const work = async () => {
      while (next < cases) {
        next += 1
        const requestId = next
        const record = new FakeRecord({ undoMs: 600, dueInMs: random() < 0.2 ? 50 : 3_600_000 })
        records.set(requestId, record)
        const workflowId = workflowIds.unbanRequest(requestId)
        const start = () => engine.client.workflow.signalWithStart<typeof unbanRequest, []>('unbanRequest', { workflowId, taskQueue, args: [{ requestId }], signal: changedSignal, workflowIdConflictPolicy: 'USE_EXISTING' }) // prettier-ignore
        const handle = engine.client.workflow.getHandle<typeof unbanRequest>(workflowId)
        await review(handle, record, start, random)
        await Worker.runReplayHistory({ workflowBundle: { codePath: bundlePath() }, dataConverter }, await handle.fetchHistory(), workflowId) // prettier-ignore
        ends.push(record.state)
      }
    }
    await Promise.all(Array.from({ length: together }, work))
  })
  expect(ends).toEqual(Array.from({ length: cases }, () => 'decided'))
}, 180_000)
