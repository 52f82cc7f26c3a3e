/** 合并回执: several acknowledgements for one sender in one letter, each under the mail that it answers. */
import type { Answer } from '../../../domain/unban/answers.ts'
import { quotedSubject, toTheSecond } from './common.ts'
import { section, type LetterPage } from './page.ts'

interface Part {
  readonly answer: Answer
  readonly page: LetterPage
}

export function mergedPage(parts: readonly Part[]): LetterPage {
  return {
    subject: `${parts.length} 封来信的受理情况`,
    greeting: '您好：',
    opening: [`您发来的 ${parts.length} 封邮件均已收到，一并答复如下。`],
    sections: parts.flatMap(({ answer, page }, index) => [
      section(`第 ${index + 1} 封：${toTheSecond(answer.receivedAt)} ${quotedSubject(answer.subjectAnswered)}`.trim(), {
        facts: [
          { name: '情况', says: page.subject },
          ...(answer.statusUrl ? [{ name: '查询', says: answer.statusUrl }] : []),
        ],
      }),
      ...page.sections,
    ]),
    link: null,
    closing: [],
    caseNumbers: parts.flatMap(({ page }) => page.caseNumbers),
  }
}
