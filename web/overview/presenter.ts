/** 概况: the strings of the chief's page. Figures are the team's; nobody is ranked. */
import type { MailboxHealth } from '../../db/read/mailbox.ts'
import type { SendingState } from '../../db/read/sending-state.ts'
import {
  windowDays,
  type DayFigures,
  type DecisionFigures,
  type LetterFigures,
  type MailFigures,
  type OpenClaim,
  type ResendFigures,
  type ReturnFigures,
  type WaitingFigures,
} from '../../db/read/overview.ts'
import type { Words } from '../../domain/brand.ts'
import { titleOf } from '../../domain/unban/reasons.ts'
import { returnCodes } from '../../domain/unban/types.ts'
import { agoText, momentText } from '../format.ts'
import { paths } from '../paths.ts'
import { tag, type Tag } from '../terms.ts'
import type { Visit } from '../visit.ts'
import { say, sayAll, type Language } from '../words.ts'
import { weekChart, type Chart } from './chart.ts'
import { troubleWords } from './letters.ts'

const labels = {
  title: { zh: '概况', en: 'Overview' },
  window: { zh: `近 ${windowDays} 天，另有注明的除外`, en: `Last ${windowDays} days unless said otherwise` },
  queue: { zh: '排队', en: 'Queue' },
  work: { zh: '审核', en: 'Review' },
  mail: { zh: '收信与发信', en: 'Mail' },
  week: { zh: '最近七天', en: 'Last seven days' },
  day: { zh: '日期', en: 'Day' },
  arrived: { zh: '受理', en: 'Accepted' },
  decided: { zh: '办结', en: 'Decided' },
  returned: { zh: '整封退回', en: 'Returned' },
  claims: { zh: '正在审核', en: 'Under review' },
  caseNo: { zh: '受理编号', en: 'Case' },
  by: { zh: '审核人', en: 'By' },
  since: { zh: '自', en: 'Since' },
  noClaims: { zh: '现在没有人在审核。', en: 'Nothing is under review now.' },
  byCode: { zh: '退回原因', en: 'Returns by reason' },
  code: { zh: '代码', en: 'Code' },
  rows: { zh: '行数', en: 'Rows' },
  byEnterprise: { zh: '退回较多的企业（按表中所写）', en: 'Enterprises with most returns, as written' },
  enterprise: { zh: '企业', en: 'Enterprise' },
  none: { zh: '没有。', en: 'None.' },
  calendar: { zh: '工作日历', en: 'Calendar' },
  fairness: { zh: '排队公正', en: 'Fairness' },
} as const satisfies Record<string, Words>

export interface OverviewModel {
  readonly waiting: WaitingFigures
  /** Minutes of office hours. */
  readonly ages: { readonly oldest: number | null; readonly median: number | null; readonly ninetieth: number | null }
  readonly claims: readonly OpenClaim[]
  readonly mails: MailFigures
  readonly returns: ReturnFigures
  readonly resends: ResendFigures
  readonly decisions: DecisionFigures
  readonly letters: LetterFigures
  readonly week: readonly DayFigures[]
  readonly mailbox: MailboxHealth | null
  readonly sending: SendingState | null
}
interface Figure {
  readonly value: string
  readonly label: string
  readonly href: string
}
export interface OverviewPage {
  readonly t: Record<keyof typeof labels, string>
  readonly links: readonly { readonly label: string; readonly href: string }[]
  readonly queue: { readonly figures: readonly Figure[] }
  readonly work: { readonly figures: readonly Figure[] }
  readonly mail: { readonly figures: readonly Figure[] }
  readonly tags: readonly Tag[]
  readonly chart: Chart
  readonly week: readonly {
    readonly day: string
    readonly arrived: string
    readonly decided: string
    readonly returned: string
  }[]
  readonly claims: readonly {
    readonly caseNo: string
    readonly href: string
    readonly by: string
    readonly since: string
  }[]
  readonly byCode: readonly { readonly name: string; readonly href: string; readonly rows: string }[]
  readonly byEnterprise: readonly { readonly name: string; readonly href: string; readonly rows: string }[]
}

export function presentOverview(model: OverviewModel, visit: Visit): OverviewPage {
  const { language, now } = visit
  return {
    t: sayAll(language, labels),
    links: [
      { label: say(language, labels.calendar), href: paths.calendar() },
      { label: say(language, labels.fairness), href: paths.fairness() },
    ],
    queue: { figures: queueFigures(model, language) },
    work: { figures: workFigures(model, language) },
    mail: { figures: mailFigures(model, language) },
    tags: [mailboxTag(model.mailbox, visit), ...sendingTags(model.sending, language)],
    chart: weekChart(model.week),
    week: model.week.map(({ day, arrived, decided, returned }) => ({ day, arrived: String(arrived), decided: String(decided), returned: String(returned) })), // prettier-ignore
    claims: model.claims.map((claim) => ({
      caseNo: claim.caseNo,
      href: paths.request(claim.requestId),
      by: claim.by,
      since: `${momentText(claim.since)}（${agoText(claim.since, now, language)}）`,
    })),
    byCode: model.returns.byCode.map(({ code, rows }) => ({ name: `${code} ${codeTitle(code, language)}`, href: paths.overviewList('returns', { of: code }), rows: String(rows) })), // prettier-ignore
    byEnterprise: model.returns.byEnterprise.map(({ enterprise, rows }) => ({ name: enterprise, href: paths.overviewList('enterprise-returns', { of: enterprise }), rows: String(rows) })), // prettier-ignore
  }
}

const codeTitle = (code: string, language: Language): string => {
  const known = returnCodes.find((one) => one === code)
  return known === undefined ? '' : say(language, titleOf({ code: known }))
}

const figure = (language: Language, value: number | string, zh: string, en: string, href: string): Figure => ({
  value: String(value),
  label: language === 'zh' ? zh : en,
  href,
})

/** Hours of office time with one decimal; `—` when nothing waits. */
const hours = (minutes: number | null): string => (minutes === null ? '—' : (minutes / 60).toFixed(1))

function queueFigures({ waiting, ages }: OverviewModel, language: Language): Figure[] {
  const oldest = waiting.oldest === null ? paths.queue() : paths.request(waiting.oldest.requestId)
  return [
    figure(language, waiting.requests, `份待审，共 ${waiting.people} 人`, `waiting, ${waiting.people} people`, paths.queue()), // prettier-ignore
    figure(language, hours(ages.oldest), '工作小时：等候最久的一份', 'office hours: the longest wait', oldest),
    figure(language, hours(ages.median), '工作小时：等候时间中位数', 'office hours: median wait', paths.queue()),
    figure(
      language,
      hours(ages.ninetieth),
      '个工作小时以上，是等候最久的 10% 已等的时间',
      'office hours or more is what the longest-waiting 10% have waited',
      paths.queue(),
    ),
    figure(language, waiting.over, '份超期', 'overdue', paths.queue()),
  ]
}

function workFigures({ decisions, resends }: OverviewModel, language: Language): Figure[] {
  const all = decisions.approved + decisions.rejected
  const share = all === 0 ? '—' : `${Math.round((decisions.firstPass / all) * 100)}%`
  const done = paths.queue({ view: 'done' })
  return [
    figure(language, decisions.approved, '人通过', 'people approved', done),
    figure(language, decisions.rejected, '人驳回', 'people rejected', done),
    figure(language, share, '一次通过', 'approved at the first go', done),
    figure(language, resends.resends, '份因重发移位', 'requests moved by a resend', paths.overviewList('resends')),
    figure(language, resends.placesLost, '个位次因重发而失', 'places lost by resending', paths.overviewList('resends')),
  ]
}

function mailFigures({ mails, letters, sending }: OverviewModel, language: Language): Figure[] {
  const troubled = Object.entries(troubleWords).map(
    ([state, words]) =>
    figure(language, letters[state as keyof LetterFigures], words.zh, words.en, paths.overviewList('letters', { of: state })), // prettier-ignore
  )
  const unsent = sending === null ? 0 : Object.values(sending.queued).reduce((sum, count) => sum + count, 0)
  return [
    figure(language, mails.mails, '封来信（一天内）', 'mails in the last day', paths.mails()),
    figure(language, mails.lagMedian, `秒：收信延迟（最长 ${mails.lagWorst} 秒）`, `seconds of lag (at worst ${mails.lagWorst})`, paths.mails()), // prettier-ignore
    figure(language, unsent, '封答复待发', 'answers waiting to be sent', paths.mails()),
    ...troubled,
  ]
}

function mailboxTag(mailbox: MailboxHealth | null, { language, now }: Visit): Tag {
  const zh = language === 'zh'
  if (mailbox === null) return tag('warn', zh ? '没有受理邮箱' : 'no mailbox')
  if (mailbox.problem !== null) return tag('bad', zh ? `邮箱连接不上（自 ${momentText(mailbox.problem.since)}）` : `mailbox away since ${momentText(mailbox.problem.since)}`) // prettier-ignore
  if (mailbox.lastOkAt === null) return tag('warn', zh ? '邮箱尚未读取' : 'mailbox not read yet')
  const ago = agoText(mailbox.lastOkAt, now, language)
  return mailbox.alerts.length > 0
    ? tag('warn', zh ? `邮箱有 ${mailbox.alerts.length} 项提醒 · ${ago}` : `${mailbox.alerts.length} mailbox alerts · ${ago}`) // prettier-ignore
    : tag('good', zh ? `邮箱正常 · ${ago}` : `mailbox well · ${ago}`)
}

/** 发信缺口: what holds the answers up, when something does. */
function sendingTags(sending: SendingState | null, language: Language): Tag[] {
  if (sending === null) return []
  const zh = language === 'zh'
  return [
    ...(sending.stoppedAt === null ? [] : [tag('bad', zh ? `已暂停发信（自 ${momentText(sending.stoppedAt)}）` : `sending stopped since ${momentText(sending.stoppedAt)}`)]), // prettier-ignore
    ...(sending.limitedUntil === null ? [] : [tag('warn', zh ? `已达发信上限，${momentText(sending.limitedUntil)} 继续` : `at the sending limit until ${momentText(sending.limitedUntil)}`)]), // prettier-ignore
    ...(sending.halvedUntil === null ? [] : [tag('warn', zh ? `发信限速减半至 ${momentText(sending.halvedUntil)}` : `limits halved until ${momentText(sending.halvedUntil)}`)]), // prettier-ignore
  ]
}
export const overviewTitle = labels.title
