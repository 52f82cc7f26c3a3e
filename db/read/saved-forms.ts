/** 已保存的表单: whether a form has entered its person, told by the audit row that its save left. */
import { sql } from 'kysely'
import type { ReadDb } from '../db.ts'

/** The beginning of the audit key of every save of one form. */
export const formKeyStart = (enterpriseId: number, formId: string): string =>
  `enterprise:${enterpriseId}/person-form:${formId}/`

/** Those of the forms that have been saved. */
export async function readSavedForms(
  db: ReadDb,
  enterpriseId: number,
  formIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (formIds.length === 0) return new Set()
  const starts = formIds.map((formId) => formKeyStart(enterpriseId, formId))
  const { rows } = await sql<{ start: string }>`
    select start from unnest(${starts}::text[]) start
    where exists (select 1 from audit_log where key >= start and key < start || ${'\u{10ffff}'} and starts_with(key, start))`.execute(
    db,
  )
  const saved = new Set(rows.map(({ start }) => start))
  return new Set(formIds.filter((formId) => saved.has(formKeyStart(enterpriseId, formId))))
}
