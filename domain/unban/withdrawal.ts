/**
 * 撤回: which rows a reply takes out of the queue (reference/email.md 5.3 L12). Only rows that wait are; what is under
 * review stays, and the answer says so. A freed row does not return to an older place.
 */
import type { CodeFound, RowOutcome, RowState } from './types.ts'

export interface NamedRow {
  /** null: the row was returned and never queued. */
  readonly rowId: number | null
  /** The row's number in its mail. */
  readonly n: number
  /** Its state, or the codes that it was returned with. */
  readonly stands: RowState | readonly CodeFound[]
}

export interface WithdrawalPlan<Row extends NamedRow> {
  /** Rows that leave the queue. */
  readonly withdrawn: readonly Row[]
  /** Every row that was meant, as it stands afterwards. */
  readonly rows: readonly { readonly row: Row; readonly outcome: RowOutcome }[]
  /** Numbers that name no row of the mail. */
  readonly unknown: readonly number[]
}

/** How a row stands once the withdrawal has been read. */
const afterwards: Readonly<Record<RowState, RowOutcome>> = {
  live: { kind: 'withdrawn' },
  locked: { kind: 'R15' },
  shadowed: { kind: 'R15' },
  approved: { kind: 'approved' },
  rejected: { kind: 'rejected' },
  // Bound to another enterprise meanwhile.
  closed: { kind: 'returned', codes: [{ code: 'R11' }] },
  moved: { kind: 'moved' },
  withdrawn: { kind: 'withdrawn' },
  alreadyDone: { kind: 'alreadyDone' },
}

/** @param named `all`: whatever was queued; otherwise row numbers. */
export function planWithdrawal<Row extends NamedRow>(
  rows: readonly Row[],
  named: 'all' | readonly number[],
): WithdrawalPlan<Row> {
  const meant = rows.filter(({ n, stands }) => (named === 'all' ? typeof stands === 'string' : named.includes(n)))
  return {
    withdrawn: meant.filter(({ stands }) => stands === 'live'),
    rows: meant.map((row) => ({ row, outcome: outcomeOf(row) })),
    unknown: named === 'all' ? [] : named.filter((number) => !rows.some(({ n }) => n === number)),
  }
}

function outcomeOf({ stands }: NamedRow): RowOutcome {
  return typeof stands === 'string' ? afterwards[stands] : { kind: 'returned', codes: stands }
}
