/**
 * 关于人员问题业务处理的表格 — writes the form strictly as the association publishes it, blank or filled in. First sheet: a
 * title row, a row 联系人 / 联系电话, the heading row, then a row a person; 身份证号 is text, 业务类型 a drop-down.
 */
import { writeXlsx, type WriteSheet } from 'hucre/xlsx'
import { safeCell } from './safe-cell.ts'

export const formTitle = '关于人员问题业务处理的表格'
export const formHeadings = ['序号', '姓名', '身份证号', '所属公司', '业务类型', '备注'] as const
export const formBusinesses = ['解禁', '绑定'] as const

export interface RequestFormRow {
  readonly name: string
  readonly idNumber: string
  readonly company: string
  readonly business: (typeof formBusinesses)[number]
  readonly remark?: string
}
export interface RequestFormContact {
  readonly name: string
  readonly phone: string
}

/** Rows prepared for filling in; as many as one mail may carry. */
const preparedRows = 500
const headingRow = 3
const widths = [6, 14, 24, 36, 12, 24] as const
const idColumn = 2
/** The number format "text": long numbers keep all their digits. */
const asText = '@'

export async function writeRequestForm(
  rows: readonly RequestFormRow[] = [],
  contact: RequestFormContact = { name: '', phone: '' },
): Promise<Buffer> {
  const lastRow = headingRow + Math.max(preparedRows, rows.length)
  const sheet: WriteSheet = {
    name: '业务处理',
    columns: widths.map((width) => ({ width, numFmt: asText })),
    rows: [
      [formTitle],
      ['联系人', safeCell(contact.name), '联系电话', safeCell(contact.phone)],
      [...formHeadings],
      ...rows.map((row, index) => [
        String(index + 1),
        ...[row.name, row.idNumber, row.company, row.business, row.remark ?? ''].map(safeCell),
      ]),
    ],
    merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: formHeadings.length - 1 }],
    freezePane: { rows: headingRow },
    dataValidations: [
      {
        type: 'list',
        values: [...formBusinesses],
        range: `E${headingRow + 1}:E${lastRow}`,
        allowBlank: true,
        showErrorMessage: true,
        errorTitle: '业务类型',
        errorMessage: `请选择${formBusinesses.join('或')}。`,
      },
    ],
    cells: styledCells(lastRow),
  }
  return Buffer.from(await writeXlsx({ sheets: [sheet] }))
}

function styledCells(lastRow: number): NonNullable<WriteSheet['cells']> {
  const centred = { horizontal: 'center', vertical: 'center' } as const
  const cells: NonNullable<WriteSheet['cells']> = new Map()
  // Empty cells as well: a number typed into a cell that is not text loses its last three digits at once.
  for (let row = headingRow; row < lastRow; row += 1) cells.set(`${row},${idColumn}`, { style: { numFmt: asText } })
  cells.set('0,0', { value: formTitle, style: { font: { bold: true, size: 16 }, alignment: centred } })
  formHeadings.forEach((heading, column) => {
    cells.set(`${headingRow - 1},${column}`, { value: heading, style: { font: { bold: true }, alignment: centred } })
  })
  return cells
}
