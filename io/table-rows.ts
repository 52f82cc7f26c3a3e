/**
 * 表格 — rows taken from any kind of sheet as texts: blank rows are passed over, cells are cut to their limits, and numbers
 * whose digits are lost are named. Nothing is ever evaluated.
 */
import { formColumns, formRowsMax, headingRowsMax } from '../domain/unban/blank-form.ts'
import { withoutControls } from './text.ts'

/** A value as the readers of formats hand it over. */
export type CellValue = string | number | boolean | Date | null | undefined

export interface Table {
  readonly cells: readonly (readonly string[])[]
  /** `row:column` (from 0, blank rows not counted) of numbers whose digits may have been lost. */
  readonly lossyCells: readonly string[]
  /** The number of each row in its sheet, as Excel shows it (from 1, blank rows counted). */
  readonly sheetRows: readonly number[]
}

/** What kept a file from being read as a table. */
type TableProblem = 'damaged' | 'password' | 'tooManyRows' | 'tooLarge'
export type TableReading = Table | { readonly problem: TableProblem }

export const tableLimits = {
  rows: 600,
  columns: 40,
  cellLength: 2_000,
} as const

/** The one heading that every version of the form has; only for counting the rows below it. */
const headingWord = formColumns.find((column) => column.key === 'name')?.heading
/** Excel and WPS keep 15 digits; of an 18-digit number the last three are gone. */
const exactBelow = 1e15
/** A number as a sheet shows it when it is too long: 4.5E+17. */
const shortenedNumber = /^\s*\d(?:\.\d+)?E\+?(?:1[5-9]|2\d)\s*$/i

export class TableRows {
  readonly #cells: string[][] = []
  readonly #lossyCells: string[] = []
  readonly #sheetRows: number[] = []
  #sheetRow = 0
  #headingRow: number | null = null
  #dataRows = 0

  /**
   * @param sheetRow its number in the sheet, where the reader passes over blank rows; otherwise the next one
   * @returns false when no more rows are wanted: there are too many
   */
  add(values: readonly CellValue[], sheetRow = this.#sheetRow + 1): boolean {
    this.#sheetRow = sheetRow
    const row: string[] = []
    const lossy: number[] = []
    for (const value of values.slice(0, tableLimits.columns)) {
      const text = cellText(value)
      if (isLossy(value, text)) lossy.push(row.length)
      row.push(text)
    }
    while (row.at(-1)?.trim() === '') row.pop()
    if (row.length === 0) return true
    if (this.#headingRow === null && this.#cells.length < headingRowsMax && row.some(isHeading)) {
      this.#headingRow = this.#cells.length
      this.#dataRows = 0
    } else if (row.some((text) => text.trim() !== '' && !isRowNumber(text))) this.#dataRows += 1
    if (this.#cells.length < tableLimits.rows) {
      this.#lossyCells.push(...lossy.map((column) => `${this.#cells.length}:${column}`))
      this.#cells.push(row)
      this.#sheetRows.push(sheetRow)
    }
    return !this.tooMany
  }

  /** More data rows than a form may have; without a heading, the rows where one might stand are not counted. */
  get tooMany(): boolean {
    return this.#dataRows > formRowsMax + (this.#headingRow === null ? headingRowsMax : 0)
  }

  /** What was taken, whether or not there are too many rows. */
  table(): Table {
    return { cells: this.#cells, lossyCells: this.#lossyCells, sheetRows: this.#sheetRows }
  }

  reading(): TableReading {
    return this.tooMany ? { problem: 'tooManyRows' } : this.table()
  }
}

const isHeading = (text: string): boolean => text.replace(/[\s*:：]|[(（].*[)）]/g, '') === headingWord
/** 序号 is often filled in far below the last person. */
const isRowNumber = (text: string): boolean => /^\s*\d{1,4}\s*$/.test(text)

function isLossy(value: CellValue, text: string): boolean {
  return typeof value === 'number' ? Math.abs(value) >= exactBelow : shortenedNumber.test(text)
}

function cellText(value: CellValue): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return withoutControls(value.slice(0, tableLimits.cellLength))
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  return typeof value === 'number' ? numberText(value) : dateText(value)
}

/** As a sheet shows it: 13900001234, 40.5, and 4.50103E+17 where the digits are gone. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) return ''
  if (Math.abs(value) < exactBelow) return String(Number(value.toPrecision(15)))
  const [digits = '', power = ''] = value.toExponential(5).split('e')
  return `${digits.replace(/\.?0+$/, '')}E${power}`
}

/** A day, with the time only when there is one. The readers hand over what the sheet shows, as if in UTC. */
function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) return ''
  const [day = '', time = ''] = value.toISOString().split(/[T.]/)
  return time === '00:00:00' ? day : `${day} ${time}`
}
