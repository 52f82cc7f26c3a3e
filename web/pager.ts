/** Keyset pages: forwards from where the last one ended, and back to the beginning. */
import { sayAll, type Language } from './words.ts'

const labels = {
  label: { zh: '翻页', en: 'Pages' },
  firstLabel: { zh: '« 回到第一页', en: '« First page' },
  nextLabel: { zh: '下一页 »', en: 'Next page »' },
} as const

export interface Pager extends Record<keyof typeof labels, string> {
  readonly first: string
  readonly next: string
}

/** null when everything is on one page. `''`: there is no such way from here. */
export function pager(language: Language, first: string | null, next: string | null): Pager | null {
  if (first === null && next === null) return null
  return { ...sayAll(language, labels), first: first ?? '', next: next ?? '' }
}
