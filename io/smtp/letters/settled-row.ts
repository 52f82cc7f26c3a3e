/** Rows that leave the sender nothing to do, with the word and the sentence. */
import type { AnswerRow } from '../../../domain/unban/answers.ts'
import { returnReasons } from '../../../domain/unban/reasons.ts'
import type { RowOutcome } from '../../../domain/unban/types.ts'
import { faultsOf, rowShown } from './common.ts'
import type { RowShown } from './page.ts'

const settledWords: Readonly<
  Partial<Record<RowOutcome['kind'], readonly [state: string, says: (row: AnswerRow) => string]>>
> = {
  alreadyDone: [
    '已办结',
    ({ business }) => (business === 'bind' ? '此人已在贵单位名下，不用绑定。' : '此人的申请已办结，不用再次申请。'),
  ],
  R15: ['正在审核', (row) => returnReasons.R15.sentence({ code: 'R15' }, row).zh],
  moved: ['已移动', () => '此人已由一封时间更晚的邮件排队，以那一封为准。'],
  withdrawn: ['已撤回', () => '此人的申请已撤回。'],
  approved: ['已通过', () => '此人的申请已审核通过。'],
  rejected: ['未通过', () => '此人的申请已审核，未通过，原因见审核结果邮件。'],
}

/** None for a row that waits; one that was returned with what is wrong. */
export function settledRow(row: AnswerRow): RowShown[] {
  if (row.outcome.kind === 'returned') return [rowShown(row, '未能办理', faultsOf(row, row.outcome.codes))]
  const words = settledWords[row.outcome.kind]
  return words === undefined ? [] : [rowShown(row, words[0], [words[1](row)])]
}
