/** 待确认的来信: an unknown but aligned sender waits until the enterprise confirms it, or three working days have gone. */
import { condition, proxyActivities, setHandler } from '@temporalio/workflow'
import type { CaseActivities } from '../activities/types.ts'
import { changedSignal } from './messages.ts'

const { settleHold } = proxyActivities<CaseActivities>({
  startToCloseTimeout: '12s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
})

export async function senderHold(input: { mailId: number; enterpriseId: number }): Promise<void> {
  let changed = false
  setHandler(changedSignal, () => {
    changed = true
  })
  for (;;) {
    changed = false
    const { heldUntil } = await settleHold(input)
    if (heldUntil === null) return
    await condition(() => changed, Math.max(1, Date.parse(heldUntil) - Date.now()))
  }
}
