/** An uploaded file as a table (自查): what it is, and its rows or what kept it from being read. */
import type { ContentKind } from '../domain/mail/types.ts'
import { contentKind } from './content-kind.ts'
import { isTableKind, readTable } from './read-table.ts'
import type { TableReading } from './table-rows.ts'

export interface WorkbookReading {
  readonly kind: ContentKind
  /** Null where the file is no kind of table at all. */
  readonly reading: TableReading | null
}

export async function readWorkbook(bytes: Buffer): Promise<WorkbookReading> {
  const kind = contentKind(bytes)
  if (kind === 'encrypted') return { kind, reading: { problem: 'password' } }
  return { kind, reading: isTableKind(kind) ? await readTable(bytes, kind) : null }
}
