/**
 * 从业人员导入表 — written blank as the template, or with rows that need correcting and what is wrong in each. First sheet: the
 * title, how to fill it in, the headings, then a row a person; every cell is text, choices are drop-downs.
 */
import { writeXlsx, type WriteSheet } from 'hucre/xlsx'
import { importColumns, importHowTo, importRowsMax, importTitle, shownCell, type ImportCells } from '../../domain/person/import-sheet.ts' // prettier-ignore
import { safeCell } from './safe-cell.ts'

/** Rows above the people. */
const topRows = 3
const problemHeading = '需要更正'
const asText = '@'
const width = { usual: 16, wide: 24, problem: 60 } as const
const wide = new Set(['idNumber', 'certificates[0].number', 'certificates[0].trade', 'certificates[0].issuer'])

export interface RowToCorrect {
  readonly cells: ImportCells
  /** What to write instead, in sentences. */
  readonly problems: readonly string[]
}

export async function writePersonImport(rows: readonly RowToCorrect[] = []): Promise<Buffer> {
  const headings = importColumns.map(({ heading, required }) => (required ? `${heading}*` : heading))
  const lines = rows.map(({ cells, problems }) => [
    ...importColumns.map((column) => safeCell(shownCell(column, cells[column.path] ?? ''))),
    problems.join(' '),
  ])
  const lastRow = topRows + importRowsMax
  const sheet: WriteSheet = {
    name: '人员',
    columns: [
      ...importColumns.map(({ path }) => ({ width: wide.has(path) ? width.wide : width.usual, numFmt: asText })),
      ...(rows.length === 0 ? [] : [{ width: width.problem, numFmt: asText }]),
    ],
    rows: [[importTitle], [importHowTo], rows.length === 0 ? headings : [...headings, problemHeading], ...lines],
    cells: styledCells(lastRow),
    freezePane: { rows: topRows },
    dataValidations: importColumns.flatMap(({ field }, index) => {
      if (field.kind !== 'choice') return []
      const letter = columnLetter(index)
      // Options by their words; what a drop-down holds has a limit of 255 characters, so long lists are by their keys.
      const values = Object.keys(field.options).map((key, _n, keys) => (keys.length > 8 ? key : (field.options[key]?.zh ?? key))) // prettier-ignore
      return [{ type: 'list' as const, values, range: `${letter}${topRows + 1}:${letter}${lastRow}`, allowBlank: true }]
    }),
  }
  return Buffer.from(await writeXlsx({ sheets: [sheet] }))
}

/** Fewer than 26 columns. */
const columnLetter = (index: number): string => String.fromCharCode('A'.charCodeAt(0) + index)

/** Empty cells as well: a number typed into a cell that is not text loses its last three digits at once. */
function styledCells(lastRow: number): NonNullable<WriteSheet['cells']> {
  const cells: NonNullable<WriteSheet['cells']> = new Map()
  cells.set('0,0', { value: importTitle, style: { font: { bold: true, size: 16 } } })
  importColumns.forEach(({ heading, required }, column) => {
    cells.set(`${topRows - 1},${column}`, {
      value: required ? `${heading}*` : heading,
      style: { font: { bold: true } },
    })
  })
  const idColumn = importColumns.findIndex(({ path }) => path === 'idNumber')
  for (let row = topRows; row < lastRow; row += 1) cells.set(`${row},${idColumn}`, { style: { numFmt: asText } })
  return cells
}
