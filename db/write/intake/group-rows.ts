/** The rows of requests as they are written, and what they leave behind: a statement for all of a round. */
import type { IdNumber } from '../../../domain/codes/id-number.ts'
import type { CheckedRow } from '../../../domain/unban/entry-checks.ts'
import { goneWith, type ArrivalPlan, type Placing } from '../../../domain/unban/order.ts'
import type { Business, RowOutcome } from '../../../domain/unban/types.ts'
import type { Tx } from '../../db.ts'
import type { Later } from '../later.ts'

/** A row that passed every check: its enterprise and person are known. */
export interface PassedRow {
  readonly n: number
  readonly id: IdNumber
  readonly name: string
  readonly remark: string
  readonly business: Business
  readonly enterpriseId: number
  readonly personId: number
}

export function passedRow(row: CheckedRow): PassedRow {
  const { n, id, name, remark, business, enterpriseId, personId } = row
  if (id === null || enterpriseId === null || personId === null) throw new Error(`Row ${n} passed without its facts.`)
  return { n, id, name, remark, business, enterpriseId, personId }
}

/** Rows of one mail for one enterprise and business: they make one request. */
export interface Group {
  readonly enterpriseId: number
  readonly business: Business
  readonly rows: readonly (PassedRow & { readonly personKey: string })[]
}

export interface RowWritten {
  readonly outcome: RowOutcome
  readonly requestRowId: number
}

/** A group that has its plan and its request. */
export interface GroupToWrite extends Group {
  readonly requestId: number
  readonly plan: ArrivalPlan
}

const headerOf: Record<Placing['kind'], RowOutcome> = {
  live: { kind: 'queued' },
  moved: { kind: 'moved' },
  shadowed: { kind: 'R15' },
}

/**
 * The rows as planned: places given up, places taken, and where each went. The old ones first: the index allows one live
 * row for a person.
 * @returns for each request its rows by number
 */
export async function writeRows(
  tx: Tx,
  groups: readonly GroupToWrite[],
  later: Later,
): Promise<ReadonlyMap<number, ReadonlyMap<number, RowWritten>>> {
  const gone = groups.flatMap(({ requestId, plan }) =>
    plan.rows.flatMap(({ n, placing }) => {
      const rowId = goneWith(placing)
      return rowId === null ? [] : [{ requestId, n, rowId }]
    }),
  )
  if (gone.length > 0) await tx.updateTable('request_row').set({ state: 'moved', shadow_of: null }).where('id', 'in', gone.map(({ rowId }) => rowId)).execute() // prettier-ignore
  const written = await insertRows(tx, groups)
  for (const { requestId, n, rowId } of gone) {
    const taken = written.get(requestId)?.get(n)?.requestRowId
    if (taken === undefined) throw new Error(`Row ${n} gave up a place and took none.`)
    await later.add('went', { gone: rowId, taken })
  }
  return written
}

async function insertRows(tx: Tx, groups: readonly GroupToWrite[]): Promise<Map<number, Map<number, RowWritten>>> {
  const inserted = await tx.insertInto('request_row').values(groups.flatMap(newRows)).returning(['id', 'n', 'request_id']).execute() // prettier-ignore
  const written = new Map(groups.map(({ requestId }) => [requestId, new Map<number, RowWritten>()]))
  const placings = new Map(groups.map(({ requestId, plan }) => [requestId, new Map(plan.rows.map(({ n, placing }) => [n, placing.kind]))])) // prettier-ignore
  for (const { id, n, request_id: requestId } of inserted) {
    const kind = placings.get(requestId)?.get(n)
    if (kind === undefined) throw new Error(`Row ${n} was written and not planned.`)
    written.get(requestId)?.set(n, { outcome: headerOf[kind], requestRowId: id })
  }
  return written
}

function newRows({ requestId, enterpriseId, business, rows, plan }: GroupToWrite) {
  const byNumber = new Map(rows.map((row) => [row.n, row]))
  return plan.rows.map(({ n, placing }) => {
    const row = byNumber.get(n)
    if (row === undefined) throw new Error(`The plan names row ${n}, which did not arrive.`)
    return {
      request_id: requestId,
      n,
      enterprise_id: enterpriseId,
      business,
      person_key: row.personKey,
      person_id: row.personId,
      name: row.name,
      id_last4: row.id.slice(-4),
      remark: row.remark,
      state: placing.kind,
      moved_to: placing.kind === 'moved' ? placing.to : null,
      shadow_of: placing.kind === 'shadowed' ? placing.of : null,
    }
  })
}
