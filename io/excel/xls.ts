/**
 * .xls and .et (BIFF in a compound file, as Excel 97 and WPS save them) and XML Spreadsheet 2003. Only the first sheet is
 * taken; formulas give the value stored with them, macros are not looked at.
 */
import { createRequire } from 'node:module'
import type * as Xlsx from '@e965/xlsx'
import { isCompoundFile } from '../compound-file.ts'
import { TableRows, type CellValue, type TableReading } from '../table-rows.ts'
import { decodeText } from '../text.ts'

/** The number formats of the library, which leaves them untyped. */
interface NumberFormats {
  is_date(format: string): boolean
  parse_date_code(serial: number): { y: number; m: number; d: number; H: number; M: number; S: number } | null
}

// The CommonJS build: only it has the Chinese code pages of workbooks older than Excel 97.
const library = createRequire(import.meta.url)('@e965/xlsx') as typeof Xlsx
const formats = library.SSF as NumberFormats

/** Rows looked at, blank ones included: more than the form may have, and far from the 65,536 of the format. */
const rowsRead = 2_000
const chineseCodePage = 936

export function readXls(bytes: Uint8Array): TableReading {
  const inXml = isCompoundFile(bytes) ? null : decodeText(bytes).trimStart()
  // The library guesses at everything else, other archives among it.
  if (inXml !== null && !inXml.startsWith('<?xml')) return { problem: 'damaged' }
  const options = {
    dense: true,
    sheets: 0,
    sheetRows: rowsRead,
    codepage: chineseCodePage,
    cellFormula: false,
    cellHTML: false,
    cellText: false,
    cellNF: true,
  } as const
  let book: Xlsx.WorkBook
  try {
    book =
      inXml === null
        ? library.read(bytes, { type: 'buffer', ...options })
        : library.read(inXml, { type: 'string', ...options })
  } catch (error) {
    return { problem: error instanceof Error && /password/i.test(error.message) ? 'password' : 'damaged' }
  }
  const first = book.SheetNames[0]
  const sheet = first === undefined ? undefined : book.Sheets[first]
  if (sheet === undefined) return { problem: 'damaged' }
  const rows = new TableRows()
  for (const row of (sheet['!data'] ?? []) as readonly (readonly (Xlsx.CellObject | undefined)[] | undefined)[]) {
    if (!rows.add(Array.from(row ?? [], valueOf))) break
  }
  return rows.reading()
}

function valueOf(cell: Xlsx.CellObject | undefined): CellValue {
  if (cell === undefined || cell.t === 'z') return null
  if (cell.t === 'e') return cell.w ?? '#N/A'
  if (cell.t === 'n' && typeof cell.v === 'number' && formats.is_date(String(cell.z ?? ''))) return dayOf(cell.v)
  return cell.v
}

/** A day counted from 1900 as the format does, as a moment in UTC. */
function dayOf(serial: number): CellValue {
  const code = formats.parse_date_code(serial)
  return code === null ? serial : new Date(Date.UTC(code.y, code.m - 1, code.d, code.H, code.M, Math.floor(code.S)))
}
