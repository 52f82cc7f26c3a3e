/** How columns leave the database and go in; bigint columns are numbers here (see db/db.ts). */
import type { ColumnType, Generated } from 'kysely'

/** Moments leave the database as ISO strings (UTC) and go in as ISO strings. */
export type At = string
export type AtDefault = ColumnType<string, string | undefined, string>
/** Days leave and enter as `2026-11-20`. */
export type DayColumn = string
export type Json<T> = ColumnType<T, string, string>
export type JsonDefault<T> = ColumnType<T, string | undefined, string>
export type Identity = Generated<number>
