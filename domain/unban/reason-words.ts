/** What the return reasons share: their shape, and names of files as they are shown back. */
import type { Words } from '../brand.ts'
import { oneLine } from '../text/one-line.ts'
import type { CodeFound, FormRow } from './types.ts'

/** What a sentence may show of a row: the sender's own words. */
export type RowSaid = Pick<FormRow, 'company' | 'business'>

export interface ReturnReason {
  readonly title: Words
  /** By `why`, where one code has several causes and the title must say which. */
  readonly titles?: Readonly<Record<string, Words>>
  sentence(found: CodeFound, row?: RowSaid): Words
  readonly howTo: Words
  /** By `why`, as the titles. */
  readonly howTos?: Readonly<Record<string, Words>>
}

/** Characters of a file or company name that are shown back. */
export const shownMax = 60

export function names(items: readonly string[] | undefined): string {
  return (items ?? []).map((item) => `“${oneLine(item, shownMax)}”`).join('、')
}

export function namesEn(items: readonly string[] | undefined): string {
  return items === undefined || items.length === 0
    ? ''
    : ` ${items.map((item) => `"${oneLine(item, shownMax)}"`).join(', ')}`
}
