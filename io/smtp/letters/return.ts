/** 未审核退回: nothing has entered the queue; what is wrong, row by row, and how to put it right. */
import type { Answer } from '../../../domain/unban/answers.ts'
import { returnReasons } from '../../../domain/unban/reasons.ts'
import {
  askedBothSentence,
  faultsOf,
  faultsOfRows,
  people,
  quotedSubject,
  remedies,
  rowShown,
  titlesOf,
  toTheSecond,
  type Fault,
} from './common.ts'
import { filled, section, type LetterPage } from './page.ts'
import { hideInFound, shown } from './private.ts'

type Return = Extract<Answer, { kind: 'return' }>

export function returnPage(answer: Return): LetterPage {
  const { rows, mailCodes } = answer
  const faults: Fault[] = [...mailCodes.map((found) => ({ row: null, found })), ...faultsOfRows(rows)]
  return {
    subject: `未受理，请按说明更正：${titlesOf(faults)}`,
    greeting: '您好：',
    opening: [
      `您于 ${toTheSecond(answer.receivedAt)} 发来的邮件${quotedSubject(answer.subjectAnswered)}未受理，没有人员进入排队；此前已受理的申请不受影响。`,
    ],
    sections: filled([
      section('未受理的原因', {
        items: [
          ...mailCodes.map((found) => returnReasons[found.code].sentence(hideInFound(found)).zh),
          ...(answer.words === undefined ? [] : [shown(answer.words, 'reviewersWords')]),
        ],
      }),
      section(`未受理的人员（${people(rows)} 人）`, {
        rows: rows.map((row) =>
          rowShown(row, '未受理', row.outcome.kind === 'returned' ? faultsOf(row, row.outcome.codes) : []),
        ),
      }),
      section('更正方法', { items: remedies(faults) }),
      section('请注意', {
        items: [
          `更正后请重新发送表格${rows.length > 0 ? '，只列更正过的人员' : ''}；以新邮件的收到时间排队。`,
          ...(rows.some(({ askedBoth }) => askedBoth) ? [askedBothSentence] : []),
          `空白表格、填写说明和常见问题：${answer.baseUrl}/help`,
        ],
      }),
    ]),
    link: null,
    closing: [],
    caseNumbers: [],
  }
}
