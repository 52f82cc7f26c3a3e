/** 表单检查: what came in, checked against the declaration: values, or every error at once with its place. */
import type { Day } from '../brand.ts'
import { checkFields, type FormError } from './checkers.ts'
import type { Form } from './define-form.ts'
import type { Fields, FormValues } from './fields.ts'

type CheckedForm<F extends Fields> =
  { readonly ok: true; readonly values: FormValues<F> } | { readonly ok: false; readonly errors: readonly FormError[] }

/** A form with dates or ID numbers (or rows, which may hold some) is checked against a day; others need none. */
type AskedDay<F extends Fields> =
  Extract<F[keyof F], { readonly kind: 'date' | 'idNumber' | 'rows' }> extends never ? [] : [today: Day]

/** @param raw what a page, a JSON body or a row of a workbook brought: texts by field name, nothing trusted. */
export function check<F extends Fields>(form: Form<F>, raw: unknown, ...[today]: AskedDay<F>): CheckedForm<F> {
  const checked = checkFields(form.fields, raw, today ?? null)
  if (!checked.ok) return checked
  // Each field gave the value of its kind, which is what FormValues says.
  const values = checked.values as FormValues<F>
  const errors = form.rules
    .filter((rule) => !rule.holds(values))
    .map((rule) => ({ path: rule.field, message: rule.message }))
  return errors.length === 0 ? { ok: true, values } : { ok: false, errors }
}
