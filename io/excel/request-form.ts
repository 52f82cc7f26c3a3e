/**
 * 关于人员问题业务处理的表格 — writes the form strictly as the association publishes it, blank or filled in. First sheet: a
 * title row, a row 联系人 / 联系电话, the heading row, then a row a person; 身份证号 is text, 业务类型 a drop-down.
 */
import { writeXlsx, type WriteSheet } from 'hucre/xlsx'
import { formColumns, formRowsMax, requestForm, type ColumnKey } from '../../domain/unban/blank-form.ts'
import { safeCell } from './safe-cell.ts'

export interface RequestFormRow {
  readonly name: string
  readonly idNumber: string
  readonly company: string
  /** Empty: still to be chosen. */
  readonly business: (typeof requestForm.businessChoices)[number] | ''
  readonly remark?: string
}
export interface RequestFormContact {
  readonly name: string
  readonly phone: string
}

/** Rows above the people: title, contact, headings. */
const topRows = 3
const widths: Readonly<Record<ColumnKey, number>> = { serial: 6, name: 14, idNumber: 24, company: 36, business: 12, remark: 24 } // prettier-ignore
const findingsWidth = 60
/** The number format "text": long numbers keep all their digits. */
const asText = '@'
const bold = { bold: true } as const
const centred = { horizontal: 'center', vertical: 'center' } as const

/**
 * Without rows: the blank form, with the line that shows how to fill it in.
 * @param findings a last column, which reading passes over: what a check said of each row.
 */
export async function writeRequestForm(
  rows: readonly RequestFormRow[] = [],
  contact: RequestFormContact = { name: '', phone: '' },
  findings: { readonly heading: string; readonly texts: readonly string[] } | null = null,
): Promise<Buffer> {
  const lines: readonly Record<ColumnKey, string>[] =
    rows.length === 0
      ? [requestForm.sample]
      : rows.map((row, index) => ({ remark: '', ...row, serial: String(index + 1) }))
  const people = lines.map((line, index) => [
    ...formColumns.map(({ key }) => safeCell(line[key])),
    ...(findings === null ? [] : [safeCell(findings.texts[index] ?? '')]),
  ])
  const lastRow = topRows + Math.max(formRowsMax, lines.length)
  const sheet: WriteSheet = {
    name: '业务处理',
    columns: [
      ...formColumns.map(({ key }) => ({ width: widths[key], numFmt: asText })),
      ...(findings === null ? [] : [{ width: findingsWidth, numFmt: asText }]),
    ],
    rows: [
      [requestForm.title],
      [requestForm.contactLabel, safeCell(contact.name), requestForm.phoneLabel, safeCell(contact.phone)],
      [...formColumns.map(({ heading }) => heading), ...(findings === null ? [] : [findings.heading])],
      ...people,
    ],
    cells: styledCells(lastRow),
    merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: formColumns.length - 1 }],
    freezePane: { rows: topRows },
    dataValidations: [
      {
        type: 'list',
        values: [...requestForm.businessChoices],
        range: `${columnLetter('business')}${topRows + 1}:${columnLetter('business')}${lastRow}`,
        allowBlank: true,
        showErrorMessage: true,
        errorTitle: '业务类型',
        errorMessage: `请选择${requestForm.businessChoices.join('或')}。`,
      },
    ],
  }
  return Buffer.from(await writeXlsx({ sheets: [sheet] }))
}

function columnOf(key: ColumnKey): number {
  return formColumns.findIndex((column) => column.key === key)
}
function columnLetter(key: ColumnKey): string {
  return String.fromCharCode('A'.charCodeAt(0) + columnOf(key))
}

function styledCells(lastRow: number): NonNullable<WriteSheet['cells']> {
  const cells: NonNullable<WriteSheet['cells']> = new Map()
  cells.set('0,0', { value: requestForm.title, style: { font: { bold: true, size: 16 }, alignment: centred } })
  formColumns.forEach(({ heading }, column) => {
    cells.set(`${topRows - 1},${column}`, { value: heading, style: { font: bold, alignment: centred } })
  })
  // Empty cells as well: a number typed into a cell that is not text loses its last three digits at once.
  for (let row = topRows; row < lastRow; row += 1) cells.set(`${row},${columnOf('idNumber')}`, { style: { numFmt: asText } }) // prettier-ignore
  return cells
}
