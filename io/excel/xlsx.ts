/**
 * .xlsx (ECMA-376, also its strict form and WPS): the directory is measured first, then every part that will be read is
 * inflated and counted, then the first sheet is streamed row by row. Formulas give the value stored with them.
 */
import { streamXlsxRows } from 'hucre/xlsx'
import { TableRows, type TableReading } from '../table-rows.ts'
import { inflateEntry, isTooLarge, listZip, peekEntry, storeZip, type StoredFile, type ZipEntry } from '../zip.ts'

/**
 * Parts that are read as a whole (texts, styles, the list of sheets) may be this large: 500 people need a fiftieth of
 * it, and the reader takes 25 times its size in memory.
 */
export const maxWholePartBytes = 6 * 1024 * 1024

/** Parts of up to so many bytes in all are inflated once; those of a larger workbook again, piece by piece, when read. */
const smallBytes = 1024 * 1024

const isSheet = (entry: ZipEntry): boolean => /^xl\/worksheets\/[^/]+\.xml$/i.test(entry.name)
const isPart = (entry: ZipEntry): boolean => /\.(xml|rels)$/i.test(entry.name)

export async function readXlsx(bytes: Uint8Array): Promise<TableReading> {
  const entries = listZip(bytes)
  if (entries === null) return { problem: 'damaged' }
  const wholeParts = entries.filter((entry) => isPart(entry) && !isSheet(entry))
  if (isTooLarge(entries) || wholeParts.some((entry) => entry.size > maxWholePartBytes)) {
    return { problem: showsTooManyRows(bytes, entries) ? 'tooManyRows' : 'tooLarge' }
  }
  const parts = entries.filter(isPart)
  const isSmall = parts.reduce((sum, { size }) => sum + size, 0) <= smallBytes
  const inflatedParts: StoredFile[] = []
  for (const entry of parts) {
    const inflated = inflateEntry(bytes, entry)
    if (inflated.kind !== 'bytes') return { problem: inflated.kind }
    if (isSmall) inflatedParts.push({ name: entry.name, bytes: inflated.bytes })
  }
  const rows = new TableRows()
  for await (const row of streamXlsxRows(isSmall ? storeZip(inflatedParts) : bytes)) {
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
