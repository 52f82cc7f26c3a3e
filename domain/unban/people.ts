/**
 * 人数 of an open request — whom it holds: those who wait in it and those under review. Whoever was moved to a later mail,
 * withdrawn, closed or already decided has left it, and whoever is shadowed stands in an earlier one. Kept in
 * `request.people`: the queue's counts, 前面 m 人 and every list say this number (spec 10-unban, The queue).
 */
import type { RowState } from './types.ts'

const held: Readonly<Record<RowState, boolean>> = {
  live: true,
  locked: true,
  approved: false,
  rejected: false,
  alreadyDone: false,
  shadowed: false,
  moved: false,
  withdrawn: false,
  closed: false,
}

export const peopleOf = (rows: readonly { readonly state: RowState }[]): number => rows.filter(({ state }) => held[state]).length // prettier-ignore

/** 人数 in a heading: whom it holds; of one that is decided, on whom; of one that all have left, whom its mail named. */
export function headcountOf(rows: readonly { readonly state: RowState }[]): number {
  const decided = rows.filter(({ state }) => state === 'approved' || state === 'rejected').length
  return peopleOf(rows) || decided || rows.length
}
