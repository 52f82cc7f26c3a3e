/** 来信: the strings of the list and of one mail. */
import type { MailItem } from '../../db/read/mails.ts'
import type { SentMail } from '../../db/read/request.ts'
import type { SendingState } from '../../db/read/sending-state.ts'
import type { MailNoteKind } from '../../db/schema.ts'
import type { Words } from '../../domain/brand.ts'
import { returnReasons, titleOf } from '../../domain/unban/reasons.ts'
import {
  mailStates,
  type Business,
  type CodeFound,
  type MailState,
  type RequestState,
  type RowOutcome,
  type RowState,
} from '../../domain/unban/types.ts'
import { momentToSecond, sizeText } from '../format.ts'
import type { Notice } from '../notice.ts'
import { pager, type Pager } from '../pager.ts'
import { paths } from '../paths.ts'
import { presentAnswers, type AnswerView } from '../request/answers.ts'
import { presentMailFacts, withoutSender, type MailFacts, type MailFactsView } from '../request/mail-facts.ts'
import {
  badgeWords,
  businessWords,
  mailClassWords,
  mailNoteTerms,
  mailTerms,
  outcomeTerms,
  requestTerms,
  rowTerms,
  sayTag,
  tag,
  type Tag,
} from '../terms.ts'
import type { Visit } from '../visit.ts'
import { presentActs, type ActsModel, type ActsView, type TypedAct } from './acts-presenter.ts'
import { stateReason } from './reasons.ts'
import { presentSending, type SendingView } from './sending-presenter.ts'
import { say, sayAll, type Language } from '../words.ts'

const labels = {
  title: { zh: '来信', en: 'Mails' },
  todo: { zh: '待处理', en: 'To do' },
  undelivered: { zh: '答复未送达', en: 'Answer not delivered' },
  all: { zh: '全部', en: 'All' },
  views: { zh: '来信范围', en: 'Which mails' },
  concerns: { zh: '所涉申请', en: 'Requests it is about' },
  notes: { zh: '后续来信', en: 'Later mails about it' },
  veiled: {
    zh: '来信内容不向贵单位显示；贵单位已有的排队次序不受影响。如不知情，不用处理。',
    en: 'What was written is not shown to you; your places in the queue stay as they are. If you know nothing of it, do nothing.',
  },
  search: { zh: '发件地址或主题', en: 'Sender or subject' },
  find: { zh: '筛选', en: 'Filter' },
  clear: { zh: '清除筛选', en: 'Clear' },
  state: { zh: '状态', en: 'State' },
  any: { zh: '全部', en: 'All' },
  receivedAt: { zh: '收到时间', en: 'Received' },
  from: { zh: '发件人', en: 'From' },
  subject: { zh: '主题', en: 'Subject' },
  rows: { zh: '人数', en: 'Rows' },
  codes: { zh: '退回原因', en: 'Codes' },
  marks: { zh: '提示', en: 'Marks' },
  why: { zh: '说明', en: 'Why' },
  class: { zh: '类别', en: 'Kind' },
  dateHeader: { zh: '邮件自称时间', en: 'Date header' },
  messageId: { zh: '邮件编号', en: 'Message-ID' },
  attachments: { zh: '附件', en: 'Attachments' },
  noAttachments: { zh: '没有附件', en: 'None' },
  download: { zh: '下载', en: 'Download' },
  wholeMail: { zh: '下载整封邮件', en: 'Download the whole mail' },
  text: { zh: '正文', en: 'Text' },
  form: { zh: '表格各行', en: 'Rows of the form' },
  n: { zh: '行', en: 'Row' },
  name: { zh: '姓名', en: 'Name' },
  idNumber: { zh: '身份证后四位', en: 'ID, last four' },
  company: { zh: '所属公司', en: 'Company' },
  business: { zh: '业务', en: 'Business' },
  outcome: { zh: '处理', en: 'Outcome' },
  requests: { zh: '形成的申请', en: 'Requests made' },
  answers: { zh: '已发出的答复', en: 'Answers sent' },
  noAnswers: { zh: '还没有答复。', en: 'None yet.' },
  back: { zh: '回到来信', en: 'Back to the mails' },
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
  readonly stateOptions: readonly { readonly value: string; readonly label: string; readonly selected: boolean }[]
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
    stateOptions: ['' as const, ...mailStates].map((value) => ({
      value,
      label: say(language, value === '' ? labels.any : mailTerms[value].words),
      selected: value === (asked.state ?? ''),
    })),
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
      rows: mail.rows === 0 ? '' : String(mail.rows),
      codes: mail.codes.map((found) => `${found.code} ${say(language, titleOf(found))}`).join(zh ? '；' : '; '),
      why: stateReason(mail.state, mail.stateReason, language),
      state: sayTag(language, mailTerms[mail.state]),
      badges: [
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

export interface MailModel extends MailFacts {
  readonly id: number
  readonly state: MailState
  readonly stateReason: string | null
  readonly class: keyof typeof mailClassWords | null
  readonly size: number
  readonly codes: readonly CodeFound[]
  /** false for an enterprise that is not the only one named: it sees its own rows, not the text. */
  readonly whole: boolean
  readonly rows: readonly {
    readonly n: number
    readonly name: string
    readonly idLast4: string
    readonly company: string
    readonly business: Business
    /** What was said in the first answer. */
    readonly outcome: RowOutcome['kind']
    /** Where its row stands now. */
    readonly rowState: RowState | null
    readonly codes: readonly CodeFound[]
    readonly sameAs: number | null
    readonly requestId: number | null
    readonly caseNo: string | null
  }[]
  readonly requests: readonly {
    readonly id: number
    readonly caseNo: string
    readonly business: Business
    readonly enterprise: string
    readonly state: RequestState
  }[]
  readonly answers: readonly SentMail[]
  /** The enterprise is only named: it sees that somebody wrote, and how many people it was about. */
  readonly veiled: { readonly people: number } | null
  /** Mails without a form about this one's requests, the last first. */
  readonly notes: readonly {
    readonly mailId: number
    readonly kind: MailNoteKind
    readonly from: string | null
    readonly receivedAt: string
  }[]
  /** Requests that this mail, without a form, is about. */
  readonly concerns: readonly {
    readonly id: number
    readonly caseNo: string
    readonly business: Business
    readonly enterprise: string
    readonly state: RequestState
  }[]
  /** What the office may do; null for enterprises. */
  readonly office: ActsModel | null
}
export interface MailPage {
  readonly notice: Notice | null
  readonly acts: ActsView | null
  readonly veiled: string
  readonly notes: readonly { readonly href: string; readonly text: string }[]
  readonly concerns: MailPage['requests']
  readonly t: Record<keyof typeof labels, string>
  readonly facts: MailFactsView
  readonly whole: boolean
  readonly wholeHref: string
  readonly size: string
  readonly state: Tag
  readonly class: string
  readonly why: string
  readonly codes: readonly string[]
  readonly rows: readonly {
    readonly n: string
    readonly name: string
    readonly idLast4: string
    readonly company: string
    readonly business: string
    readonly outcome: Tag
    readonly reasons: readonly string[]
    readonly request: { readonly href: string; readonly caseNo: string } | null
  }[]
  readonly requests: readonly { readonly href: string; readonly text: string; readonly tag: Tag }[]
  readonly answers: readonly AnswerView[]
  readonly backHref: string
}

export function presentMail(
  model: MailModel,
  wholeHref: string,
  visit: Visit,
  typed: TypedAct | null,
): Omit<MailPage, 'notice'> {
  const { language } = visit
  const requestView = (request: MailModel['concerns'][number]) => ({
    href: paths.request(request.id),
    text: `${request.caseNo} · ${request.enterprise} · ${say(language, businessWords[request.business])}`,
    tag: sayTag(language, requestTerms[request.state]),
  })
  const sentence = (found: CodeFound, row?: { company: string; business: Business }) =>
    `${found.code} ${say(language, returnReasons[found.code].sentence(found, row))}`
  return {
    t: sayAll(language, labels),
    facts: presentMailFacts(model, language),
    whole: model.whole,
    wholeHref,
    size: sizeText(model.size),
    state: sayTag(language, mailTerms[model.state]),
    class: model.class === null ? '' : say(language, mailClassWords[model.class]),
    why: stateReason(model.state, model.stateReason, language),
    codes: model.codes.map((found) => sentence(found)),
    rows: model.rows.map((row) => ({
      n: String(row.n),
      name: row.name,
      idLast4: row.idLast4,
      company: row.company,
      business: say(language, businessWords[row.business]),
      outcome: sayTag(language, row.rowState === null ? outcomeTerms[row.outcome] : rowTerms[row.rowState]),
      reasons: [
        ...row.codes.map((found) => sentence(found, row)),
        ...(row.sameAs === null ? [] : [language === 'zh' ? `与第 ${row.sameAs} 行相同` : `same as row ${row.sameAs}`]),
      ],
      request: row.requestId === null ? null : { href: paths.request(row.requestId), caseNo: row.caseNo ?? '' },
    })),
    requests: model.requests.map(requestView),
    concerns: model.concerns.map(requestView),
    notes: model.notes.map((note) => ({
      href: paths.mail(note.mailId),
      text: `${momentToSecond(note.receivedAt)} · ${say(language, mailNoteTerms[note.kind])} · ${note.from ?? ''}`,
    })),
    veiled: model.veiled === null ? '' : veiledText(model.veiled.people, language),
    acts: model.office === null ? null : presentActs(model.id, model.office, typed, language),
    answers: presentAnswers(model.answers, language),
    backHref: paths.mails(),
  }
}
function veiledText(people: number, language: Language): string {
  const who =
    language === 'zh'
      ? `该邮箱以贵单位名义发来人员办理表格（${people} 人）。`
      : `The address sent a form in your name (${people} people). `
  return who + say(language, labels.veiled)
}
export const mailsTitle = labels.title
