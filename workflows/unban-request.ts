/**
 * 解禁 / 绑定 的一份申请: from its place in the queue to its decision. The record holds what people see; this carries the
 * request through claims, decisions, the thirty seconds of 撤销, lapsed claims and its deadline (spec 10-unban, Review).
 */
import { allHandlersFinished, condition, proxyActivities, proxyLocalActivities, setHandler, workflowInfo } from '@temporalio/workflow' // prettier-ignore
import type { CaseActivities, ReviewActivities, Standing } from '../activities/types.ts'
import {
  changedSignal,
  claimedUpdate,
  decideUpdate,
  endReviewUpdate,
  releaseUpdate,
  undoEndUpdate,
} from './messages.ts'
import type { Act, ActOutcome } from './messages.ts'
import { Review, type ReviewPhase } from './review.ts'

// No limit on the whole: while the record is away an act waits, and saying it again attaches to the same one.
const { readStanding, recordDecision, recordEnding, recordUndo, recordRelease } =
  proxyLocalActivities<ReviewActivities>({
    startToCloseTimeout: '15s',
    retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '10s' },
  })
// A worker that is killed in the middle is noticed by this time alone: a little above the longest wait for a lock.
const { finishReview, releaseLapsed, noteOverdue } = proxyActivities<CaseActivities>({
  startToCloseTimeout: '12s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
})

export async function unbanRequest({ requestId }: { requestId: number }): Promise<void> {
  const review = new Review()
  const key = (version: number) => `${workflowInfo().workflowId}/${version}`
  const whenTimeComes: Record<Next['what'], (review: Review) => Promise<void>> = {
    undoOver: ({ claimNo, version }) =>
      finishReview({ requestId, claimNo, key: `${workflowInfo().workflowId}/finish/${claimNo}/${version}` }),
    claimLapsed: ({ claimNo }) =>
      releaseLapsed({ requestId, claimNo, key: `${workflowInfo().workflowId}/lapse/${claimNo}` }),
    due: () => noteOverdue({ requestId, key: `${workflowInfo().workflowId}/overdue` }),
  }
  /** One write at a time: an act that waits its turn is checked again on the version that it finds. */
  let busy = false
  const act = async (
    input: Act,
    becomes: ReviewPhase,
    record: (key: string) => Promise<ActOutcome>,
  ): Promise<ActOutcome> => {
    // Asked again after each wait: two that waited together must not go on together.
    while (busy) await condition(() => !busy)
    const refusal = review.refusal(input)
    if (refusal !== null) return { kind: 'refused', refusal }
    busy = true
    try {
      const outcome = await record(key(input.version + 1))
      if (outcome.kind === 'done') review.advance(outcome.version, becomes)
      return outcome
    } finally {
      busy = false
    }
  }

  const whileClaimed = { validator: (input: Act) => review.mustAllow(input, 'claimed') }
  const whileEnding = { validator: (input: Act) => review.mustAllow(input, 'ending') }

  setHandler(claimedUpdate, (claim): ActOutcome => review.claim(claim))
  setHandler(decideUpdate, (input) => act(input, 'claimed', (to) => recordDecision({ requestId, ...input, key: to })), whileClaimed) // prettier-ignore
  setHandler(endReviewUpdate, (input) => act(input, 'ending', (to) => recordEnding({ requestId, ...input, key: to })), whileClaimed) // prettier-ignore
  setHandler(undoEndUpdate, (input) => act(input, 'claimed', (to) => recordUndo({ requestId, ...input, key: to })), whileEnding) // prettier-ignore
  setHandler(releaseUpdate, (input) => act(input, 'free', (to) => recordRelease({ requestId, ...input, claimNo: review.claimNo, key: to })), whileClaimed) // prettier-ignore
  setHandler(changedSignal, () => review.touch())

  for (;;) {
    const seen = review.touches
    const standing = await readStanding(requestId)
    if (standing.kind === 'over') break
    review.stand(standing)
    const next = nextMoment(standing)
    const changed = () => review.touches !== seen
    if (next === null) await condition(changed)
    else if (!(await condition(changed, Math.max(1, Date.parse(next.at) - Date.now())))) {
      await condition(() => !busy)
      await whenTimeComes[next.what](review)
    }
  }
  await condition(allHandlersFinished)
}

interface Next {
  readonly at: string
  readonly what: 'undoOver' | 'claimLapsed' | 'due'
}

/** What happens next if nobody does anything; null: nothing does. */
function nextMoment({ undoUntil, claim, dueAt, overdue }: Extract<Standing, { kind: 'open' }>): Next | null {
  if (undoUntil !== null) return { at: undoUntil, what: 'undoOver' }
  const due: Next | null = dueAt === null || overdue ? null : { at: dueAt, what: 'due' }
  const lapse: Next | null = claim === null ? null : { at: claim.until, what: 'claimLapsed' }
  if (due === null || lapse === null) return lapse ?? due
  return lapse.at < due.at ? lapse : due
}
