/**
 * One way to read a table, whatever file it came in. The readers are loaded when first needed: a process that only takes
 * mails apart stays small. To be run in the sandbox: formats are read here that strangers wrote.
 */
import type { ContentKind } from '../domain/mail/types.ts'
import type { TableReading } from './table-rows.ts'

const readers = {
  xlsx: async (bytes) => (await import('./excel/xlsx.ts')).readXlsx(bytes),
  xls: async (bytes) => (await import('./excel/xls.ts')).readXls(bytes),
  csv: async (bytes) => (await import('./excel/delimited.ts')).readDelimited(bytes),
  html: async (bytes) => (await import('./excel/html-table.ts')).readHtmlTable(bytes),
} as const satisfies Partial<Record<ContentKind, (bytes: Uint8Array) => Promise<TableReading>>>

export type TableKind = keyof typeof readers
export const isTableKind = (kind: ContentKind): kind is TableKind => Object.hasOwn(readers, kind)

export async function readTable(bytes: Uint8Array, kind: TableKind): Promise<TableReading> {
  try {
    return await readers[kind](bytes)
  } catch {
    // The libraries throw whatever they stumble on; to the sender it is one thing: the file cannot be read.
    return { problem: 'damaged' }
  }
}
