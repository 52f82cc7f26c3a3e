/**
 * 从业人员导入表: the workbook for entering many people, from the same declaration as the page. A title row, a row that says
 * how, the headings, then a row a person with at most one certificate; files are added on the person's page. Reading is
 * lenient: the headings are found by their words within the first ten rows, columns in any order, others passed over.
 */
import type { Words } from '../brand.ts'
import type { Field, Fields } from '../forms/fields.ts'
import { certificateFields, idNumberField, personFields } from '../forms/person-entry-form.ts'
import { headingRowsMax } from '../unban/blank-form.ts'

export const importTitle = '从业人员导入表'
export const importHowTo =
  '一人一行，最多500人。带*的必填；日期写成2026-11-20；一人有多本证书的，其余证书和照片、扫描件、社保、合同导入后在人员页面补充。'
/** Spec 60-common bounds what is opened; so many people are one list of an enterprise's. */
export const importRowsMax = 500

export interface ImportColumn {
  /** The place of the field in the page's form. */
  readonly path: string
  readonly field: Field
  readonly heading: string
  readonly required: boolean
}

const columnsOf = (fields: Fields, prefix: string, required: readonly string[]): ImportColumn[] =>
  Object.entries(fields).map(([name, field]) => ({
    path: prefix + name,
    field,
    heading: field.label.zh,
    required: required.includes(name),
  }))

export const importColumns: readonly ImportColumn[] = [
  ...columnsOf({ idNumber: idNumberField, ...personFields }, '', ['idNumber', 'name']),
  ...columnsOf(certificateFields, 'certificates[0].', []),
]

/** Texts of one row by the places of their fields, as the page's form would bring them. */
export type ImportCells = Readonly<Record<string, string>>
export interface ImportRow {
  /** Its number in the sheet, as Excel shows it. */
  readonly n: number
  readonly cells: ImportCells
}
type ImportTable =
  | { readonly ok: true; readonly rows: readonly ImportRow[] }
  | { readonly ok: false; readonly problem: 'noHeadings' | 'noRows' | 'tooManyRows' }

/** @param sheetRows the number of each row in its sheet, which has blank rows that were passed over. */
export function readImportTable(
  cells: readonly (readonly string[])[],
  sheetRows: readonly number[] = cells.map((_, index) => index + 1),
): ImportTable {
  const at = cells.slice(0, headingRowsMax).findIndex((row) => hasHeadings(row.map(headingKey)))
  if (at === -1) return { ok: false, problem: 'noHeadings' }
  const headings = (cells[at] ?? []).map(headingKey)
  const columns = headings.map((heading) => importColumns.find((column) => column.heading === heading))
  const rows = cells
    .map((row, index) => ({ n: sheetRows[index] ?? index + 1, cells: cellsOf(row, columns) }))
    .slice(at + 1)
    .filter((row) => Object.values(row.cells).some((text) => text !== ''))
  if (rows.length > importRowsMax) return { ok: false, problem: 'tooManyRows' }
  return rows.length === 0 ? { ok: false, problem: 'noRows' } : { ok: true, rows }
}

const hasHeadings = (headings: readonly string[]): boolean =>
  importColumns.filter(({ required }) => required).every(({ heading }) => headings.includes(heading))

/** Spaces, a star and what stands in brackets do not count. */
const headingKey = (text: string): string => text.normalize('NFKC').replace(/[\s*:]|\(.*\)/g, '')

function cellsOf(row: readonly string[], columns: readonly (ImportColumn | undefined)[]): ImportCells {
  return Object.fromEntries(
    columns.flatMap((column, index) =>
      column === undefined ? [] : [[column.path, valueOf(column.field, (row[index] ?? '').trim())] as const],
    ),
  )
}

/** A choice is written by its word. */
function valueOf(field: Field, text: string): string {
  if (field.kind !== 'choice') return text
  const found = Object.entries<Words>(field.options).find(([key, words]) => [key, words.zh, words.en].includes(text))
  return found?.[0] ?? text
}

/** The word of a choice; every other value as it is. */
export function shownCell({ field }: ImportColumn, value: string): string {
  if (field.kind !== 'choice') return value
  return Object.hasOwn(field.options, value) ? (field.options[value]?.zh ?? value) : value
}

export const importProblemWords: Readonly<
  Record<
    'requestForm' | 'noHeadings' | 'noRows' | 'tooManyRows' | 'damaged' | 'password' | 'tooLarge' | 'notATable',
    Words
  >
> = {
  requestForm: {
    zh: '这是解禁申请表，不是人员导入表，没有导入。登记人员请下载导入表模板填写后上传；申请解禁请把这份表格用邮件发到协会邮箱，发送前可先“自查”。',
    en: 'This is the form that asks for the unban, not the workbook for importing people; nothing was imported. To enter people, fill in the template on this page. To ask for the unban, mail this form to the association; “Check before sending” looks it over first.',
  },
  noHeadings: {
    zh: '没有找到表头。请使用下载的导入表，保留“身份证号”“姓名”所在的表头行。',
    en: 'The headings were not found. Please use the template and keep its row of headings.',
  },
  noRows: { zh: '表头下面没有人员，请填写后再上传。', en: 'There is nobody below the headings.' },
  tooManyRows: {
    zh: `一次最多导入${importRowsMax}人，请分成几个文件。`,
    en: `At most ${importRowsMax} people at a time. Please use several files.`,
  },
  damaged: { zh: '文件打不开，请另存为.xlsx后重新上传。', en: 'The file cannot be opened. Please save it as .xlsx.' },
  password: { zh: '文件有密码，请去掉密码后重新上传。', en: 'The file has a password. Please take it off.' },
  tooLarge: {
    zh: '文件过大，请只保留导入表这一页后重新上传。',
    en: 'The file is too large. Please keep only this sheet.',
  },
  notATable: {
    zh: '只接受表格文件（.xlsx、.xls、.csv），请另存后重新上传。',
    en: 'Only a spreadsheet is taken (.xlsx, .xls, .csv).',
  },
}
