/** 消息的措辞: each kind's sentence in both languages, where it leads, and its tone. A new kind does not compile without. */
import type { NoticeRow } from '../../db/read/notices.ts'
import type { NoticeFacts, NoticeKind } from '../../domain/notices/kinds.ts'
import type { Words } from '../../domain/brand.ts'
import { paths } from '../paths.ts'
import type { Tone } from '../terms.ts'

interface Said {
  readonly tone: Tone
  readonly words: Words
  /** null: there is nothing more to see. */
  readonly href: string | null
}
const said = (tone: Tone, href: string | null, zh: string, en: string): Said => ({ tone, href, words: { zh, en } })

const requestOf = ({ requestId }: NoticeFacts): string | null => (requestId === undefined ? null : paths.request(requestId)) // prettier-ignore
const mailOf = ({ mailId }: NoticeFacts): string | null => (mailId === undefined ? null : paths.mail(mailId))
const profileOf = ({ enterpriseId }: NoticeFacts): string | null => (enterpriseId === undefined ? null : paths.enterprise(enterpriseId)) // prettier-ignore
const number = (count: number | undefined): string => String(count ?? 0)
const estimate = ({ estimated }: NoticeFacts): Words => (estimated === true ? { zh: '（预计）', en: ' (estimated)' } : { zh: '', en: '' }) // prettier-ignore
/** One request is named and opened; several are counted, and stand at the head of the queue. */
const queueOrRequest = (facts: NoticeFacts): string => (facts.requests === 1 ? (requestOf(facts) ?? paths.queue()) : paths.queue()) // prettier-ignore
const which = (facts: NoticeFacts): Words =>
  facts.requests === 1
    ? { zh: `申请 ${facts.caseNo ?? ''} `, en: `Request ${facts.caseNo ?? ''}` }
    : { zh: `${number(facts.requests)} 份申请`, en: `${number(facts.requests)} requests` }

/** A subject may be as long as a letter; the mail itself has all of it. */
const subjectShown = 60
const shortened = (subject: string): string => {
  const letters = [...subject.trim()]
  return letters.length > subjectShown ? `${letters.slice(0, subjectShown).join('')}…` : letters.join('')
}
/** Named by its subject, where it has one. */
const whichMail = (subject: string | null): Words =>
  subject === null || subject.trim() === ''
    ? { zh: '一封无主题的来信', en: 'A mail without a subject' }
    : { zh: `来信“${shortened(subject)}”`, en: `The mail “${shortened(subject)}”` }

const table: Readonly<Record<NoticeKind, (facts: NoticeFacts, subject: string | null) => Said>> = {
  requestDecided: (facts) =>
    said(
      (facts.rejected ?? 0) > 0 ? 'warn' : 'good',
      requestOf(facts),
      `申请 ${facts.caseNo ?? ''} 已办结：通过 ${number(facts.approved)} 人，驳回 ${number(facts.rejected)} 人。`,
      `Request ${facts.caseNo ?? ''} is decided: ${number(facts.approved)} approved, ${number(facts.rejected)} rejected.`,
    ),
  mailReturned: (facts) =>
    said(
      'bad',
      mailOf(facts),
      `一封来信有 ${number(facts.people)} 行未受理，请按退回原因更正后重新发送这些人员。`,
      `${number(facts.people)} rows of a mail were returned. Please correct them and send only these people again.`,
    ),
  profileSentBack: (facts) =>
    said('bad', profileOf(facts), '企业信息被退回修改，请按意见补正后重新提交。', 'The enterprise profile was sent back. Please correct it and submit it again.'), // prettier-ignore
  profileApproved: (facts) =>
    said('good', profileOf(facts), '企业信息已审核通过。', 'The enterprise profile is approved.'),
  senderToConfirm: (facts) =>
    said(
      'warn',
      mailOf(facts),
      `有新的邮箱以贵单位名义来信（${number(facts.people)} 人），请在登记邮箱收到的邮件中确认。`,
      `A new address wrote in your name (${number(facts.people)} people). Please confirm it by the mail sent to your registered address.`,
    ),
  withdrawalRefused: (facts) =>
    said(
      'warn',
      mailOf(facts),
      `有人来信要求撤回贵单位的${which(facts).zh.trimEnd()}，不能确认来自贵单位登记的邮箱，没有撤回。`,
      `Somebody asked to withdraw ${facts.requests === 1 ? `request ${facts.caseNo ?? ''}` : `${number(facts.requests)} requests`} of yours from an address that is not proven yours; nothing was withdrawn.`,
    ),
  personBoundAway: (facts) =>
    said('warn', paths.persons(), `${number(facts.people)} 名人员已绑定到其他单位。`, `${number(facts.people)} people were bound to another enterprise.`), // prettier-ignore
  deadlineSet: (facts) =>
    said(
      'calm',
      facts.requests === 1 ? requestOf(facts) : paths.home(),
      `工作日历已更新，${which(facts).zh}的预计答复日期已调整${facts.requests === 1 ? `为 ${facts.dueOn ?? ''}` : `，最迟 ${facts.dueOn ?? ''}`}。`,
      `The calendar has changed: ${which(facts).en} now due by ${facts.dueOn ?? ''}.`,
    ),
  deadlineNear: (facts) =>
    said('warn', queueOrRequest(facts), `${which(facts).zh}临期：下一个工作日结束前到期${estimate(facts).zh}。`, `${which(facts).en}: due by the end of the next working day${estimate(facts).en}.`), // prettier-ignore
  deadlineOver: (facts) =>
    said('bad', queueOrRequest(facts), `${which(facts).zh}已超期${estimate(facts).zh}。`, `${which(facts).en}: past the deadline${estimate(facts).en}.`), // prettier-ignore
  mailForPerson: (facts, subject) =>
    said('warn', mailOf(facts), `${whichMail(subject).zh}需要人工处理。`, `${whichMail(subject).en} needs a person to look at it.`), // prettier-ignore
  letterFailed: (facts) =>
    said('bad', mailOf(facts) ?? requestOf(facts), '一封答复未能送达，请另行联系。', 'An answer could not be delivered. Please reach the sender otherwise.'), // prettier-ignore
  mailboxTrouble: () =>
    said('bad', paths.mailbox(), '受理邮箱连接不上，期间来信会在恢复后按原时间受理。', 'The mailbox cannot be reached. Mails are taken at their own times once it is back.'), // prettier-ignore
  scannerAway: () =>
    said('bad', paths.mails({ state: 'stored' }), '查毒程序没有响应，来信暂不读取，恢复后按原时间受理。', 'The virus scanner does not answer. Mails wait unread and are taken at their own times once it is back.'), // prettier-ignore
  breakerOpen: () =>
    said('bad', paths.overview(), '邮件服务器拒绝发送，已暂停发件，稍后自动重试。', 'The mail server refuses letters. Sending is paused and tried again by itself.'), // prettier-ignore
  calendarPublished: (facts) =>
    said(
      'calm',
      paths.calendar({ year: facts.year }),
      `工作日历已更新，${number(facts.requests)} 份申请的期限随之调整，日历覆盖到 ${facts.until ?? ''}。`,
      `The calendar has changed: ${number(facts.requests)} deadlines moved; it reaches ${facts.until ?? ''}.`,
    ),
}

type Noticed = Pick<NoticeRow, 'kind' | 'facts' | 'subject'>
export const wordNotice = ({ kind, facts, subject }: Noticed): Said => table[kind](facts, subject)
