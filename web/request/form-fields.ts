/** The fields of a declared form, with ids of their own: several forms stand on the review page. */
import type { FormShape } from '../../domain/forms/define-form.ts'
import { fieldView, type FieldView } from '../persons/field-views.ts'
import type { Language } from '../words.ts'
import type { TypedForm } from './asked.ts'

export type FormFieldView = FieldView

export function formFields(form: FormShape, prefix: string, typed: TypedForm | null, language: Language): FieldView[] {
  const shown = { language, errors: typed?.errors ?? [], typed: typed?.values ?? {} }
  return Object.entries(form.fields).map(([path, field]) => {
    const view = fieldView(path, field, shown)
    const id = `${prefix}-${path}`
    return { ...view, id, describedBy: view.describedBy.replaceAll(view.id, id) }
  })
}
