/** 字段: a declared field as the page prints it, with what was typed and what is wrong beside it. */
import type { FormError } from '../../domain/forms/checkers.ts'
import type { Field, FieldKind } from '../../domain/forms/fields.ts'
import { say, type Language } from '../words.ts'
import { listOf, textOf, type Typed } from './typed.ts'

export interface FieldView {
  readonly id: string
  /** Name in the form: the place of the field. */
  readonly name: string
  readonly label: string
  readonly hint: string
  readonly error: string
  /** Ids of hint and error, for screen readers. */
  readonly describedBy: string
  readonly required: boolean
  readonly value: string
  readonly type: string
  readonly list: string
  readonly isSelect: boolean
  readonly isChoices: boolean
  readonly isTick: boolean
  readonly isInput: boolean
  readonly placeholder: string
  readonly maxLength: number
  readonly options: readonly { readonly value: string; readonly label: string; readonly chosen: boolean }[]
}

/** Names hold brackets and dots; ids do not. */
export const idOf = (path: string): string => `f-${path.replace(/\W+/g, '-').replace(/-$/, '')}`

const inputTypes: Partial<Readonly<Record<FieldKind, string>>> = { date: 'date', phone: 'tel', email: 'email' }
const textMax = 200

interface Shown {
  readonly language: Language
  readonly errors: readonly FormError[]
  readonly typed: Typed
}
interface Also {
  readonly type?: string
  readonly list?: string
  readonly placeholder?: string
  /** Shown with a star. */
  readonly required?: boolean
}

export function fieldView(path: string, field: Field, { language, errors, typed }: Shown, also: Also = {}): FieldView {
  const error = errors.find((each) => each.path === path)
  const id = idOf(path)
  const hint = field.hint === undefined ? '' : say(language, field.hint)
  const chosen = listOf(typed, path)
  const options = field.kind === 'choice' || field.kind === 'choices' ? field.options : {}
  const described = [...(hint === '' ? [] : [`${id}-hint`]), ...(error === undefined ? [] : [`${id}-error`])]
  return {
    id,
    name: path,
    label: say(language, field.label),
    hint,
    error: error === undefined ? '' : say(language, error.message),
    describedBy: described.join(' '),
    required: also.required ?? field.optional !== true,
    value: textOf(typed, path),
    type: also.type ?? inputTypes[field.kind] ?? 'text',
    list: also.list ?? '',
    placeholder: also.placeholder ?? '',
    isSelect: field.kind === 'choice',
    isChoices: field.kind === 'choices',
    isTick: field.kind === 'yesNo',
    isInput: field.kind !== 'choice' && field.kind !== 'choices' && field.kind !== 'yesNo',
    maxLength: 'maxLength' in field ? field.maxLength : textMax,
    options: Object.entries(options).map(([value, words]) => ({
      value,
      label: say(language, words),
      chosen: chosen.includes(value),
    })),
  }
}
