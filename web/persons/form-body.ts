/** What a form asked for beside its fields: files taken away, certificates taken away, files that came with it. */
import type { FormError } from '../../domain/forms/checkers.ts'
import { countAt, placeOf, tooManyAt, type TakenFile } from './take-files.ts'
import { isBlankRow, listOf, rowsOf, withRows, type Typed } from './typed.ts'

/** Fields of the page that are no part of the record. */
const acts = ['act', 'formId', 'drop', 'gone']

/** Names of files by their place, after those that came and those that went; certificates without a gap. */
export function applyForm(
  sent: Typed,
  taken: readonly TakenFile[],
): { readonly typed: Typed; readonly errors: readonly FormError[] } {
  const dropped = listOf(sent, 'drop')
  const gone = listOf(sent, 'gone')
  const typed: Record<string, string | readonly string[]> = {}
  const errors: FormError[] = []
  const putFiles = (path: string, shas: readonly string[]) => {
    const unique = [...new Set(shas)]
    const message = unique.length > countAt(path) ? tooManyAt(path) : null
    if (message !== null) errors.push({ path, message })
    typed[path] = unique.slice(0, countAt(path))
  }
  for (const [name, value] of Object.entries(sent)) {
    if (acts.includes(name) || name.startsWith('upload:') || gone.some((row) => name.startsWith(`${row}.`))) continue
    if (placeOf(name) === undefined) typed[name] = value
    else putFiles(name, listOf(sent, name).filter((sha) => !dropped.includes(`${name} ${sha}`))) // prettier-ignore
  }
  for (const { path, sha256 } of taken) {
    // One at a place: the new file takes the old one's. Several: it comes after them.
    putFiles(path, countAt(path) === 1 ? [sha256] : [...listOf(typed, path), sha256])
  }
  const more = listOf(sent, 'act').includes('more')
  const certificates = rowsOf(typed, 'certificates').filter((row) => more || !isBlankRow(row))
  return { typed: withRows(typed, 'certificates', more ? [...certificates, { number: '' }] : certificates), errors }
}
