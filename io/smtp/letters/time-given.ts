/** 更正计时: the mail server gave no receipt time, and the chief has given one; both are told, with the reason. */
import type { Answer } from '../../../domain/unban/answers.ts'
import { quotedSubject, toTheSecond } from './common.ts'
import { section, type LetterPage } from './page.ts'
import { shown } from './private.ts'

type Note = Extract<Answer, { kind: 'note'; topic: 'timeGiven' }>

export function timeGivenPage(note: Note): LetterPage {
  return {
    subject: `${note.caseNumbers.map((number) => `[${number}]`).join('')} 收到时间已更正`.trim(),
    greeting: '您好：',
    opening: [
      `邮件服务器没有给出您来信${quotedSubject(note.subjectAnswered)}的收到时间，原按系统首次读到的时间计算。经本协会核实，现予更正，排队次序和答复期限按更正后的时间计算。`,
    ],
    sections: [
      section('计时', {
        facts: [
          { name: '原计时', says: toTheSecond(note.timeBefore) },
          { name: '现计时', says: toTheSecond(note.receivedAt) },
          { name: '原因', says: shown(note.reason, 'reviewersWords') },
        ],
      }),
    ],
    link: null,
    closing: ['不用重新发送。'],
    caseNumbers: note.caseNumbers,
  }
}
