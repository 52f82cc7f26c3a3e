/** Sentences that several letters share. */
import type { Moment } from '../../../domain/brand.ts'
import { dayOf, timeOf } from '../../../domain/calendar/day.ts'
import type { AnswerRow, Expected } from '../../../domain/unban/answers.ts'
import { howToOf, recordHowTo, returnReasons, titleOf } from '../../../domain/unban/reasons.ts'
import type { Business, CodeFound } from '../../../domain/unban/types.ts'
import type { RowShown } from './page.ts'
import { hideInFound, shown, who } from './private.ts'

export const businessWords: Readonly<Record<Business, string>> = { unban: '解禁', bind: '绑定' }

/** `2026-11-20 14:05:11`, the clock of Shanghai. */
export const toTheSecond = (moment: Moment): string => `${dayOf(moment)} ${timeOf(moment)}`

/** 《…》, or nothing when the mail had no subject. */
export function quotedSubject(subject: string): string {
  const line = shown(subject, 'subject')
  return line === '' ? '' : `《${line}》`
}

/** Rows that name somebody for the first time: so many people. */
export const people = (rows: readonly Pick<AnswerRow, 'sameAs'>[]): number =>
  rows.filter(({ sameAs }) => sameAs === null).length

const at = (n: number): string => `第 ${n} 行`

/** 第 1、3—5 行: runs of three and more are folded. */
export function atRows(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b)
  const parts: string[] = []
  for (let from = 0; from < sorted.length;) {
    let to = from
    while (sorted[to + 1] === (sorted[to] ?? 0) + 1) to += 1
    if (to - from >= 2) parts.push(`${sorted[from]}—${sorted[to]}`)
    else parts.push(...sorted.slice(from, to + 1).map(String))
    from = to + 1
  }
  return `第 ${parts.join('、')} 行`
}

export function rowShown(row: AnswerRow, state: string, lines: readonly string[]): RowShown {
  const repeated = row.sameAs === null ? [] : [`与第 ${row.sameAs} 行为同一人。`]
  return { at: at(row.n), who: who(row), state, lines: [...repeated, ...lines] }
}

/** What is wrong with one row, a sentence a code. */
export function faultsOf(row: AnswerRow, codes: readonly CodeFound[]): string[] {
  const said = { company: shown(row.company, 'company'), business: row.business }
  return codes.map((found) => returnReasons[found.code].sentence(hideInFound(found), said).zh)
}

export interface Fault {
  /** null: the mail itself. */
  readonly row: number | null
  readonly found: CodeFound
}

export const faultsOfRows = (rows: readonly AnswerRow[]): Fault[] =>
  rows.flatMap(({ n, outcome }) =>
    outcome.kind === 'returned' ? outcome.codes.map((found) => ({ row: n, found })) : [],
  )

/** 更正方法: how to put things right, said once for all the rows it concerns, in the order in which they come up. */
export function remedies(faults: readonly Fault[]): string[] {
  const rowsOf = new Map<string, number[]>()
  for (const { row, found } of faults) {
    const texts = [`${titleOf(found).zh}：${howToOf(found).zh}`, ...recordHowTo(found).map(({ zh }) => `${zh}。`)]
    for (const text of texts) rowsOf.set(text, [...(rowsOf.get(text) ?? []), ...(row === null ? [] : [row])])
  }
  return [...rowsOf].map(([text, rows]) => (rows.length === 0 ? text : `${text}（${atRows(rows)}）`))
}

/** 身份证号有误等 3 项 */
export function titlesOf(faults: readonly Fault[]): string {
  const titles = [...new Set(faults.map(({ found }) => titleOf(found).zh))]
  return titles.length > 1 ? `${titles[0]}等 ${titles.length} 项` : (titles[0] ?? '')
}

export const askedBothSentence =
  '业务类型填写“绑定并解禁”的，本次按“绑定”受理；绑定完成后，请先补齐人员资料，再另行申请“解禁”。'

/** What a reply may say by itself. */
export const replyWordsSentence =
  '需要撤回或查询的，请用本邮箱直接回复本邮件：首行写“撤回”（可加行号，如“撤回 2、3”）即撤回，首行写“进度”即答复次序。'

/** A promise of a day, or why none is given. */
export function expectedSentence(expected: Expected): string {
  if (expected.kind === 'day') return `${expected.dueOn} 前答复`
  return `收到后 5 个工作日内答复；${expected.coveredThrough} 以后的节假日安排尚未公布，暂不能给出日期`
}

/** The rule of the queue, in the words of the guide. */
export const lastMailRule = '同一名单以最后一封邮件的时间排队'
