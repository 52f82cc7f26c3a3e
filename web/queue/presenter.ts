/** 解禁排队: the strings of the queue's page. */
import type { Words } from '../../domain/brand.ts'
import { dayOf } from '../../domain/calendar/day.ts'
import { putAsideWords } from '../../domain/unban/put-aside.ts'
import { businesses, openRequestStates, type Business, type RequestState } from '../../domain/unban/types.ts'
import { presentDue, type DueView } from '../due.ts'
import { agoText, momentText, momentToSecond } from '../format.ts'
import type { Notice } from '../notice.ts'
import { options, type Option } from '../options.ts'
import { pager, type Pager } from '../pager.ts'
import { paths } from '../paths.ts'
import { presentStaffKeys, type StaffKeys } from '../staff-keys.ts'
import { businessWords, requestTerms, sayTag, tag, type Tag } from '../terms.ts'
import type { Visit } from '../visit.ts'
import { say, sayAll, type Language } from '../words.ts'
import type { QueueItem, QueueModel } from './model.ts'

const labels = {
  title: { zh: '解禁排队', en: 'Unban queue' },
  take: { zh: '取下一份', en: 'Take the next one' },
  waiting: { zh: '待审', en: 'Waiting' },
  done: { zh: '已办结', en: 'Decided' },
  place: { zh: '序', en: 'No.' },
  receivedAt: { zh: '最后邮件时间', en: 'Last mail' },
  enterprise: { zh: '企业', en: 'Enterprise' },
  caseNo: { zh: '受理编号', en: 'Case' },
  business: { zh: '业务', en: 'Business' },
  people: { zh: '人数', en: 'People' },
  due: { zh: '到期', en: 'Due' },
  state: { zh: '状态', en: 'State' },
  decidedAt: { zh: '办结时间', en: 'Decided' },
  outcome: { zh: '结果', en: 'Outcome' },
  filter: { zh: '筛选', en: 'Filter' },
  clear: { zh: '清除筛选', en: 'Clear' },
  any: { zh: '全部', en: 'All' },
  search: { zh: '企业名称或受理编号', en: 'Enterprise or case number' },
  caption: { zh: '排队列表，按最后一封邮件的收到时间排列', en: 'The queue, by the time of the last mail' },
  doneCaption: { zh: '已办结的申请，最近的在前', en: 'Decided requests, the newest first' },
  views: { zh: '列表', en: 'Lists' },
  exportTitle: { zh: '导出为工作簿', en: 'Export as a workbook' },
  exportSays: {
    zh: '按上面的筛选导出，最多 20000 份；会记入审计日志。',
    en: 'Under the filter above, 20,000 requests at most; it is recorded.',
  },
  password: { zh: '再次输入您的登录密码', en: 'Your password, again' },
  exportDo: { zh: '导出', en: 'Export' },
} as const satisfies Record<string, Words>

const filterStates = { waiting: openRequestStates, done: ['decided', 'answered'] } as const satisfies Record<QueueModel['view'], readonly RequestState[]> // prettier-ignore

interface RowView {
  readonly id: string
  readonly href: string
  readonly place: string
  readonly caseNo: string
  readonly receivedAt: string
  readonly enterprise: string
  readonly business: string
  readonly people: string
  readonly due: DueView
  readonly state: Tag
  readonly who: string
  readonly aside: string
  readonly mine: boolean
  readonly resent: string
  readonly decidedAt: string
  readonly outcome: string
}
export interface QueuePage {
  readonly t: Record<keyof typeof labels, string>
  readonly notice: Notice | null
  readonly summary: string
  readonly near: Tag | null
  readonly over: Tag | null
  readonly week: string
  /** The bars of the week, each of eleven heights. */
  readonly bars: readonly { readonly height: number; readonly today: boolean }[]
  readonly barsSay: string
  readonly wait: string
  readonly mailbox: Tag
  readonly mailboxHref: string
  /** Asked for again now and then by a script, so that the list is never stale. */
  readonly refreshHref: string
  readonly takeHref: string
  readonly takeDisabled: boolean
  readonly takeWhyNot: string
  readonly tabs: readonly { readonly label: string; readonly href: string; readonly current: boolean }[]
  readonly isDone: boolean
  readonly caption: string
  readonly action: string
  readonly view: string
  readonly text: string
  readonly businessOptions: readonly Option[]
  readonly stateOptions: readonly Option[]
  readonly filtered: boolean
  readonly clearHref: string
  readonly rows: readonly RowView[]
  readonly empty: string
  readonly pager: Pager | null
  readonly exportHref: string
  readonly staffKeys: StaffKeys
}

export interface QueueAsked {
  readonly enterprise: string
  readonly business: Business | null
  readonly state: RequestState | null
  readonly after: number | null
}

export function presentQueue(model: QueueModel, asked: QueueAsked, visit: Visit, notice: Notice | null): QueuePage {
  const { language, now } = visit
  const t = sayAll(language, labels)
  const zh = language === 'zh'
  const { figures } = model
  const filter = {
    view: model.view,
    enterprise: asked.enterprise,
    business: asked.business ?? undefined,
    state: asked.state ?? undefined,
  }
  const filtered = asked.enterprise !== '' || asked.business !== null || asked.state !== null
  return {
    t,
    notice,
    summary: summary(model, language),
    near: figures.near > 0 ? tag('warn', zh ? `临期 ${figures.near}` : `${figures.near} due soon`) : null,
    over: figures.over > 0 ? tag('bad', zh ? `超期 ${figures.over}` : `${figures.over} overdue`) : null,
    week: zh ? `本周已办结 ${figures.decidedThisWeek} 份` : `${figures.decidedThisWeek} decided this week`,
    ...weekView(model, visit),
    mailbox: mailboxTag(model, language, now),
    mailboxHref: paths.mailbox(),
    refreshHref: paths.queue({ ...filter, after: asked.after === null ? undefined : String(asked.after) }),
    takeHref: paths.queueNext(),
    takeDisabled: figures.queued === 0,
    takeWhyNot: figures.queued > 0 ? '' : zh ? '目前没有可取的申请。' : 'There is nothing to take now.',
    tabs: [
      { label: `${t.waiting} ${figures.requests}`, href: paths.queue(), current: model.view === 'waiting' },
      { label: t.done, href: paths.queue({ view: 'done' }), current: model.view === 'done' },
    ],
    isDone: model.view === 'done',
    caption: model.view === 'done' ? t.doneCaption : t.caption,
    action: paths.queue(),
    view: model.view,
    text: asked.enterprise,
    businessOptions: options(businesses, asked.business, t.any, (one) => say(language, businessWords[one])),
    stateOptions: options(filterStates[model.view], asked.state, t.any, (one) =>
      say(language, requestTerms[one].words),
    ),
    filtered,
    clearHref: paths.queue({ view: model.view }),
    rows: model.requests.map((item) => rowView(item, language)),
    empty: emptyText(model, filtered, language),
    pager: pager(
      language,
      asked.after === null ? null : paths.queue(filter),
      model.next === null ? null : paths.queue({ ...filter, after: String(model.next) }),
    ),
    exportHref: paths.queueExport(),
    staffKeys: presentStaffKeys(language, 'queue'),
  }
}

function summary({ figures }: QueueModel, language: Language): string {
  const oldest = figures.oldestAt === null ? null : momentText(figures.oldestAt).slice(5)
  if (language === 'en') return `${figures.requests} waiting · ${figures.people} people${oldest === null ? '' : ` · oldest ${oldest}`}` // prettier-ignore
  return `待审 ${figures.requests} 份 · ${figures.people} 人${oldest === null ? '' : ` · 最早 ${oldest}`}`
}

const mailboxErrors: Readonly<Record<string, Words>> = {
  auth: { zh: '邮箱授权码失效，请重新授权', en: 'the mailbox refuses the password' },
  network: { zh: '邮箱连接不上，正在重试', en: 'the mailbox cannot be reached; trying again' },
  other: { zh: '邮箱读取出错，正在重试', en: 'the mailbox cannot be read; trying again' },
}
/** Seconds without a look into the mailbox after which it is said. */
const mailboxLateSeconds = 300

export function mailboxTag({ mailbox }: Pick<QueueModel, 'mailbox'>, language: Language, now: string): Tag {
  const zh = language === 'zh'
  if (mailbox === null) return tag('calm', zh ? '本机构没有解禁邮箱' : 'no mailbox here')
  const last = mailbox.lastOkAt === null ? '' : ` · ${agoText(mailbox.lastOkAt, now, language)}`
  const error = mailbox.errorKind === null ? undefined : (mailboxErrors[mailbox.errorKind] ?? mailboxErrors['other'])
  if (error !== undefined) return tag('bad', say(language, error) + (last === '' ? '' : zh ? `（上次正常${last}）` : ` (last well${last})`)) // prettier-ignore
  if (mailbox.lastOkAt === null) return tag('warn', zh ? '邮箱尚未读取' : 'mailbox not read yet')
  const late = Date.parse(now) - Date.parse(mailbox.lastOkAt) > mailboxLateSeconds * 1000
  return late ? tag('warn', `${zh ? '邮箱久未读取' : 'mailbox not read lately'}${last}`) : tag('good', `${zh ? '邮箱正常' : 'mailbox well'}${last}`) // prettier-ignore
}

function rowView(item: QueueItem, language: Language): RowView {
  const zh = language === 'zh'
  const counts = [
    item.approved > 0 ? (zh ? `通过 ${item.approved} 人` : `${item.approved} approved`) : '',
    item.rejected > 0 ? (zh ? `驳回 ${item.rejected} 人` : `${item.rejected} rejected`) : '',
  ].filter((text) => text !== '')
  return {
    id: String(item.id),
    href: paths.request(item.id),
    place: item.place === null ? '' : String(item.place),
    caseNo: item.caseNo,
    receivedAt: momentToSecond(item.receivedAt),
    enterprise: item.enterprise.name,
    business: say(language, businessWords[item.business]),
    people: String(item.people),
    due: presentDue(item.due, language),
    state: sayTag(language, requestTerms[item.state]),
    who: whoText(item, language),
    aside: asideText(item, language),
    mine: item.reviewer?.you ?? false,
    resent: item.resent ? (zh ? '↻ 重发后移至此位' : '↻ moved here by a resend') : '',
    decidedAt: item.decidedAt === null ? '' : momentText(item.decidedAt),
    outcome: counts.join(zh ? '，' : ', '),
  }
}

function whoText({ reviewer }: QueueItem, language: Language): string {
  if (reviewer === null) return ''
  const zh = language === 'zh'
  const idle = reviewer.idleMinutes === null ? '' : zh ? `（闲置 ${reviewer.idleMinutes} 分钟）` : ` (idle ${reviewer.idleMinutes} min)` // prettier-ignore
  return `${reviewer.you ? (zh ? '我' : 'you') : reviewer.name}${idle}`
}

function asideText({ aside }: QueueItem, language: Language): string {
  if (aside === null) return ''
  const why = [say(language, putAsideWords[aside.reason]), aside.text].filter((text) => text !== '').join(language === 'zh' ? '：' : ': ') // prettier-ignore
  const until = momentText(aside.until).slice(5)
  return language === 'zh' ? `${why}，最迟 ${until} 恢复` : `${why}, until ${until}`
}

/** Heights of a bar: nothing, and ten tenths of the highest. */
const barSteps = 10
const weekdays = { zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'], en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] } as const // prettier-ignore

function weekView({ week }: QueueModel, { language, now }: Visit): Pick<QueuePage, 'bars' | 'barsSay' | 'wait'> {
  const zh = language === 'zh'
  const most = Math.max(1, ...week.days.map(({ requests }) => requests))
  const today = dayOf(now)
  const said = week.days.map(({ requests }, at) => `${weekdays[language][at] ?? ''} ${requests}`)
  return {
    bars: week.days.map(({ day, requests }) => ({ height: Math.ceil((requests / most) * barSteps), today: day === today })), // prettier-ignore
    barsSay: zh ? `本周每日办结：${said.join('，')}` : `Decided each day: ${said.join(', ')}`,
    wait: week.averageWorkingDays === null ? '' : zh ? `平均等待 ${week.averageWorkingDays} 个工作日` : `${week.averageWorkingDays} working days on the average`, // prettier-ignore
  }
}

function emptyText(model: QueueModel, filtered: boolean, language: Language): string {
  if (filtered) return language === 'zh' ? '没有符合筛选条件的申请。' : 'No request fits the filter.'
  if (model.view === 'done') return language === 'zh' ? '还没有办结的申请；结束审核后会列在这里。' : 'Nothing decided yet; reviewed requests appear here.' // prettier-ignore
  return language === 'zh' ? '队列是空的。企业来信通过进件核对后，会按收到时间排在这里。' : 'The queue is empty. Mails that pass the entry checks appear here in the order of their receipt.' // prettier-ignore
}
export const queueTitle = labels.title
