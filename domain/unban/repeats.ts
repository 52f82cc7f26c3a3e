/**
 * 同一人出现两次 in one list: with the same data the first row counts; with another name or another company every row of
 * theirs is returned (R13). Another business is no contradiction: those are two requests. A name or company left empty
 * contradicts nothing; it has its own code.
 */
import type { IdNumber } from '../codes/id-number.ts'
import { companyKey, nameKey } from '../text/normalise.ts'
import type { FormRow } from './types.ts'

export interface Repeat {
  readonly sameAs: number | null
  readonly conflict: boolean
}

interface Read {
  readonly row: FormRow
  readonly id: IdNumber | null
  readonly unclear: boolean
}

/** By row number; rows without a right ID number are nobody's repeat. */
export function findRepeats(rows: readonly Read[]): ReadonlyMap<number, Repeat> {
  const repeats = new Map<number, Repeat>()
  for (const same of groupByPerson(rows).values()) {
    const conflict = differ(same, (row) => nameKey(row.name)) || differ(same, (row) => companyKey(row.company))
    const firsts = new Map<string, number>()
    for (const { row, unclear } of same) {
      const data = [unclear ? 'unclear' : row.business, nameKey(row.name), companyKey(row.company)].join('\n')
      repeats.set(row.n, { sameAs: firsts.get(data) ?? null, conflict })
      if (!firsts.has(data)) firsts.set(data, row.n)
    }
  }
  return repeats
}

function groupByPerson(rows: readonly Read[]): Map<IdNumber, Read[]> {
  const groups = new Map<IdNumber, Read[]>()
  for (const read of rows) {
    if (read.id === null) continue
    const group = groups.get(read.id)
    if (group === undefined) groups.set(read.id, [read])
    else group.push(read)
  }
  return groups
}

function differ(rows: readonly Read[], keyOf: (row: FormRow) => string): boolean {
  return new Set(rows.map(({ row }) => keyOf(row)).filter((key) => key !== '')).size > 1
}
