/** 已发出的邮件: what was answered, and whether it has arrived. */
import type { SentMail } from '../../db/read/request.ts'
import { momentText } from '../format.ts'
import { outgoingKindWords, outgoingTerms, sayTag, type Tag } from '../terms.ts'
import { say, type Language } from '../words.ts'

export interface AnswerView {
  readonly kind: string
  readonly subject: string
  readonly to: string
  readonly at: string
  readonly tag: Tag
}

export function presentAnswers(answers: readonly SentMail[], language: Language): AnswerView[] {
  return answers.map((answer) => ({
    kind: say(language, outgoingKindWords[answer.kind]),
    subject: answer.subject === '' ? (language === 'zh' ? '（待生成）' : '(to be written)') : answer.subject,
    to: answer.to,
    at: momentText(answer.sentAt ?? answer.createdAt),
    tag: sayTag(language, outgoingTerms[answer.state]),
  }))
}
