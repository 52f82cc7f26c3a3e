/** One figure of the first page. */
import type { Language } from '../words.ts'

export interface Figure {
  readonly value: string
  readonly label: string
  readonly href: string
}

export const figure = (language: Language, value: number | string, zh: string, en: string, href = ''): Figure => ({
  value: String(value),
  label: language === 'zh' ? zh : en,
  href,
})
