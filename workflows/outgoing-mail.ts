/** 发件: sends what the outbox holds, in its order and at the mailbox's limits, until nothing waits. One for each mailbox. */
import {
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow'
import type { CaseActivities } from '../activities/types.ts'
import { wokenSignal } from './messages.ts'

const { sendDueLetters } = proxyActivities<CaseActivities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '6s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
})

export async function outgoingMail(input: { mailboxId: number }): Promise<void> {
  let woken = true
  setHandler(wokenSignal, () => {
    woken = true
  })
  for (;;) {
    woken = false
    const seconds = await sendDueLetters(input.mailboxId)
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished)
      await continueAsNew<typeof outgoingMail>(input)
    }
    if (seconds === null && !woken) return
    // At least a moment: a letter that is due again at once must not spin.
    if (!woken) await condition(() => woken, Math.max(200, (seconds ?? 0) * 1000))
  }
}
