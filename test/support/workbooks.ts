/** Old and odd workbooks for tests, built in code. */
import { createRequire } from 'node:module'
import type * as Xlsx from '@e965/xlsx'
import { writeXlsx } from 'hucre/xlsx'

/** What the library leaves untyped. */
interface CompoundFiles {
  read(bytes: Buffer, options: { type: 'buffer' }): unknown
  find(file: unknown, path: string): { content: Buffer } | null
  utils: { cfb_add(file: unknown, path: string, content: Buffer): void }
  write(file: unknown, options: { type: 'buffer' }): Buffer
}
const library = createRequire(import.meta.url)('@e965/xlsx') as typeof Xlsx
const { utils, write } = library
const CFB = library.CFB as CompoundFiles

export type Rows = readonly (readonly (string | number)[])[]

/** .xls as Excel 97 and WPS (.et) write it, or another old form. */
export function makeXls(rows: Rows, bookType: 'biff8' | 'xlml' = 'biff8'): Buffer {
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows as (string | number)[][]), '表')
  return write(book, { type: 'buffer', bookType }) as Buffer
}

/** .xls with a password: the record FILEPASS stands behind the first one. */
export function makeLockedXls(rows: Rows): Buffer {
  const file = CFB.read(makeXls(rows), { type: 'buffer' })
  const content = Buffer.from(CFB.find(file, 'Workbook')?.content ?? [])
  const afterFirst = 4 + content.readUInt16LE(2)
  const filePass = Buffer.concat([Buffer.from('2f003600', 'hex'), Buffer.alloc(54)])
  CFB.utils.cfb_add(file, '/Workbook', Buffer.concat([content.subarray(0, afterFirst), filePass, content.subarray(afterFirst)])) // prettier-ignore
  return CFB.write(file, { type: 'buffer' })
}

/** .xlsx with a password, as Excel writes it. */
export async function makeLockedXlsx(rows: Rows): Promise<Buffer> {
  const sheets = [{ name: '表', rows: rows.map((row) => [...row]) }]
  return Buffer.from(await writeXlsx({ sheets, encryption: { password: 'x', spinCount: 10 } }))
}

/** .doc: a compound file that holds a text. */
export function makeDoc(): Buffer {
  const file = CFB.read(makeXls([['x']]), { type: 'buffer' })
  CFB.utils.cfb_add(file, '/WordDocument', Buffer.alloc(600))
  const bytes = CFB.write(file, { type: 'buffer' })
  // The library cannot take a stream away: its name is made another.
  const name = Buffer.from('Workbook', 'utf16le')
  bytes.write('Xorkbook', bytes.indexOf(name), 'utf16le')
  return bytes
}
