/** 受理通知: which rows have a place and which, when an answer may be expected, what is returned, and why to wait. */
import type { Answer, AnswerRequest, AnswerRow } from '../../../domain/unban/answers.ts'
import type { RowOutcome } from '../../../domain/unban/types.ts'
import {
  askedBothSentence,
  atRows,
  businessWords,
  expectedSentence,
  faultsOf,
  faultsOfRows,
  lastMailRule,
  replyWordsSentence,
  people,
  quotedSubject,
  remedies,
  rowShown,
  toTheSecond,
} from './common.ts'
import { filled, section, type LetterPage, type Section } from './page.ts'
import { settledRow } from './settled-row.ts'

type Ack = Extract<Answer, { kind: 'ack' }>

export function ackPage(answer: Ack): LetterPage {
  const { rows, requests } = answer
  const returned = rows.filter(({ outcome }) => outcome.kind === 'returned')
  return {
    subject: subjectOf(answer),
    greeting: '您好：',
    opening: [
      `您于 ${toTheSecond(answer.receivedAt)} 发来的邮件${quotedSubject(answer.subjectAnswered)}已收到，办理情况如下。`,
    ],
    sections: filled([
      ...requests.map((request) => requestSection(request, rows)),
      holdSection(rows),
      section(`未受理，请更正（${people(returned)} 人）`, {
        rows: returned.map((row) =>
          rowShown(row, '未受理', row.outcome.kind === 'returned' ? faultsOf(row, row.outcome.codes) : []),
        ),
      }),
      section('更正方法', { items: remedies(faultsOfRows(rows)) }),
      section('不用再办理', { rows: rows.filter((row) => !returned.includes(row)).flatMap(settledRow) }),
      section('请注意', { items: remarks(answer, returned) }),
    ]),
    link: null,
    closing: [],
    caseNumbers: requests.map(({ caseNo }) => caseNo),
  }
}

function subjectOf({ requests, rows }: Ack): string {
  const returned = people(rows.filter(({ outcome }) => outcome.kind === 'returned'))
  const rest = returned === 0 ? '' : `；另有 ${returned} 人请更正`
  const [first] = requests
  if (first === undefined) return `${subjectWithoutPlace(rows)}${rest}`
  if (requests.length > 1) return `${numbered(requests)} 申请已受理，共 ${requests.length} 份${rest}`
  const resent = first.moved.length === 0 ? '' : '（重发）'
  return `[${first.caseNo}] ${businessWords[first.business]}申请${resent}已受理，排队第 ${first.place} 份${rest}`
}

/** Case numbers that a subject names; the letter names them all. */
const subjectNumbers = 2

function numbered(requests: readonly AnswerRequest[]): string {
  const named = requests.slice(0, subjectNumbers).map(({ caseNo }) => `[${caseNo}]`)
  return `${named.join('')}${requests.length > subjectNumbers ? '等' : ''}`
}

function subjectWithoutPlace(rows: readonly AnswerRow[]): string {
  const has = (kind: RowOutcome['kind']) => rows.some(({ outcome }) => outcome.kind === kind)
  if (has('onHold')) return '申请已收到，待企业确认发件邮箱'
  if (has('R15')) return '人员正在审核，不用重复发送'
  return '人员不用再办理'
}

function requestSection(request: AnswerRequest, rows: readonly AnswerRow[]): Section {
  const mine = rows.filter(({ n, outcome }) => request.rowNumbers.includes(n) && outcome.kind === 'queued')
  return section(
    `已受理：[${request.caseNo}] ${request.enterpriseName}，${businessWords[request.business]} ${people(mine)} 人`,
    {
      facts: [
        { name: '排队', says: `第 ${request.place} 份，前面 ${request.peopleAhead} 人` },
        { name: '预计', says: expectedSentence(request.expected) },
        ...request.moved.map((moved) => ({
          name: '次序变动',
          says: `${atRows(moved.rows)}的人员原在 ${moved.fromCaseNo}（第 ${moved.fromPlace} 份），因本次重发${moved.fromPlace === request.place ? '改按新邮件的时间排队' : `移至第 ${request.place} 份`}。${lastMailRule}。`,
        })),
      ],
      rows: mine.map((row) => rowShown(row, '排队', [])),
    },
  )
}

function holdSection(rows: readonly AnswerRow[]): Section {
  const held = rows.filter(({ outcome }) => outcome.kind === 'onHold')
  const says =
    '发件邮箱不是该企业登记或确认过的邮箱，已请企业的登记邮箱在 3 个工作日内确认。确认后按本次收到时间排队；逾期未确认的，予以退回。'
  return section(`待企业确认（${people(held)} 人）`, {
    facts: held.length === 0 ? [] : [{ name: '原因', says }],
    rows: held.map((row) => rowShown(row, '待确认', [])),
  })
}

function remarks({ rows, requests, receivedAt }: Ack, returned: readonly AnswerRow[]): string[] {
  const taken = requests.length > 0
  const held = rows.some(({ outcome }) => outcome.kind === 'onHold')
  return [
    `计时以本协会邮件服务器收到时间 ${toTheSecond(receivedAt)} 为准。`,
    ...(returned.length > 0 ? [`更正后只需重新发送更正过的人员；${othersWords(taken, held)}。`] : []),
    ...(rows.some(({ askedBoth }) => askedBoth) ? [askedBothSentence] : []),
    ...(taken || held ? [`请不要重复发送：${lastMailRule}，重复发送会排到后面。`, '审核结果将回复到本邮箱。'] : []),
    // Of people who only wait to be confirmed there is nothing to withdraw, and no place to tell.
    ...(taken ? [replyWordsSentence] : []),
  ]
}

function othersWords(taken: boolean, held: boolean): string {
  if (taken) return held ? '其他人员已受理或待企业确认，不要再次发送' : '其他人员已受理，不要再次发送'
  return held ? '其他人员待企业确认，不要再次发送' : '其他人员不用再次发送'
}
