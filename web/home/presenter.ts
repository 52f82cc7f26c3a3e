/** 首页: the strings of the first page, by what the account does. */
import type { Words } from '../../domain/brand.ts'
import { noticeView, type NoticeView } from '../notices/presenter.ts'
import { paths } from '../paths.ts'
import { signedInOf, type Visit } from '../visit.ts'
import { sayAll } from '../words.ts'
import { presentEnterprise, type EnterpriseHomeView } from './enterprise-presenter.ts'
import type { HomeModel } from './model.ts'
import { presentOperations, type OperationsView } from './operations-presenter.ts'
import { presentStaff, type StaffHomeView } from './staff-presenter.ts'
import { enterpriseTasks, staffTasks, type Task } from './tasks.ts'

const labels = {
  title: { zh: '首页', en: 'Home' },
  now: { zh: '现在要办的', en: 'To do now' },
  take: { zh: '取下一份', en: 'Take the next one' },
  mails: { zh: '来信待处理', en: 'Mails to see to' },
  from: { zh: '发件人', en: 'From' },
  subject: { zh: '主题', en: 'Subject' },
  waits: { zh: '等待', en: 'Waiting' },
  why: { zh: '原因', en: 'Why' },
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

export interface HomePage {
  readonly t: Record<keyof typeof labels, string>
  readonly greeting: string
  /** What is asked of this account before anything else. */
  readonly tasks: readonly Task[]
  readonly messages: { readonly rows: readonly NoticeView[]; readonly allHref: string } | null
  readonly staff: StaffHomeView | null
  readonly enterprise: EnterpriseHomeView | null
  readonly operations: OperationsView | null
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

export const homeTitle = labels.title
