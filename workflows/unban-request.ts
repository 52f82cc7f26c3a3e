/**
 * 解禁 / 绑定 的一份申请: from its place in the queue to its decision. The record holds what people see; this carries the
 * request through claims, decisions, the thirty seconds of 撤销, lapsed claims, the two days of 搁置 and its deadline
 * (spec 10-unban, The queue and Review by staff).
 */
import { allHandlersFinished, condition, proxyActivities, proxyLocalActivities, setHandler, workflowInfo } from '@temporalio/workflow' // prettier-ignore
import type { CaseActivities, ReviewActivities, Standing } from '../activities/types.ts'
import {
  changedSignal,
  claimedUpdate,
  decideUpdate,
  endReviewUpdate,
  putAsideUpdate,
  releaseUpdate,
  revokeClaimUpdate,
  takeBackUpdate,
  undoEndUpdate,
} from './messages.ts'
import type { Act, ActOutcome, Refusal } from './messages.ts'
import { Review, type ReviewPhase } from './review.ts'

// No limit on the whole: while the record is away an act waits, and saying it again attaches to the same one.
const record = proxyLocalActivities<ReviewActivities>({
  startToCloseTimeout: '15s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '10s' },
})
// A worker that is killed in the middle is noticed by this time alone: a little above the longest wait for a lock.
const { finishReview, releaseLapsed, noteOverdue, returnFromAside } = proxyActivities<CaseActivities>({
  startToCloseTimeout: '12s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
})

export async function unbanRequest({ requestId }: { requestId: number }): Promise<void> {
  const review = new Review()
  const { workflowId } = workflowInfo()
  const whenTimeComes: Record<Next['what'], (next: Next) => Promise<void>> = {
    undoOver: () =>
      finishReview({ requestId, claimNo: review.claimNo, key: `${workflowId}/finish/${review.claimNo}/${review.version}` }), // prettier-ignore
    claimLapsed: () =>
      releaseLapsed({ requestId, claimNo: review.claimNo, key: `${workflowId}/lapse/${review.claimNo}` }),
    due: () => noteOverdue({ requestId, key: `${workflowId}/overdue` }),
    asideOver: ({ asideId = 0 }) => returnFromAside({ requestId, asideId, key: `${workflowId}/aside/${asideId}` }),
  }
  let busy = false
  /**
   * One local activity at a time. Which of two ended first is not in the history: a replay, after the worker was killed,
   * has them the other way round and cannot go on. An act that waits its turn is checked on the version that it finds.
   */
  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    // Asked again after each wait: two that waited together must not go on together.
    while (busy) await condition(() => !busy)
    busy = true
    try {
      return await work()
    } finally {
      busy = false
    }
  }
  const act = (
    input: Act,
    becomes: ReviewPhase,
    write: (keyed: { requestId: number; key: string }) => Promise<ActOutcome>,
    refusalOf: (input: Act) => Refusal | null = (again) => review.refusal(again),
  ): Promise<ActOutcome> =>
    alone(async () => {
      const refusal = refusalOf(input)
      if (refusal !== null) return { kind: 'refused', refusal }
      const outcome = await write({ requestId, key: `${workflowId}/${input.version + 1}` })
      if (outcome.kind === 'done') review.advance(outcome.version, becomes)
      return outcome
    })
  const onVersion = (input: Act) => review.staleness(input)

  const whileClaimed = { validator: (input: Act) => review.mustAllow(input, 'claimed') }
  const whileEnding = { validator: (input: Act) => review.mustAllow(input, 'ending') }
  const whileAside = { validator: (input: Act) => review.mustStand(input, 'aside') }
  const whileSomebodys = { validator: (input: Act) => review.mustStand(input, 'claimed') }

  setHandler(claimedUpdate, (claim): ActOutcome => review.claim(claim))
  setHandler(decideUpdate, (input) => act(input, 'claimed', (keyed) => record.recordDecision({ ...input, ...keyed })), whileClaimed) // prettier-ignore
  setHandler(endReviewUpdate, (input) => act(input, 'ending', (keyed) => record.recordEnding({ ...input, ...keyed })), whileClaimed) // prettier-ignore
  setHandler(undoEndUpdate, (input) => act(input, 'claimed', (keyed) => record.recordUndo({ ...input, ...keyed })), whileEnding) // prettier-ignore
  setHandler(releaseUpdate, (input) => act(input, 'free', (keyed) => record.recordRelease({ ...input, ...keyed, claimNo: review.claimNo })), whileClaimed) // prettier-ignore
  setHandler(putAsideUpdate, (input) => act(input, 'aside', (keyed) => record.recordPutAside({ ...input, ...keyed })), whileClaimed) // prettier-ignore
  setHandler(takeBackUpdate, (input) => act(input, 'free', (keyed) => record.recordTakeBack({ ...input, ...keyed }), onVersion), whileAside) // prettier-ignore
  setHandler(revokeClaimUpdate, (input) => act(input, 'free', (keyed) => record.recordRevokedClaim({ ...input, ...keyed }), onVersion), whileSomebodys) // prettier-ignore
  setHandler(changedSignal, () => review.touch())

  for (;;) {
    const seen = review.touches
    const standing = await alone(() => record.readStanding(requestId))
    if (standing.kind === 'over') break
    review.stand(standing)
    const next = nextMoment(standing)
    const changed = () => review.touches !== seen
    if (next === null) await condition(changed)
    else if (!(await condition(changed, Math.max(1, Date.parse(next.at) - Date.now())))) {
      await condition(() => !busy)
      await whenTimeComes[next.what](next)
    }
  }
  await condition(allHandlersFinished)
}

interface Next {
  readonly at: string
  readonly what: 'undoOver' | 'claimLapsed' | 'due' | 'asideOver'
  readonly asideId?: number
}

/** What happens next if nobody does anything; null: nothing does. */
function nextMoment({ undoUntil, claim, dueAt, overdue, aside }: Extract<Standing, { kind: 'open' }>): Next | null {
  if (undoUntil !== null) return { at: undoUntil, what: 'undoOver' }
  const moments: Next[] = []
  if (dueAt !== null && !overdue) moments.push({ at: dueAt, what: 'due' })
  if (claim !== null) moments.push({ at: claim.until, what: 'claimLapsed' })
  if (aside !== undefined && aside !== null) moments.push({ at: aside.until, what: 'asideOver', asideId: aside.id })
  return moments.reduce<Next | null>((first, one) => (first === null || one.at < first.at ? one : first), null)
}
