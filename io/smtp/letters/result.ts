/** 审核结果: who passed and who did not, with the reasons, and what comes next. */
import type { Answer, AnswerRow } from '../../../domain/unban/answers.ts'
import { isRejectionCode, rejectionReasons } from '../../../domain/unban/rejections.ts'
import type { Business } from '../../../domain/unban/types.ts'
import {
  askedBothSentence,
  businessWords,
  faultsOf,
  faultsOfRows,
  people,
  remedies,
  rowShown,
  toTheSecond,
} from './common.ts'
import { filled, section, type LetterPage } from './page.ts'
import { shown } from './private.ts'
import { settledRow } from './settled-row.ts'

type Result = Extract<Answer, { kind: 'result' }>

/** What passing has changed. */
const passedWords: Readonly<Record<Business, string>> = {
  unban: '人员状态已改为“激活”，证书已解除“暂扣”。',
  bind: '人员已绑定到贵单位，状态为“禁用”。',
}

export function resultPage(answer: Result): LetterPage {
  const { rows, business } = answer
  const passed = rows.filter(({ outcome }) => outcome.kind === 'approved')
  const failed = rows.filter(({ outcome }) => outcome.kind === 'rejected')
  const others = rows.filter(({ outcome }) => outcome.kind === 'returned')
  const done = rows.filter(({ outcome }) => outcome.kind === 'alreadyDone')
  return {
    subject: `[${answer.caseNo}] 审核结果：${summary({ passed: people(passed), failed: people(failed), others: people(others), done: people(done) })}`,
    greeting: `${answer.enterpriseName}：`,
    opening: [
      `贵单位于 ${toTheSecond(answer.receivedAt)} 提交的${businessWords[business]}申请（${answer.caseNo}，${people(rows)} 人）已于 ${toTheSecond(answer.decidedAt)} 审核完毕，结果如下。`,
    ],
    sections: filled([
      section(`通过（${people(passed)} 人）`, {
        facts: passed.length === 0 ? [] : [{ name: '结果', says: passedWords[business] }],
        rows: passed.map((row) => rowShown(row, '通过', [])),
      }),
      section(`已由在前的邮件办结（${people(done)} 人）`, { rows: done.flatMap(settledRow) }),
      section(`未通过（${people(failed)} 人）`, { rows: failed.map((row) => rowShown(row, '未通过', reasonsOf(row))) }),
      section(`未能办理（${people(others)} 人）`, {
        rows: others.map((row) =>
          rowShown(row, '未能办理', row.outcome.kind === 'returned' ? faultsOf(row, row.outcome.codes) : []),
        ),
      }),
      section('更正方法', { items: remedies(faultsOfRows(rows)) }),
      section('请注意', { items: remarks(business, passed, [...failed, ...others]) }),
    ]),
    link: null,
    closing: [],
    caseNumbers: [answer.caseNo],
  }
}

function summary(counts: Readonly<Record<'passed' | 'failed' | 'others' | 'done', number>>): string {
  const { passed, failed, others, done } = counts
  if (failed + others + done === 0) return `${passed} 人全部通过`
  const parts = [
    [passed, '通过'],
    [done, '已办结'],
    [failed, '未通过'],
    [others, '未能办理'],
  ] as const
  return parts.flatMap(([count, word]) => (count === 0 ? [] : [`${count} 人${word}`])).join('，')
}

/** Kept reasons as numbered sentences, then the reviewer's own words. */
function reasonsOf({ reasons, reasonText }: AnswerRow): string[] {
  const own = shown(reasonText, 'reviewersWords')
  const kept = reasons.filter(isRejectionCode).filter((code) => !(rejectionReasons[code].needsText && own !== ''))
  const sentences = [
    ...kept.map((code) => rejectionReasons[code].words.zh),
    ...(own === '' ? [] : [`审核意见：${own}`]),
  ]
  return sentences.length === 1 ? sentences : sentences.map((sentence, i) => `${i + 1}）${sentence}`)
}

function remarks(business: Business, passed: readonly AnswerRow[], rest: readonly AnswerRow[]): string[] {
  return [
    ...(rest.length > 0 ? ['未通过的人员，请更正后重新发送表格，只列更正过的人员；以新邮件的收到时间重新排队。'] : []),
    ...(passed.length > 0 && rest.length > 0 ? ['已通过的人员不要再次发送。'] : []),
    ...(business === 'bind' && passed.length > 0
      ? ['绑定后请在“人员库”补齐资料、填写本人手机号码，再申请“解禁”。']
      : []),
    ...(passed.some(({ askedBoth }) => askedBoth) ? [askedBothSentence] : []),
  ]
}
