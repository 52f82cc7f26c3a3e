/** 答复: facts into words, one file a kind of letter. */
import type { Answer } from '../../../domain/unban/answers.ts'
import { ackPage } from './ack.ts'
import { notePage } from './note.ts'
import type { LetterPage } from './page.ts'
import { progressPage } from './progress.ts'
import { resultPage } from './result.ts'
import { returnPage } from './return.ts'

const pages: { readonly [Kind in Answer['kind']]: (answer: Extract<Answer, { kind: Kind }>) => LetterPage } = {
  ack: ackPage,
  return: returnPage,
  result: resultPage,
  progress: progressPage,
  note: notePage,
}

export function letterPage<Kind extends Answer['kind']>(answer: Extract<Answer, { kind: Kind }>): LetterPage {
  const page = pages[answer.kind] as (answer: Extract<Answer, { kind: Kind }>) => LetterPage
  return page(answer)
}
