/** 首页 of the office: the queue's figures, what one holds, the head, and the mails that wait for a person. */
import type { MailsToDo } from '../../db/read/mails-to-do.ts'
import type { Moment, Words } from '../../domain/brand.ts'
import { presentDue, type DueView } from '../due.ts'
import { momentText, waitText } from '../format.ts'
import { paths } from '../paths.ts'
import type { QueueItem } from '../queue/model.ts'
import { mailboxTag } from '../queue/presenter.ts'
import { businessWords, mailToDoTerms, requestTerms, sayTag, type Tag } from '../terms.ts'
import type { Visit } from '../visit.ts'
import { say, type Language } from '../words.ts'
import { figure, type Figure } from './figure.ts'
import type { StaffHome } from './model.ts'

const heldWords: Words = { zh: '我正在审核', en: 'Under my review' }
const headWords: Words = { zh: '队首', en: 'Next in the queue' }
const noSubject: Words = { zh: '（无主题）', en: '(no subject)' }

interface StaffRow {
  readonly href: string
  readonly caseNo: string
  readonly enterprise: string
  readonly business: string
  readonly people: string
  readonly due: DueView
  readonly state: Tag
}
interface MailRow {
  readonly href: string
  readonly subject: string
  readonly from: string
  readonly at: string
  /** How long it has waited. */
  readonly waits: string
  readonly why: Tag
}
export interface StaffHomeView {
  readonly figures: readonly Figure[]
  readonly mailbox: Tag
  readonly takeHref: string
  readonly takeDisabled: boolean
  readonly lists: readonly { readonly heading: string; readonly rows: readonly StaffRow[] }[]
  /** Mails that wait for a person; null: none. */
  readonly mails: { readonly rows: readonly MailRow[]; readonly more: string; readonly allHref: string } | null
}

export function presentStaff(
  { figures, mailbox, mailsToDo, held, head }: StaffHome,
  { language, now }: Visit,
): StaffHomeView {
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
    ],
    mailbox: mailboxTag({ mailbox }, language, now),
    takeHref: paths.queueNext(),
    mails: presentMails(mailsToDo, language, now),
    takeDisabled: figures.queued === 0 && held.length === 0,
    lists: [
      { heading: say(language, heldWords), rows: held.map((item) => staffRow(item, language)) },
      { heading: say(language, headWords), rows: head.map((item) => staffRow(item, language)) },
    ].filter(({ rows }) => rows.length > 0),
  }
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

/** Why a mail waits is said of it; the list of all of them says the same. */
function presentMails({ mails, oldest }: MailsToDo, language: Language, now: Moment): StaffHomeView['mails'] {
  if (mails === 0) return null
  return {
    rows: oldest.map((mail) => ({
      href: paths.mail(mail.id),
      subject: mail.subject === '' ? say(language, noSubject) : mail.subject,
      from: mail.from ?? '',
      at: momentText(mail.receivedAt),
      waits: waitText(mail.receivedAt, now, language),
      why: sayTag(language, mailToDoTerms[mail.kind]),
    })),
    more: language === 'zh' ? `全部 ${mails} 封` : `All ${mails}`,
    allHref: paths.mails({ view: 'todo' }),
  }
}
