/** 未送达的三种: answers that somebody must look after. */
import type { LetterFigures } from '../../db/read/overview.ts'
import type { Words } from '../../domain/brand.ts'

export const troubleWords: Readonly<Record<keyof LetterFigures, Words>> = {
  failed: { zh: '发送失败的答复', en: 'answers that failed' },
  bounced: { zh: '被退回的答复', en: 'answers that bounced' },
  uncertain: { zh: '是否送达待核实的答复', en: 'answers with unknown delivery' },
}
export const isOutgoingTrouble = (text: string): text is keyof LetterFigures => Object.hasOwn(troubleWords, text)
