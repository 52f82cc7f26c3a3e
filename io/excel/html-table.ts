/** A page saved under the ending .xls or .html, as many Chinese systems export: its table with the most rows. */
import { readHtml } from '../html.ts'
import type { TableReading } from '../table-rows.ts'
import { decodeText } from '../text.ts'

export function readHtmlTable(bytes: Uint8Array): TableReading {
  const { tables } = readHtml(decodeText(bytes))
  const [first, ...others] = tables
  if (first === undefined) return { cells: [], lossyCells: [], sheetRows: [] }
  const largest = others.reduce((best, next) => (next.cells.length > best.cells.length ? next : best), first)
  const { cells, lossyCells, sheetRows, tooMany } = largest
  return tooMany ? { problem: 'tooManyRows' } : { cells, lossyCells, sheetRows }
}
