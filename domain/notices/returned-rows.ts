/**
 * 退回的行归谁 — which enterprise hears in the app of which returned rows. A row that names its enterprise is that one's; a
 * row without a company, or with one that is not registered (R06, R07), is the sender's own, where they write for one
 * enterprise only. What a stranger wrote (R16) is told in another way.
 */
import type { RowOutcome } from '../unban/types.ts'

interface Row {
  readonly enterpriseId: number | null
  readonly outcome: RowOutcome
}

/** @param senders enterprises for which the sender may write. @returns how many returned rows are each enterprise's. */
export function returnedRowsOf(rows: readonly Row[], senders: ReadonlySet<number>): Map<number, number> {
  const [only] = senders
  const ofSender = senders.size === 1 && only !== undefined ? only : null
  const counts = new Map<number, number>()
  for (const { enterpriseId, outcome } of rows) {
    if (outcome.kind !== 'returned' || outcome.codes.some(({ code }) => code === 'R16')) continue
    const whose = enterpriseId ?? ofSender
    if (whose !== null) counts.set(whose, (counts.get(whose) ?? 0) + 1)
  }
  return counts
}
