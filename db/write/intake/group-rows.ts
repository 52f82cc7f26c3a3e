/** The rows of one request as they are written, and what they leave behind. */
import { sql } from 'kysely'
import type { IdNumber } from '../../../domain/codes/id-number.ts'
import type { CheckedRow } from '../../../domain/unban/entry-checks.ts'
import { goneWith, type ArrivalPlan, type Placing, type StandingRow } from '../../../domain/unban/order.ts'
import type { Business, RowOutcome } from '../../../domain/unban/types.ts'
import type { Tx } from '../../db.ts'

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

/** Rows of one enterprise and business: they make one request. */
export interface Group<Of extends PassedRow = PassedRow> {
  readonly enterpriseId: number
  readonly business: Business
  readonly rows: readonly Of[]
}

export interface RowWritten {
  readonly outcome: RowOutcome
  readonly requestRowId: number
}

const headerOf: Record<Placing['kind'], RowOutcome> = {
  live: { kind: 'queued' },
  moved: { kind: 'moved' },
  shadowed: { kind: 'R15' },
}

/**
 * The rows as planned, a statement each for all of them: places given up, places taken, and where each went. The old ones
 * first: the index allows one live row for a person.
 * @returns rows by number, and the requests that gave rows up
 */
export async function writeRows(
  tx: Tx,
  group: Group<PassedRow & { readonly personKey: string }>,
  of: { readonly requestId: number; readonly plan: ArrivalPlan; readonly standing: readonly StandingRow[] },
): Promise<{ readonly rows: ReadonlyMap<number, RowWritten>; readonly touched: readonly number[] }> {
  const gone = of.plan.rows.flatMap(({ n, placing }) => {
    const rowId = goneWith(placing)
    return rowId === null ? [] : [{ n, rowId }]
  })
  const goneIds = gone.map(({ rowId }) => rowId)
  if (gone.length > 0) await tx.updateTable('request_row').set({ state: 'moved', shadow_of: null }).where('id', 'in', goneIds).execute() // prettier-ignore
  const rows = await insertRows(tx, group, of)
  if (gone.length > 0) {
    const went = gone.map(({ n, rowId }) => ({ gone: rowId, taken: rows.get(n)?.requestRowId }))
    await sql`update request_row set moved_to = went.taken
      from jsonb_to_recordset(${JSON.stringify(went)}::jsonb) as went (gone bigint, taken bigint)
      where request_row.id = went.gone`.execute(tx)
  }
  const left = of.standing.filter(({ rowId }) => goneIds.includes(rowId))
  return { rows, touched: [...new Set(left.map(({ requestId }) => requestId))] }
}

async function insertRows(
  tx: Tx,
  group: Group<PassedRow & { readonly personKey: string }>,
  { requestId, plan }: { readonly requestId: number; readonly plan: ArrivalPlan },
): Promise<ReadonlyMap<number, RowWritten>> {
  const byNumber = new Map(group.rows.map((row) => [row.n, row]))
  const inserted = await tx
    .insertInto('request_row')
    .values(
      plan.rows.map(({ n, placing }) => {
        const row = byNumber.get(n)
        if (row === undefined) throw new Error(`The plan names row ${n}, which did not arrive.`)
        return {
          request_id: requestId,
          n,
          enterprise_id: group.enterpriseId,
          business: group.business,
          person_key: row.personKey,
          person_id: row.personId,
          name: row.name,
          id_last4: row.id.slice(-4),
          remark: row.remark,
          state: placing.kind,
          moved_to: placing.kind === 'moved' ? placing.to : null,
          shadow_of: placing.kind === 'shadowed' ? placing.of : null,
        }
      }),
    )
    .returning(['id', 'n'])
    .execute()
  const placed = new Map(plan.rows.map(({ n, placing }) => [n, headerOf[placing.kind]]))
  return new Map(
    inserted.map(({ id, n }) => {
      const outcome = placed.get(n)
      if (outcome === undefined) throw new Error(`Row ${n} was written and not planned.`)
      return [n, { outcome, requestRowId: id }]
    }),
  )
}
