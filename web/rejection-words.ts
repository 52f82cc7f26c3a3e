/** 驳回原因: why a person was rejected, as the enterprise reads it: what is wrong, and what to do about it. */
import { isRejectionCode, rejectionReasons } from '../domain/unban/rejections.ts'
import { say, type Language } from './words.ts'

export interface Rejection {
  /** Codes of the kept list. */
  readonly reasons: readonly string[]
  /** What the reviewer wrote besides; empty: nothing. */
  readonly text: string
}

export function rejectionSentences({ reasons, text }: Rejection, language: Language): string[] {
  const kept = reasons.map((code) => (isRejectionCode(code) ? say(language, rejectionReasons[code].words) : code))
  return [...kept, text].filter((sentence) => sentence !== '')
}
