/** 表单: one declaration for the page, the check, the workbook and the message. */
import type { Words } from '../brand.ts'
import type { Fields, FormValues } from './fields.ts'

/** What must hold between fields; looked at when every field is right by itself. */
interface FormRule<F extends Fields> {
  /** Where the message stands: a field's name, or a path such as `certificates`. */
  readonly field: keyof F & string
  readonly message: Words
  holds(values: FormValues<F>): boolean
}

/** What a page or a workbook needs of a form, whichever it is. */
export interface FormShape {
  /** In addresses and drafts: `sign-in`. */
  readonly name: string
  readonly title: Words
  readonly fields: Fields
}

export interface Form<F extends Fields> extends FormShape {
  readonly fields: F
  readonly rules: readonly FormRule<F>[]
}

export function defineForm<const F extends Fields>(
  name: string,
  title: Words,
  fields: F,
  rules: readonly FormRule<NoInfer<F>>[] = [],
): Form<F> {
  return { name, title, fields, rules }
}

/** The values of a declared form: `ValuesOf<typeof signInForm>`. */
export type ValuesOf<T> = T extends Form<infer F> ? FormValues<F> : never
