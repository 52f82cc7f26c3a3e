/** 来信: the strings of one mail. */
import type { SentMail } from '../../db/read/request.ts'
import type { MailNoteKind } from '../../db/schema.ts'
import type { Words } from '../../domain/brand.ts'
import { returnReasons } from '../../domain/unban/reasons.ts'
import type { Business, CodeFound, MailState, RequestState, RowOutcome, RowState } from '../../domain/unban/types.ts'
import { momentToSecond, sizeText } from '../format.ts'
import type { Notice } from '../notice.ts'
import { paths } from '../paths.ts'
import { presentAnswers, type AnswerView } from '../request/answers.ts'
import { presentMailFacts, type MailFacts, type MailFactsView } from '../request/mail-facts.ts'
import { businessWords, mailClassWords, mailNoteTerms, mailTerms, outcomeTerms, requestTerms, rowTerms, sayTag, type Tag } from '../terms.ts' // prettier-ignore
import type { Visit } from '../visit.ts'
import { say, sayAll, type Language } from '../words.ts'
import { presentActs, type ActsModel, type ActsView, type TypedAct } from './acts-presenter.ts'
import { presentFiles, type FilesModel, type FilesView } from './files-presenter.ts'
import { stateReason } from './reasons.ts'
import { presentSetApart, type SetApartView } from './set-apart-presenter.ts'

const labels = {
  title: { zh: '来信', en: 'Mails' },
  concerns: { zh: '所涉申请', en: 'Requests it is about' },
  notes: { zh: '后续来信', en: 'Later mails about it' },
  veiled: {
    zh: '来信内容不向贵单位显示；贵单位已有的排队次序不受影响。如不知情，不用处理。',
    en: 'What was written is not shown to you; your places in the queue stay as they are. If you know nothing of it, do nothing.',
  },
  state: { zh: '状态', en: 'State' },
  receivedAt: { zh: '收到时间', en: 'Received' },
  from: { zh: '发件人', en: 'From' },
  marks: { zh: '提示', en: 'Marks' },
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

export interface MailModel extends MailFacts {
  readonly id: number
  readonly state: MailState
  readonly stateReason: string | null
  readonly class: keyof typeof mailClassWords | null
  readonly size: number
  readonly codes: readonly CodeFound[]
  /** false for an enterprise that is not the only one named: it sees its own rows, not the text. */
  readonly whole: boolean
  readonly files: FilesModel
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
    /** Where its person stands now, or last stood: of a row that was moved, the request of the last mail. */
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
  /** To the office: registered enterprises in whose name somebody wrote who may not. */
  readonly named: readonly string[]
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
  /** For whoever may accept it although it was set apart. */
  readonly setApart: SetApartView | null
  readonly confirming: boolean
  readonly veiled: string
  readonly notes: readonly { readonly href: string; readonly text: string }[]
  readonly concerns: MailPage['requests']
  readonly t: Record<keyof typeof labels, string>
  readonly facts: MailFactsView
  readonly whole: boolean
  readonly files: FilesView
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
  const facts = presentMailFacts(model, language)
  const why = stateReason(model.state, model.stateReason, language)
  const mayAccept = model.state === 'quarantined' && model.office?.may.settle === true
  const requestView = (request: MailModel['concerns'][number]) => ({
    href: paths.request(request.id),
    text: `${request.caseNo} · ${request.enterprise} · ${say(language, businessWords[request.business])}`,
    tag: sayTag(language, requestTerms[request.state]),
  })
  const sentence = (found: CodeFound, row?: { company: string; business: Business }) =>
    `${found.code} ${say(language, returnReasons[found.code].sentence(found, row))}`
  return {
    t: sayAll(language, labels),
    facts,
    whole: model.whole,
    files: presentFiles(model.id, facts.attachments, wholeHref, model.files, language),
    size: sizeText(model.size),
    state: sayTag(language, mailTerms[model.state]),
    class: model.class === null ? '' : say(language, mailClassWords[model.class]),
    why,
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
    veiled: model.veiled === null ? '' : veiledText(model, model.veiled.people, language),
    acts: model.office === null ? null : presentActs(model.id, model.office, typed, language),
    setApart: mayAccept ? presentSetApart(model, facts, why, typed?.confirming === true, language) : null,
    confirming: mayAccept && typed?.confirming === true,
    answers: presentAnswers(model.answers, language),
    backHref: paths.mails(),
  }
}
function veiledText({ stateReason: why }: MailModel, people: number, language: Language): string {
  const zh = language === 'zh'
  const who =
    why === 'withdrawalRefused'
      ? zh
        ? '该邮箱来信要求撤回贵单位的申请，没有办理。'
        : 'The address asked to withdraw requests of yours; nothing was withdrawn. '
      : zh
        ? `该邮箱以贵单位名义发来人员办理表格（${people} 人）。`
        : `The address sent a form in your name (${people} people). `
  return who + say(language, labels.veiled)
}
