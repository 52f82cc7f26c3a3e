/**
 * 已填写的内容: a form as it was typed, by flat names (`certificates[0].number`), which are also the ids of fields, the places
 * of errors and the keys of a draft. Files are named by their hashes.
 */
import { isDeepStrictEqual } from 'node:util'

export type Typed = Readonly<Record<string, string | readonly string[]>>

const rowName = /^(\w+)\[(\d{1,3})\]\.(\w+)$/
/** Rows of one kind that a form may bring. */
const rowsMax = 40
const longestText = 2_000
const valuesMax = 40

export const textOf = (typed: Typed, name: string): string => {
  const value = typed[name]
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}
export const listOf = (typed: Typed, name: string): readonly string[] => {
  const value = typed[name]
  return value === undefined || value === '' ? [] : typeof value === 'string' ? [value] : value
}

/** What a page or a program sent: flat names as they are, lists of rows of a JSON body made flat. */
export function readTyped(body: Readonly<Record<string, unknown>>): Typed {
  const typed: Record<string, string | string[]> = {}
  const put = (name: string, value: unknown) => {
    if (typeof value === 'string') typed[name] = value.slice(0, longestText)
    else if (typeof value === 'number' || typeof value === 'boolean') typed[name] = String(value)
    else if (Array.isArray(value)) {
      typed[name] = value.slice(0, valuesMax).flatMap((each: unknown) => (typeof each === 'string' ? [each.slice(0, longestText)] : [])) // prettier-ignore
    }
  }
  for (const [name, value] of Object.entries(body)) {
    const rows: unknown[] | null = Array.isArray(value) ? value : null
    if (rows === null || !rows.some(isRow)) put(name, value)
    else {
      rows.slice(0, rowsMax).forEach((row, n) => {
        if (isRow(row)) for (const [column, cell] of Object.entries(row)) put(`${name}[${n}].${column}`, cell)
      })
    }
  }
  return typed
}

const isRow = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The rows of a name, in order, each with its columns; `certificates` → what `certificates[0].…` hold. */
export function rowsOf(typed: Typed, name: string): readonly Typed[] {
  const rows = new Map<number, Record<string, string | readonly string[]>>()
  for (const [path, value] of Object.entries(typed)) {
    const [, found, n, column] = rowName.exec(path) ?? []
    if (found !== name || n === undefined || column === undefined) continue
    const row = rows.get(Number(n)) ?? {}
    row[column] = value
    rows.set(Number(n), row)
  }
  return [...rows].sort(([one], [other]) => one - other).map(([, row]) => row)
}

/** The same with other rows under that name, numbered from 0. */
export function withRows(typed: Typed, name: string, rows: readonly Typed[]): Typed {
  const others = Object.entries(typed).filter(([path]) => rowName.exec(path)?.[1] !== name)
  const flat = rows.flatMap((row, n) => Object.entries(row).map(([column, value]) => [`${name}[${n}].${column}`, value] as const)) // prettier-ignore
  return Object.fromEntries([...others, ...flat])
}

export const isBlankRow = (row: Typed): boolean => Object.values(row).every((value) => value === '' || value.length === 0) // prettier-ignore

/** Names whose values differ; a name that is not there is empty. */
export function differingNames(one: Typed, other: Typed): readonly string[] {
  const plain = (typed: Typed, name: string) => [...listOf(typed, name)].map((text) => text.trim()).filter((text) => text !== '').sort() // prettier-ignore
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (name) => !isDeepStrictEqual(plain(one, name), plain(other, name)),
  )
}
