/**
 * 退回的行归谁 — which enterprise hears of which returned rows, and as whose. A row that names its enterprise is that one's; a
 * row without a company, or with one that is not registered (R06, R07), is the sender's own, where they write for one
 * enterprise only. What a stranger wrote in an enterprise's name is not for it to correct: it hears of the attempt (spec
 * 10-unban, Who may write).
 */
import type { RowOutcome } from '../unban/types.ts'

interface Row {
  readonly enterpriseId: number | null
  readonly outcome: RowOutcome
}

/** How many returned rows, by enterprise. */
interface ReturnedRows {
  /** To be corrected and sent again. */
  readonly own: ReadonlyMap<number, number>
  /** By a stranger, where nothing else of the mail tells the enterprise of them. */
  readonly inItsName: ReadonlyMap<number, number>
}

/** @param writesFor enterprises for which the mail counts as their own. */
export function returnedRowsOf(rows: readonly Row[], writesFor: ReadonlySet<number>): ReturnedRows {
  const [only] = writesFor
  const ofSender = writesFor.size === 1 && only !== undefined ? only : null
  // It is asked to confirm the sender, by a letter of its own.
  const asked = new Set(rows.filter(({ outcome }) => outcome.kind === 'onHold').map(({ enterpriseId }) => enterpriseId))
  const own = new Map<number, number>()
  const inItsName = new Map<number, number>()
  for (const { enterpriseId, outcome } of rows) {
    // R16: refused as a stranger's, and told as such.
    if (outcome.kind !== 'returned' || outcome.codes.some(({ code }) => code === 'R16')) continue
    const whose = enterpriseId ?? ofSender
    if (whose === null || asked.has(whose)) continue
    const counts = writesFor.has(whose) ? own : inItsName
    counts.set(whose, (counts.get(whose) ?? 0) + 1)
  }
  return { own, inItsName }
}
