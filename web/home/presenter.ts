/** 首页: the strings of the first page, by what the account does. */
import type { Attention } from '../../db/read/attention.ts'
import type { EnterprisePeople } from '../../db/read/home.ts'
import type { EnterpriseStatus } from '../../db/read/enterprises.ts'
import type { NoticeRow } from '../../db/read/notices.ts'
import type { MailboxState } from '../../db/read/mailbox.ts'
import type { OperationFigures } from '../../db/read/operations.ts'
import type { QueueFigures } from '../../db/read/queue.ts'
import type { Words } from '../../domain/brand.ts'
import { presentDue, type DueView } from '../due.ts'
import { dueText, momentText } from '../format.ts'
import { noticeView, type NoticeView } from '../notices/presenter.ts'
import { pager, type Pager } from '../pager.ts'
import { paths } from '../paths.ts'
import { mailboxTag } from '../queue/presenter.ts'
import type { QueueItem } from '../queue/model.ts'
import type { EngineHealth } from '../shell.ts'
import { businessWords, requestTerms, sayTag, tag, type Tag } from '../terms.ts'
import { signedInOf, type Visit } from '../visit.ts'
import { say, sayAll, type Language } from '../words.ts'

const labels = {
  title: { zh: '首页', en: 'Home' },
  now: { zh: '现在要办的', en: 'To do now' },
  take: { zh: '取下一份', en: 'Take the next one' },
  held: { zh: '我正在审核', en: 'Under my review' },
  head: { zh: '队首', en: 'Next in the queue' },
  due: { zh: '到期', en: 'Due' },
  caseNo: { zh: '受理编号', en: 'Case' },
  enterprise: { zh: '企业', en: 'Enterprise' },
  business: { zh: '业务', en: 'Business' },
  people: { zh: '人数', en: 'People' },
  receivedAt: { zh: '收到时间', en: 'Received' },
  where: { zh: '位置与预计', en: 'Place and date' },
  state: { zh: '状态', en: 'State' },
  requests: { zh: '我们的申请', en: 'Our requests' },
  noRequests: { zh: '还没有申请。', en: 'No request yet.' },
  howTo: {
    zh: '把《关于人员问题业务处理的表格》作为附件，用企业登记的邮箱发到协会邮箱；受理后会列在这里。',
    en: 'Mail the request form from a registered address to the association; once accepted it appears here.',
  },
  operations: { zh: '运行情况', en: 'Operations' },
  messages: { zh: '未读消息', en: 'Unread messages' },
  allMessages: { zh: '全部消息', en: 'All messages' },
  calm: { zh: '目前没有要办的事', en: 'Nothing to do now' },
  calmText: {
    zh: '有事项分到您名下时，会列在这里，并写明原因和期限。',
    en: 'What falls to you will be listed here, with the reason and the time left.',
  },
} as const satisfies Record<string, Words>

export interface StaffHome {
  /** Profiles of enterprises that wait for approval. */
  readonly profiles: number
  /** The calendar's last day, when it comes near and this is the chief. */
  readonly calendarEnds: string | null
  readonly figures: QueueFigures
  readonly mailbox: MailboxState | null
  readonly attention: Attention
  readonly held: readonly QueueItem[]
  /** The next in the queue. */
  readonly head: readonly QueueItem[]
}
export type OwnItem = QueueItem & { readonly peopleAhead: number | null }
export interface EnterpriseHome {
  readonly enterpriseId: number
  readonly profile: EnterpriseStatus
  readonly people: EnterprisePeople
  readonly requests: readonly OwnItem[]
  readonly next: number | null
}
export interface OperationsHome extends OperationFigures {
  readonly engine: EngineHealth
}
export interface HomeModel {
  readonly staff: StaffHome | null
  readonly enterprise: EnterpriseHome | null
  /** The newest unread messages. */
  readonly unread: readonly NoticeRow[]
  readonly operations: OperationsHome | null
}

interface StaffRow {
  readonly href: string
  readonly caseNo: string
  readonly enterprise: string
  readonly business: string
  readonly people: string
  readonly due: DueView
  readonly state: Tag
}
interface Figure {
  readonly value: string
  readonly label: string
  readonly href: string
}
export interface HomePage {
  readonly t: Record<keyof typeof labels, string>
  readonly greeting: string
  /** What is asked of this account before anything else. */
  readonly tasks: readonly { readonly tag: Tag; readonly text: string; readonly href: string }[]
  readonly messages: { readonly rows: readonly NoticeView[]; readonly allHref: string } | null
  readonly staff: {
    readonly figures: readonly Figure[]
    readonly mailbox: Tag
    readonly takeHref: string
    readonly takeDisabled: boolean
    readonly lists: readonly { readonly heading: string; readonly rows: readonly StaffRow[] }[]
  } | null
  readonly enterprise: {
    readonly figures: readonly Figure[]
    readonly rows: readonly {
      readonly href: string
      readonly caseNo: string
      readonly business: string
      readonly people: string
      readonly receivedAt: string
      readonly where: string
      readonly due: Tag | null
      readonly state: Tag
    }[]
    readonly pager: Pager | null
  } | null
  readonly operations: { readonly figures: readonly Figure[]; readonly engine: Tag } | null
  readonly calm: boolean
}

export function presentHome(model: HomeModel, after: number | null, visit: Visit): HomePage {
  const { language } = visit
  const { name, enterpriseName, authorityName } = signedInOf(visit)
  const of = enterpriseName ?? authorityName
  return {
    t: sayAll(language, labels),
    greeting: of === null ? name : `${name} · ${of}`,
    tasks: [...staffTasks(model.staff, language), ...enterpriseTasks(model.enterprise, language)],
    messages: model.unread.length === 0 ? null : { rows: model.unread.map((row) => noticeView(row, visit)), allHref: paths.notices() }, // prettier-ignore
    staff: model.staff === null ? null : presentStaff(model.staff, visit),
    enterprise: model.enterprise === null ? null : presentEnterprise(model.enterprise, after, language),
    operations: model.operations === null ? null : presentOperations(model.operations, language),
    calm: model.staff === null && model.enterprise === null && model.operations === null,
  }
}

interface Task {
  readonly tag: Tag
  readonly text: string
  readonly href: string
}

function staffTasks(staff: StaffHome | null, language: Language): Task[] {
  if (staff === null) return []
  const zh = language === 'zh'
  const profiles: Task[] =
    staff.profiles === 0
      ? []
      : [
          {
            tag: tag('warn', zh ? '待审核' : 'To review'),
            text: zh
              ? `${staff.profiles} 家企业的资料待审核`
              : `${staff.profiles} enterprise profiles wait for approval`,
            href: paths.enterprises({ status: 'pending' }),
          },
        ]
  if (staff.calendarEnds === null) return profiles
  return [
    ...profiles,
    {
      tag: tag('warn', zh ? '待公布' : 'To publish'),
      text: zh ? `工作日历只覆盖到 ${staff.calendarEnds}，之后的申请不能告知日期，请公布下一年的放假安排` : `The calendar reaches ${staff.calendarEnds} only; beyond it no day can be promised. Please publish the next year`, // prettier-ignore
      href: paths.calendar(),
    },
  ]
}

const profileTasks: Readonly<Record<EnterpriseStatus, Words | null>> = {
  approved: null,
  incomplete: {
    zh: '企业资料不完整，期间不受理人员业务，请补齐后提交审核',
    en: 'Your profile is incomplete and no request is taken. Please complete and submit it',
  },
  pending: { zh: '企业资料正在审核，通过后即可办理', en: 'Your profile is being reviewed' },
}

function enterpriseTasks(enterprise: EnterpriseHome | null, language: Language): Task[] {
  const words = enterprise === null ? null : profileTasks[enterprise.profile]
  if (enterprise === null || words === null) return []
  const waits = enterprise.profile === 'pending'
  const word = waits ? { zh: '审核中', en: 'Under review' } : { zh: '待补齐', en: 'To complete' }
  return [{ tag: tag(waits ? 'busy' : 'warn', say(language, word)), text: say(language, words), href: paths.enterprise(enterprise.enterpriseId) }] // prettier-ignore
}

const figure = (language: Language, value: number | string, zh: string, en: string, href = ''): Figure => ({
  value: String(value),
  label: language === 'zh' ? zh : en,
  href,
})

function presentStaff(
  { figures, mailbox, attention, held, head }: StaffHome,
  { language, now }: Visit,
): NonNullable<HomePage['staff']> {
  return {
    figures: [
      figure(
        language,
        figures.requests,
        `份待审，共 ${figures.people} 人`,
        `waiting, ${figures.people} people`,
        paths.queue(),
      ),
      figure(language, figures.near, '份临期（下一工作日前）', 'due by the next working day', paths.queue()),
      figure(language, figures.over, '份超期', 'overdue', paths.queue()),
      figure(language, figures.decidedThisWeek, '份本周已办结', 'decided this week', paths.queue({ view: 'done' })),
      ...needed(attention, language),
    ],
    mailbox: mailboxTag({ mailbox }, language, now),
    takeHref: paths.queueNext(),
    takeDisabled: figures.queued === 0 && held.length === 0,
    lists: [
      { heading: say(language, labels.held), rows: held.map((item) => staffRow(item, language)) },
      { heading: say(language, labels.head), rows: head.map((item) => staffRow(item, language)) },
    ].filter(({ rows }) => rows.length > 0),
  }
}

/** Shown only while there is something to see to. */
function needed(attention: Attention, language: Language): Figure[] {
  return [
    {
      count: attention.manualMails,
      zh: '封来信待人工处理',
      en: 'mails for a person',
      href: paths.mails({ state: 'manual' }),
    },
    {
      count: attention.quarantinedMails,
      zh: '封来信已隔离',
      en: 'mails quarantined',
      href: paths.mails({ state: 'quarantined' }),
    },
    { count: attention.undelivered, zh: '封答复未能送达', en: 'answers not delivered', href: paths.mails() },
  ].flatMap(({ count, zh, en, href }) => (count === 0 ? [] : [figure(language, count, zh, en, href)]))
}

function staffRow(item: QueueItem, language: Language): StaffRow {
  return {
    href: paths.request(item.id),
    caseNo: item.caseNo,
    enterprise: item.enterprise.name,
    business: say(language, businessWords[item.business]),
    people: String(item.people),
    due: presentDue(item.due, language),
    state: sayTag(language, requestTerms[item.state]),
  }
}

function presentEnterprise(
  home: EnterpriseHome,
  after: number | null,
  language: Language,
): NonNullable<HomePage['enterprise']> {
  const { people } = home
  return {
    figures: [
      figure(language, people.people, '名从业人员', 'people', paths.persons()),
      figure(language, people.active, '人激活', 'active', paths.persons({ status: 'active' })),
      figure(language, people.disabled, '人禁用', 'disabled', paths.persons({ status: 'disabled' })),
      figure(language, people.waiting, '人在排队或审核', 'queued or under review'),
    ],
    rows: home.requests.map((item) => ({
      href: paths.request(item.id),
      caseNo: item.caseNo,
      business: say(language, businessWords[item.business]),
      people: String(item.place === null ? item.approved + item.rejected : item.people),
      receivedAt: momentText(item.receivedAt),
      where: whereText(item, language),
      due:
        presentDue(item.due, language).tag === null || item.place === null ? null : presentDue(item.due, language).tag,
      state: sayTag(language, requestTerms[item.state]),
    })),
    pager: pager(
      language,
      after === null ? null : paths.home(),
      home.next === null ? null : `${paths.home()}?after=${home.next}`,
    ),
  }
}

function whereText(item: OwnItem, language: Language): string {
  const zh = language === 'zh'
  if (item.place === null) {
    if (item.decidedAt === null) return ''
    const counts = [
      item.approved > 0 ? (zh ? `通过 ${item.approved} 人` : `${item.approved} approved`) : '',
      item.rejected > 0 ? (zh ? `驳回 ${item.rejected} 人` : `${item.rejected} rejected`) : '',
    ].filter((text) => text !== '')
    return [momentText(item.decidedAt), ...counts].join(zh ? '，' : ', ')
  }
  const place = zh
    ? `第 ${item.place} 份，前面 ${item.peopleAhead ?? 0} 人`
    : `no. ${item.place}, ${item.peopleAhead ?? 0} people ahead`
  const day = item.due.on === null ? dueText(null, language) : zh ? `预计 ${item.due.on} 前（${dueText(item.due.workingDaysLeft, language)}）` : `by ${item.due.on} (${dueText(item.due.workingDaysLeft, language)})` // prettier-ignore
  return `${place}${zh ? '；' : '; '}${day}`
}

function presentOperations(model: OperationsHome, language: Language): NonNullable<HomePage['operations']> {
  const unsent = Object.values(model.outbox).reduce((sum, mails) => sum + mails, 0)
  const minutes = (seconds: number) => Math.round(seconds / 60)
  return {
    engine: model.engine.ok
      ? tag('good', language === 'zh' ? '流程引擎正常' : 'workflow engine well')
      : tag('bad', language === 'zh' ? '流程引擎不可用' : 'workflow engine away'),
    figures: [
      figure(language, model.waitingRequests, '份申请待审', 'requests waiting'),
      figure(language, minutes(model.queueAgeSeconds), '分钟：最早一份的等待', 'minutes: the oldest waits'),
      figure(
        language,
        minutes(model.mailLagSeconds),
        '分钟：近一小时最大收信延迟',
        'minutes: worst mail lag in the last hour',
      ),
      figure(language, model.unclassifiedMails, '封来信未处理', 'mails not classified'),
      figure(language, model.manualMails, '封来信待人工', 'mails for a person'),
      figure(language, unsent, '封邮件未发出', 'mails not sent'),
      figure(language, model.openWishes, '项等待流程引擎', 'waiting for the engine'),
    ],
  }
}
export const homeTitle = labels.title
