/**
 * 字段检查: for each kind of field, from what came in to a value, or to the sentence that says what to write instead.
 * Lenient when reading: spaces around, full width, 是 for yes.
 */
import type { Day, Words } from '../brand.ts'
import { isCalendarDay } from '../calendar/day.ts'
import { readCreditCode } from '../codes/credit-code.ts'
import { readEmailAddress } from '../codes/email-address.ts'
import { readIdNumber } from '../codes/id-number.ts'
import { readPhone } from '../codes/phone.ts'
import type { Field, FieldKind, FieldMap, Fields, FileRef } from './fields.ts'
import * as say from './messages.ts'
import { passwordMaxLength, passwordProblem } from './password.ts'

export interface FormError {
  /** `login`, `certificates[2].number`: id of the field, target of the summary's link, place in a workbook. */
  readonly path: string
  readonly message: Words
}
type Checked =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly errors: readonly FormError[] }
type CheckedFields =
  | { readonly ok: true; readonly values: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly errors: readonly FormError[] }

/** What is known while a form is checked. Null: a form whose fields ask for no day. */
type Today = Day | null
type Checker<F extends Field> = (raw: unknown, field: F, path: string, today: Today) => Checked

const right = (value: unknown): Checked => ({ ok: true, value })
const wrong = (path: string, message: Words): Checked => ({ ok: false, errors: [{ path, message }] })

const checkers: { readonly [Kind in FieldKind]: Checker<FieldMap[Kind]> } = {
  text: (raw, field, path) => {
    const text = textOf(raw)
    if (text === null || /\p{Cc}/u.test(text.trim())) return wrong(path, say.unreadableWords(field))
    return withinLength(text.trim(), field.maxLength, field, path)
  },
  longText: (raw, field, path) => {
    const text = textOf(raw)
    if (text === null) return wrong(path, say.unreadableWords(field))
    return withinLength(text.replace(/\r\n?/g, '\n').trim(), field.maxLength, field, path)
  },
  number: (raw, field, path) => {
    const text = typeof raw === 'number' ? String(raw) : textOf(raw)
    const plain = (text ?? '').normalize('NFKC').replace(/[\s,]/g, '')
    if (!/^[+-]?\d{1,15}(\.\d{1,15})?$/.test(plain)) return wrong(path, say.notANumberWords(field, field.unit))
    const decimals = field.decimals ?? 0
    if ((plain.split('.')[1] ?? '').replace(/0+$/, '').length > decimals) {
      return wrong(path, say.tooManyDecimalsWords(field, decimals))
    }
    const value = Number(plain)
    const outside = value < (field.min ?? -Infinity) || value > (field.max ?? Infinity)
    return outside ? wrong(path, say.outOfRangeWords(field, field.min, field.max)) : right(value)
  },
  date: (raw, field, path, today) => {
    const day = dayFrom(textOf(raw) ?? '')
    if (day === null) return wrong(path, say.notADateWords(field))
    const late = field.when === 'past' && today !== null && day > today
    const early = field.when === 'future' && today !== null && day < today
    return field.when !== undefined && (late || early) ? wrong(path, say.wrongTimeWords[field.when](field)) : right(day)
  },
  choice: (raw, field, path) => {
    const chosen = (textOf(raw) ?? '').trim()
    return Object.hasOwn(field.options, chosen) ? right(chosen) : wrong(path, say.notAnOptionWords(field))
  },
  choices: (raw, field, path) => {
    const given = Array.isArray(raw) ? raw.map(textOf) : [textOf(raw)]
    const chosen = [...new Set(given)]
    const known = chosen.every((each) => each !== null && Object.hasOwn(field.options, each))
    return known ? right(chosen) : wrong(path, say.notAnOptionWords(field))
  },
  yesNo: (raw, field, path) => {
    const answer = typeof raw === 'boolean' ? raw : yesNoWords.get((textOf(raw) ?? '').trim().toLowerCase())
    return answer === undefined ? wrong(path, say.notAnOptionWords(field)) : right(answer)
  },
  creditCode: (raw, field, path) => {
    const read = readCreditCode(textOf(raw) ?? '')
    if (read.ok) return right(read.value)
    return wrong(path, read.problem === 'empty' ? say.missingWords.creditCode(field) : say.creditCodeWords[read.problem](field)) // prettier-ignore
  },
  idNumber: (raw, field, path, today) => {
    if (today === null) throw new Error(`The form of ${path} is checked without saying what day it is.`)
    const read = readIdNumber(textOf(raw) ?? '', today)
    if (read.ok) return right(read.value)
    return wrong(path, read.problem === 'empty' ? say.missingWords.idNumber(field) : say.idNumberWords[read.problem](field)) // prettier-ignore
  },
  phone: (raw, field, path) => {
    const read = readPhone(textOf(raw) ?? '')
    if (read.ok) return right(read.value)
    return wrong(path, read.problem === 'empty' ? say.missingWords.phone(field) : say.phoneFormWords(field))
  },
  email: (raw, field, path) => {
    const address = readEmailAddress(textOf(raw) ?? '')
    return address === null ? wrong(path, say.emailFormWords(field)) : right(address)
  },
  password: (raw, field, path) => {
    // As typed: a space may be part of it.
    const password = textOf(raw)
    if (password === null) return wrong(path, say.unreadableWords(field))
    const problem = field.chosen ? passwordProblem(password) : [...password].length > passwordMaxLength ? 'long' : null
    return problem === null ? right(password) : wrong(path, say.passwordWords[problem](field))
  },
  attachment: (raw, field, path) => {
    const files = Array.isArray(raw) ? raw : [raw]
    if (!files.every(isFileRef)) return wrong(path, say.unreadableWords(field))
    if (files.length > field.maxFiles) return wrong(path, say.tooManyFilesWords(field, field.maxFiles))
    if (files.some((file) => !field.types.includes(file.type)))
      return wrong(path, say.fileTypeWords(field, field.types))
    if (files.some((file) => file.size > field.maxBytes)) return wrong(path, say.fileSizeWords(field, field.maxBytes))
    return right(files)
  },
  rows: (raw, field, path, today) => {
    if (!Array.isArray(raw)) return wrong(path, say.unreadableWords(field))
    if (raw.length > field.maxRows) return wrong(path, say.tooManyRowsWords(field, field.maxRows))
    const rows = raw.map((row: unknown, n) => checkFields(field.columns, row, today, `${path}[${n}].`))
    const errors = rows.flatMap((row) => (row.ok ? [] : row.errors))
    return errors.length > 0 ? { ok: false, errors } : right(rows.map((row) => (row.ok ? row.values : {})))
  },
}

/** Every field by itself; all errors at once, in the order of the fields. */
export function checkFields(fields: Fields, raw: unknown, today: Today, prefix = ''): CheckedFields {
  const given = typeof raw === 'object' && raw !== null ? (raw as Readonly<Record<string, unknown>>) : {}
  const values: Record<string, unknown> = {}
  const errors: FormError[] = []
  for (const [name, field] of Object.entries(fields)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    const path = prefix + name
    if (isEmpty(value)) {
      if (!field.optional) errors.push({ path, message: say.missingWords[field.kind](field) })
      continue
    }
    // The table holds, under each kind, the checker for fields of that kind.
    const checked = (checkers[field.kind] as Checker<Field>)(value, field, path, today)
    if (checked.ok) values[name] = checked.value
    else errors.push(...checked.errors)
  }
  return errors.length === 0 ? { ok: true, values } : { ok: false, errors }
}

function isEmpty(raw: unknown): boolean {
  return raw === undefined || raw === null || (typeof raw === 'string' && raw.trim() === '') || (Array.isArray(raw) && raw.length === 0) // prettier-ignore
}

/** Null: no text. JSON may bring a number where digits are asked for; as a text it is as good. */
function textOf(raw: unknown): string | null {
  if (typeof raw === 'string') return raw.toWellFormed()
  return typeof raw === 'number' && Number.isSafeInteger(raw) ? String(raw) : null
}

function withinLength(text: string, max: number, field: Field, path: string): Checked {
  return [...text].length > max ? wrong(path, say.tooLongWords(field, max)) : right(text)
}

/** 2026-11-20, 2026/11/20, 2026.11.20, 2026年11月20日, 20261120. */
function dayFrom(text: string): Day | null {
  const plain = text.normalize('NFKC').trim()
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain)
  if (found === null) return null
  const [, year = '', month = '', date = ''] = found
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  return isCalendarDay(day) ? day : null
}

const yesNoWords: ReadonlyMap<string, boolean> = new Map([
  ['true', true], ['yes', true], ['on', true], ['1', true], ['是', true], ['有', true],
  ['false', false], ['no', false], ['off', false], ['0', false], ['否', false], ['无', false],
]) // prettier-ignore

/** 是, yes, on and their like. */
export const isYes = (text: string): boolean => yesNoWords.get(text.trim().toLowerCase()) === true

function isFileRef(file: unknown): file is FileRef {
  if (typeof file !== 'object' || file === null) return false
  const { sha256, name, size, type } = file as Readonly<Record<string, unknown>>
  return (
    typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256) &&
    typeof name === 'string' && typeof type === 'string' && typeof size === 'number' && size >= 0
  ) // prettier-ignore
}
