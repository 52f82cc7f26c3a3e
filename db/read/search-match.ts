/** 检索: a predicate by which the lists and the search page find things: the index narrows, the text itself decides. */
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { findCaseNumber } from '../../domain/unban/case-number.ts'
import { searchKey } from '../../domain/search/key.ts'
import { searchTerms } from '../../domain/search/terms.ts'
import type { Row } from '../schema.ts'

type EntryKind = Row<'search_entry'>['kind']

/** A LIKE pattern for texts that contain `text`; its own signs stand for themselves. */
const containing = (text: string): string => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`

/** Whether an entry of the index, named `entry`, holds a text; never when the text is too short to search by. */
function holds(kind: EntryKind, text: string): RawBuilder<SqlBool> {
  const key = searchKey(text)
  const terms = searchTerms(key)
  if (terms === null) return sql<SqlBool>`false`
  const byText = sql`entry.terms @> ${terms.all}::text[] and entry.texts like ${containing(key)}`
  const byNumber =
    kind === 'person' && terms.lastFour !== null ? sql` or entry.terms @> ${[terms.lastFour]}::text[]` : sql``
  return sql<SqlBool>`entry.kind = ${sql.lit(kind)} and ((${byText})${byNumber})`
}

/**
 * Things of a kind that a text names.
 * @param id the column that holds the thing's id, such as `person.id`.
 */
export function named(kind: EntryKind, id: string, text: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.ref(id)} in (
    select entry.subject_id from search_entry as entry where ${holds(kind, text)})`
}

/** The same as rows to join, `found.subject_id`, with how well each fits: a whole name before its beginning before a part. */
export function ranked(kind: EntryKind, text: string) {
  const key = searchKey(text)
  const [whole, beginning] = [`\n${key}\n`, `\n${key}`]
  return sql<{ subject_id: number; fit: number }>`(
    select entry.subject_id, case when strpos(entry.texts, ${whole}) > 0 then 0
      when strpos(entry.texts, ${beginning}) > 0 then 1 else 2 end as fit
    from search_entry as entry where ${holds(kind, text)})`
}

/** Digits of a serial, with what may stand before them: `123`, `2026-123`, `GX-2026-000123`. */
const serialAtEnd = /^(.*?)(\d{1,6})$/

/** Requests whose case number a text is, or is part of: the serial, with or without zeros, after as much as is written. */
export function caseNumbered(text: string): RawBuilder<SqlBool> {
  const written = text.normalize('NFKC').trim()
  const whole = findCaseNumber(written)
  if (whole !== null) return sql<SqlBool>`request.case_no = ${whole}`
  const [, before = '', serial] = serialAtEnd.exec(written) ?? []
  if (serial === undefined || !/^[A-Za-z]{0,2}[-‐-―−]?(\d{4})?[-‐-―−]?$/.test(before)) return sql<SqlBool>`false`
  const parts = before.toUpperCase().replace(/[^A-Z\d]/g, '')
  return sql<SqlBool>`(right(request.case_no, 6) = ${serial.padStart(6, '0')}
    and replace(request.case_no, '-', '') like ${containing(parts)})`
}
