/**
 * .xlsx (ECMA-376, also its strict form and WPS): the directory is measured first, then every part that will be read is
 * inflated once and counted, then the first sheet is streamed row by row. Formulas give the value stored with them.
 */
import { streamXlsxRows } from 'hucre/xlsx'
import { TableRows, type TableReading } from '../table-rows.ts'
import { inflateEntry, isTooLarge, listZip, peekEntry, type ZipEntry } from '../zip.ts'

/**
 * Parts that are read as a whole (texts, styles, the list of sheets) may be this large: 500 people need a fiftieth of
 * it, and the reader takes 25 times its size in memory.
 */
export const maxWholePartBytes = 6 * 1024 * 1024

const isSheet = (entry: ZipEntry): boolean => /^xl\/worksheets\/[^/]+\.xml$/i.test(entry.name)
const isPart = (entry: ZipEntry): boolean => /\.(xml|rels)$/i.test(entry.name)

export async function readXlsx(bytes: Uint8Array): Promise<TableReading> {
  const entries = listZip(bytes)
  if (entries === null) return { problem: 'damaged' }
  const wholeParts = entries.filter((entry) => isPart(entry) && !isSheet(entry))
  if (isTooLarge(entries) || wholeParts.some((entry) => entry.size > maxWholePartBytes)) {
    return { problem: showsTooManyRows(bytes, entries) ? 'tooManyRows' : 'tooLarge' }
  }
  for (const entry of entries.filter(isPart)) {
    const inflated = inflateEntry(bytes, entry)
    if (inflated.kind !== 'bytes') return { problem: inflated.kind }
  }
  const rows = new TableRows()
  for await (const row of streamXlsxRows(bytes)) {
    if (!rows.add(row.values, row.index + 1)) break
  }
  return rows.reading()
}

/** Rows in the beginning of a sheet that tell it is no form, however it goes on. */
const tellingRows = 1_000

/** Of a workbook too large to be read: whether the beginning of a sheet already tells that the rows are too many. */
function showsTooManyRows(bytes: Uint8Array, entries: readonly ZipEntry[]): boolean {
  const sheet = entries.find(isSheet)
  if (sheet === undefined) return false
  const start = peekEntry(bytes, sheet).toString('latin1', 0, 256 * 1024)
  const lastRow = /<dimension\s+ref="[A-Z]+\d+:[A-Z]+(\d+)"/.exec(start)?.[1]
  return Number(lastRow ?? 0) > tellingRows || start.split('</row>', tellingRows + 2).length > tellingRows + 1
}
