/** 来信受理: takes what the mailbox record holds, a few seconds a run, until nothing waits. One for each mailbox. */
import {
  condition,
  proxyActivities,
  setHandler,
  workflowInfo,
  continueAsNew,
  allHandlersFinished,
} from '@temporalio/workflow'
import type { CaseActivities } from '../activities/types.ts'
import { wokenSignal } from './messages.ts'

const { takeStoredMails } = proxyActivities<CaseActivities>({
  startToCloseTimeout: '10 minutes',
  // Reading one mail takes ten seconds at most (io/sandbox.ts).
  heartbeatTimeout: '15s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
})

export async function mailIntake(input: { mailboxId: number }): Promise<void> {
  let woken = true
  setHandler(wokenSignal, () => {
    woken = true
  })
  while (woken) {
    woken = false
    const more = await takeStoredMails(input.mailboxId)
    woken ||= more
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished)
      await continueAsNew<typeof mailIntake>(input)
    }
  }
}
