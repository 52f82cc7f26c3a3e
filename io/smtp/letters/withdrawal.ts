/** 撤回的答复: who has left the queue, who could not, and that a freed place does not come back. */
import type { Answer, AnswerRow } from '../../../domain/unban/answers.ts'
import { atRows, people, quotedSubject, rowShown, toTheSecond } from './common.ts'
import { filled, section, type LetterPage, type RowShown } from './page.ts'
import { settledRow } from './settled-row.ts'

type Note = Extract<Answer, { kind: 'note'; topic: 'withdrawal' }>

export function withdrawalPage(note: Note): LetterPage {
  const withdrawn = note.rows.filter(({ outcome }) => outcome.kind === 'withdrawn')
  const others = note.rows.filter(({ outcome }) => outcome.kind !== 'withdrawn')
  return {
    subject: `${note.caseNumbers.map((number) => `[${number}]`).join('')} ${subjectOf(withdrawn, others)}`.trim(),
    greeting: '您好：',
    opening: [
      note.onPage === true
        ? `您于 ${toTheSecond(note.receivedAt)} 发来的邮件${quotedSubject(note.subjectAnswered)}所提交的申请，贵单位已登录系统撤回，办理情况如下。`
        : `您于 ${toTheSecond(note.receivedAt)} 发来的撤回邮件${quotedSubject(note.subjectAnswered)}已收到，办理情况如下。`,
    ],
    sections: filled([
      section(`已撤回（${people(withdrawn)} 人）`, { rows: withdrawn.map((row) => rowShown(row, '已撤回', [])) }),
      section(`未撤回（${people(others)} 人）`, { rows: others.flatMap(notWithdrawn) }),
      section('请注意', { items: remarks(note, withdrawn) }),
    ]),
    link: null,
    closing: [],
    caseNumbers: note.caseNumbers,
  }
}

/** Why nobody leaves a review is said once, for all of them. */
function notWithdrawn(row: AnswerRow): RowShown[] {
  return row.outcome.kind === 'R15' ? [rowShown(row, '正在审核', [])] : settledRow(row)
}

function subjectOf(withdrawn: readonly AnswerRow[], others: readonly AnswerRow[]): string {
  if (withdrawn.length === 0) return '没有可以撤回的人员'
  return `已撤回 ${people(withdrawn)} 人${others.length === 0 ? '' : `，${people(others)} 人未撤回`}`
}

function remarks({ unknownRows, rows }: Note, withdrawn: readonly AnswerRow[]): string[] {
  return [
    ...(unknownRows.length === 0 ? [] : [`原邮件的表格没有${atRows(unknownRows)}，请核对行号。`]),
    ...(rows.some(({ outcome }) => outcome.kind === 'R15') ? ['正在审核的人员不能撤回，请等待审核结果。'] : []),
    ...(withdrawn.length === 0
      ? []
      : ['撤回后不再排队；如需再次申请，请重新发送表格，按新邮件的收到时间排队，不恢复原来的次序。']),
  ]
}
