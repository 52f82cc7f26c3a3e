/**
 * One table read as the request form: heading row found by its words, columns in any order, other columns passed over.
 * An empty 所属公司 takes the one above it; lines that name nobody (blank, notes, the sample) are no rows.
 */
import type { FoundTable } from '../mail/types.ts'
import { whichWorkbook } from '../person/which-workbook.ts'
import { nameKey } from '../text/normalise.ts'
import { oneLine } from '../text/one-line.ts'
import { formColumns, headingRowsMax, requestForm, type ColumnKey } from './blank-form.ts'
import { readBusiness } from './read-business.ts'
import type { FormRow } from './types.ts'

/** Characters of one cell that are kept. */
const cellMax = 200

export interface TableRow extends Omit<FormRow, 'n'> {
  /** The ID cell held a number and has lost digits. */
  readonly lossy: boolean
  /** 业务类型 says neither 绑定 nor 解禁. */
  readonly unclearBusiness: boolean
}

export type ReadTable =
  | { readonly ok: true; readonly contact: string; readonly phone: string; readonly rows: readonly TableRow[] }
  /** Required headings that were not found, as the blank form writes them. */
  | { readonly ok: false; readonly missing: readonly string[] }

type Columns = Partial<Record<ColumnKey, number>>
type Cells = readonly (readonly string[])[]

/** What the form has and 从业人员导入表 has not. */
const onlyOfForm = formColumns
  .filter(({ key }) => key === 'company' || key === 'business')
  .map(({ heading }) => heading)
const required = formColumns.filter((column) => column.required)

/** Lenient with a file. In the text of a mail, where tables serve layout, the headings must be those of the blank form. */
export function readFormTable(table: FoundTable): ReadTable {
  const keyOf = table.source === 'body' ? exactKey : headingKey
  const top = table.cells.slice(0, headingRowsMax).map((cells) => readHeadings(cells, keyOf))
  const at = top.findIndex((columns) => missingIn(columns).length === 0)
  const columns = top[at]
  if (columns === undefined) return { ok: false, missing: fewest(top.map(missingIn)) }
  // Every row of it would be told that its company is missing, and more.
  if (whichWorkbook(table.cells) === 'personImport') return { ok: false, missing: onlyOfForm }
  return { ok: true, ...readContact(table.cells.slice(0, at)), rows: readRows(table, at, columns) }
}

const headingKeys: ReadonlyMap<string, ColumnKey> = new Map(
  formColumns.flatMap(({ key, heading, aliases }) => [heading, ...aliases].map((words) => [words, key])),
)

/** 姓名*, 身份证号（18位） and 备 注 are the headings they look like. */
function headingKey(cell: string): ColumnKey | undefined {
  return headingKeys.get(
    nameKey(cell)
      .replace(/\(.*?\)/gu, '')
      .replace(/[*:]/gu, ''),
  )
}

const exactKey = (cell: string): ColumnKey | undefined =>
  formColumns.find(({ heading }) => heading === cell.trim())?.key

function readHeadings(cells: readonly string[], keyOf = headingKey): Columns {
  const columns: Columns = {}
  cells.forEach((cell, at) => {
    const key = keyOf(cell)
    if (key !== undefined) columns[key] ??= at
  })
  return columns
}

function missingIn(columns: Columns): string[] {
  return required.filter(({ key }) => columns[key] === undefined).map(({ heading }) => heading)
}

function fewest(missing: readonly string[][]): string[] {
  const [least] = [...missing].sort((a, b) => a.length - b.length)
  return least ?? required.map(({ heading }) => heading)
}

function readRows(table: FoundTable, headingAt: number, columns: Columns): TableRow[] {
  const rows: TableRow[] = []
  let companyAbove = ''
  for (const [at, cells] of table.cells.entries()) {
    if (at <= headingAt || missingIn(readHeadings(cells)).length === 0) continue
    const cell = (key: ColumnKey) => oneLine(cells[columns[key] ?? -1] ?? '', cellMax)
    const name = cell('name')
    const idNumber = cell('idNumber')
    if (isSample(name, idNumber)) continue
    const company = cell('company')
    if (nameKey(company) !== '') companyAbove = company
    if (namesNobody(name, idNumber)) continue
    const business = readBusiness(cell('business'))
    rows.push({
      name,
      idNumber,
      company: companyAbove,
      business: business?.business ?? 'unban',
      askedBoth: business?.askedBoth ?? false,
      remark: cell('remark'),
      lossy: table.lossyCells.includes(`${at}:${columns.idNumber}`),
      unclearBusiness: business === null,
    })
  }
  return rows
}

/** The sample of the blank form; once either cell is overwritten it is a row like others. */
function isSample(name: string, idNumber: string): boolean {
  return name === requestForm.sample.name && (idNumber === requestForm.sample.idNumber || idNumber === '')
}

const note = /^(填表|填写)?(说明|须知|注意|注|备注|示例|样例|合计|填表人|填表日期|联系人|联系电话)(事项)?[:：\d]/u

/** Numbered blank lines, notes under the table. A name without a number is a person, and told so (R09). */
function namesNobody(name: string, idNumber: string): boolean {
  if (nameKey(idNumber) !== '') return false
  return nameKey(name) === '' || note.test(nameKey(name))
}

/** 联系人 and 联系电话 stand in one row above the headings, each before its value or in one cell with it. */
function readContact(above: Cells): { contact: string; phone: string } {
  const text = oneLine(above.flat().join(' '), cellMax * 4)
  const valueAfter = (label: string, until: string) =>
    new RegExp(`${label}[\\s:：/]*(.*?)[\\s:：/]*(?:${until}|$)`, 'u').exec(text)?.[1] ?? ''
  const { contactLabel, phoneLabel } = requestForm
  return {
    contact: oneLine(valueAfter(contactLabel, phoneLabel), cellMax),
    phone: /^[\d+\-() 转]{5,}/u.exec(valueAfter(phoneLabel, contactLabel).normalize('NFKC'))?.[0].trim() ?? '',
  }
}
