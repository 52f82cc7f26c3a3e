/** 导出的工作簿: a list as one sheet of texts under a bold heading row that stays in sight. */
import { writeXlsx, type WriteSheet } from 'hucre/xlsx'
import { safeCell } from './safe-cell.ts'

export interface ListSheet {
  readonly name: string
  readonly columns: readonly { readonly heading: string; readonly width: number }[]
  readonly rows: readonly (readonly string[])[]
}

const asText = '@'

/** Every cell is text: numbers with a form keep all their digits, and nothing is a formula. */
export async function writeListWorkbook({ name, columns, rows }: ListSheet): Promise<Buffer> {
  const cells: NonNullable<WriteSheet['cells']> = new Map()
  columns.forEach(({ heading }, column) =>
    cells.set(`0,${column}`, { value: heading, style: { font: { bold: true } } }),
  )
  const sheet: WriteSheet = {
    name,
    columns: columns.map(({ width }) => ({ width, numFmt: asText })),
    rows: [columns.map(({ heading }) => heading), ...rows.map((row) => row.map(safeCell))],
    cells,
    freezePane: { rows: 1 },
  }
  return Buffer.from(await writeXlsx({ sheets: [sheet] }))
}
