/** 查找: what is found by name, and how characters are read. */
import type { Generated } from 'kysely'

/** Kept by triggers (migration 2026-11-21-unban-enterprises). */
interface SearchEntryTable {
  kind: 'person' | 'enterprise' | 'mail'
  subject_id: number
  texts: string
  terms: string[]
}
interface ReadingTable {
  hanzi: string
  readings: string[]
}
interface ReadingLoadTable {
  one: Generated<boolean>
  sha256: string
}

export interface SearchTables {
  search_entry: SearchEntryTable
  reading: ReadingTable
  reading_load: ReadingLoadTable
}
