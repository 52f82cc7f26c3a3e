/** A sentence at the top of a page about what just happened: colour, shape and word. */
import type { Words } from '../domain/brand.ts'
import { say, type Language } from './words.ts'

export interface Notice {
  readonly tone: 'success' | 'danger' | 'warning' | 'info'
  readonly shape: string
  readonly role: 'status' | 'alert'
  readonly text: string
  /** The next step, where there is one. */
  readonly link: { readonly href: string; readonly text: string } | null
}
const shapes: Record<Notice['tone'], string> = { success: '✓', danger: '✗', warning: '▲', info: 'ⓘ' }

export const notice = (language: Language, tone: Notice['tone'], words: Words): Notice => ({
  tone,
  shape: shapes[tone],
  role: tone === 'danger' ? 'alert' : 'status',
  text: say(language, words),
  link: null,
})
