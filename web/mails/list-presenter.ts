/** 来信: the strings of the list. */
import { options, type Option } from '../options.ts'
import type { MailItem } from '../../db/read/mails.ts'
import type { SendingState } from '../../db/read/sending-state.ts'
import type { Words } from '../../domain/brand.ts'
import { isOpenQuestion, isQuestion } from '../../domain/mail/questions.ts'
import { titleOf } from '../../domain/unban/reasons.ts'
import { mailStates, type MailState } from '../../domain/unban/types.ts'
import { momentToSecond } from '../format.ts'
import { pager, type Pager } from '../pager.ts'
import { paths } from '../paths.ts'
import { withoutSender } from '../request/mail-facts.ts'
import { badgeWords, mailTerms, sayTag, tag, type Tag } from '../terms.ts'
import type { Visit } from '../visit.ts'
import { say, sayAll, type Language } from '../words.ts'
import { stateReason } from './reasons.ts'
import { cameOfRows, countOf } from './row-counts.ts'
import { presentSending, type SendingView } from './sending-presenter.ts'

const labels = {
  title: { zh: '来信', en: 'Mails' },
  todo: { zh: '待处理', en: 'To do' },
  handled: { zh: '已处理', en: 'Seen to' },
  dismissedOrHandled: { zh: '已处理', en: 'Dismissed or seen to' },
  undelivered: { zh: '答复未送达', en: 'Answer not delivered' },
  all: { zh: '全部', en: 'All' },
  views: { zh: '来信范围', en: 'Which mails' },
  search: { zh: '发件地址或主题', en: 'Sender or subject' },
  find: { zh: '筛选', en: 'Filter' },
  clear: { zh: '清除筛选', en: 'Clear' },
  state: { zh: '状态', en: 'State' },
  any: { zh: '全部', en: 'All' },
  receivedAt: { zh: '收到时间', en: 'Received' },
  from: { zh: '发件人', en: 'From' },
  subject: { zh: '主题', en: 'Subject' },
  rows: { zh: '人数', en: 'Rows' },
  codes: { zh: '处理结果', en: 'Outcome' },
  marks: { zh: '提示', en: 'Marks' },
} as const satisfies Record<string, Words>

export interface MailsModel {
  readonly mails: readonly MailItem[]
  readonly next: number | null
  /** How the mailbox sends, for staff; null for enterprises. */
  readonly sending: (SendingState & { readonly mayLetGoOn: boolean }) | null
}
export interface MailsAsked {
  readonly q: string
  readonly state: MailState | null
  /** 待处理: only what waits for a person. */
  readonly todo: boolean
  readonly after: number | null
}
export interface MailsPage {
  readonly t: Record<keyof typeof labels, string>
  readonly action: string
  readonly q: string
  readonly stateOptions: readonly Option[]
  readonly filtered: boolean
  readonly clearHref: string
  /** 待处理 and all; none for enterprises. */
  readonly views: readonly { readonly label: string; readonly href: string; readonly current: boolean }[]
  readonly todo: boolean
  readonly sending: SendingView | null
  readonly rows: readonly {
    readonly href: string
    readonly receivedAt: string
    readonly from: string
    readonly subject: string
    readonly rows: string
    readonly codes: string
    readonly why: string
    readonly state: Tag
    readonly badges: readonly Tag[]
  }[]
  readonly empty: string
  readonly pager: Pager | null
}

const noSubject: Words = { zh: '（无主题）', en: '(no subject)' }
const inYourName: Words = { zh: '有人以贵单位名义来信', en: 'Somebody wrote in your name' }
const emptyWords = {
  filtered: { zh: '没有符合条件的来信。', en: 'No mail fits.' },
  todo: { zh: '没有待处理的来信。', en: 'No mail waits for a person.' },
  office: {
    zh: '还没有来信；协会邮箱收到的每一封邮件都会列在这里。',
    en: 'No mail yet; every mail that arrives is listed here.',
  },
  enterprise: {
    zh: '还没有来信；贵单位发给协会的每一封邮件，以及他人以贵单位名义的来信，都会列在这里。',
    en: 'No mail yet; every mail that you send to the association is listed here, and whoever writes in your name.',
  },
} as const satisfies Record<string, Words>

export function presentMails(model: MailsModel, asked: MailsAsked, { language }: Visit): MailsPage {
  const zh = language === 'zh'
  const filtered = asked.q !== '' || asked.state !== null
  const view = asked.todo ? ('todo' as const) : undefined
  const filter = { q: asked.q, state: asked.state ?? undefined, view }
  const isOffice = model.sending !== null
  return {
    t: sayAll(language, labels),
    action: paths.mails(),
    q: asked.q,
    stateOptions: options(mailStates, asked.state, say(language, labels.any), (state) => say(language, state === 'dismissed' ? labels.dismissedOrHandled : mailTerms[state].words)), // prettier-ignore
    filtered,
    clearHref: paths.mails({ view }),
    views: isOffice
      ? [
          { label: say(language, labels.todo), href: paths.mails({ view: 'todo' }), current: asked.todo },
          { label: say(language, labels.all), href: paths.mails(), current: !asked.todo },
        ]
      : [],
    todo: asked.todo,
    sending: model.sending === null ? null : presentSending(model.sending, language),
    rows: model.mails.map((mail) => ({
      href: paths.mail(mail.id),
      receivedAt: momentToSecond(mail.receivedAt),
      from: mail.from ?? withoutSender(mail.badges, language),
      subject: mail.inItsName
        ? say(language, inYourName)
        : mail.subject === ''
          ? say(language, noSubject)
          : mail.subject,
      rows: countOf(mail.rows) === 0 ? '' : String(countOf(mail.rows)),
      codes: [...mail.codes.map((found) => `${found.code} ${say(language, titleOf(found))}`), cameOfRows(mail.rows, language)].filter((text) => text !== '').join(zh ? '；' : '; '), // prettier-ignore
      why: stateReason(mail.state, mail.stateReason, language),
      state: sayTag(language, mailTerms[mail.state]),
      badges: [
        ...questionBadge(mail, language),
        ...(mail.undelivered ? [tag('bad', say(language, labels.undelivered))] : []),
        ...mail.badges
          .filter((badge) => badge !== 'severalSenders')
          .map((badge) => tag('warn', say(language, badgeWords[badge]))),
      ],
    })),
    empty: say(language, filtered ? emptyWords.filtered : asked.todo ? emptyWords.todo : isOffice ? emptyWords.office : emptyWords.enterprise), // prettier-ignore
    pager: pager(
      language,
      asked.after === null ? null : paths.mails(filter),
      model.next === null ? null : paths.mails({ ...filter, after: String(model.next) }),
    ),
  }
}

/** A question says whether somebody has seen to it. */
function questionBadge(mail: MailItem, language: Language): Tag[] {
  if (!isQuestion(mail)) return []
  return [isOpenQuestion(mail) ? tag('warn', say(language, labels.todo)) : tag('good', say(language, labels.handled))]
}

export const mailsTitle = labels.title
