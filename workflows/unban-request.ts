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
const { finishReview, releaseLapsed, noteOverdue } = proxyActivities<CaseActivities>({
  startToCloseTimeout: '60s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
})

export async function unbanRequest({ requestId }: { requestId: number }): Promise<void> {
  const review = new Review()
  const key = (version: number) => `${workflowInfo().workflowId}/${version}`
  /** One write at a time: an act that waits its turn is checked again on the version that it finds. */
  let busy = false
  const act = async (
    input: Act,
    becomes: ReviewPhase,
    record: (key: string) => Promise<ActOutcome>,
  ): Promise<ActOutcome> => {
    await condition(() => !busy)
    const refusal = review.refusal(input)
    if (refusal !== null) return { kind: 'refused', refusal }
    busy = true
    try {
      const outcome = await record(key(input.version + 1))
      if (outcome.kind === 'done') review.advance(outcome.version, becomes)
      return outcome
    } finally {
      busy = false
      review.touch()
    }
  }

  setHandler(claimedUpdate, (claim): ActOutcome => review.claim(claim))
  setHandler(
    decideUpdate,
    (input) => act(input, 'claimed', (to) => recordDecision({ requestId, ...input, key: to })),
    { validator: (input) => review.mustAllow(input, 'claimed') },
  ) // prettier-ignore
  setHandler(
    endReviewUpdate,
    (input) => act(input, 'ending', (to) => recordEnding({ requestId, ...input, key: to })),
    { validator: (input) => review.mustAllow(input, 'claimed') },
  ) // prettier-ignore
  setHandler(
    undoEndUpdate,
    (input) => act(input, 'claimed', (to) => recordUndo({ requestId, ...input, key: to })),
    { validator: (input) => review.mustAllow(input, 'ending') },
  ) // prettier-ignore
  setHandler(
    releaseUpdate,
    (input) => act(input, 'free', (to) => recordRelease({ requestId, ...input, claimNo: review.claimNo, key: to })),
    { validator: (input) => review.mustAllow(input, 'claimed') },
  ) // prettier-ignore
  setHandler(changedSignal, () => review.touch())

  for (;;) {
    const seen = review.touches
    const standing = await readStanding(requestId)
    if (standing.kind === 'over') break
    review.stand(standing)
    const wake = nextMoment(standing)
    const changed = () => review.touches !== seen
    const woken = wake === null ? (await condition(changed), true) : await condition(changed, Math.max(1, Date.parse(wake.at) - Date.now())) // prettier-ignore
    if (woken || wake === null) continue
    await condition(() => !busy)
    const claimNo = review.claimNo
    if (wake.what === 'undoOver') await finishReview({ requestId, claimNo, key: `${workflowInfo().workflowId}/finish/${claimNo}/${review.version}` }) // prettier-ignore
    if (wake.what === 'claimLapsed') await releaseLapsed({ requestId, claimNo, key: `${workflowInfo().workflowId}/lapse/${claimNo}` }) // prettier-ignore
    if (wake.what === 'due') await noteOverdue({ requestId, key: `${workflowInfo().workflowId}/overdue` })
  }
  await condition(allHandlersFinished)
}

/** What happens next if nobody does anything. */
function nextMoment(
  standing: Extract<Standing, { kind: 'open' }>,
): { at: string; what: 'undoOver' | 'claimLapsed' | 'due' } | null {
  if (standing.undoUntil !== null) return { at: standing.undoUntil, what: 'undoOver' }
  const due = standing.dueAt === null || standing.overdue ? null : { at: standing.dueAt, what: 'due' as const }
  const lapse = standing.claim === null ? null : { at: standing.claim.until, what: 'claimLapsed' as const }
  if (due === null || lapse === null) return lapse ?? due
  return lapse.at < due.at ? lapse : due
}
