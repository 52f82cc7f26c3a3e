/** 演示邮箱: the strings of /dev/mail. */
import type { WorldAddress } from '../../db/read/invented-world.ts'
import type { Words } from '../../domain/brand.ts'
import { momentToSecond, sizeText } from '../format.ts'
import type { Notice } from '../notice.ts'
import { paths } from '../paths.ts'
import { personStatusTerms } from '../terms.ts'
import { say, sayAll, type Language } from '../words.ts'
import type { Message, WholeMessage } from './mailbox.ts'
import { verdicts, type Answered, type Verdict } from './send.ts'

const labels = {
  title: { zh: '演示邮箱', en: 'Demo mailboxes' },
  intro: {
    zh: '仅供演示：以虚拟世界中任何人的身份收发邮件。这里的人和企业都是虚构的。',
    en: 'For demonstration only: read and write mail as anybody of the invented world.',
  },
  addresses: { zh: '邮箱', en: 'Mailboxes' },
  association: { zh: '协会', en: 'Association' },
  enterprises: { zh: '企业', en: 'Enterprises' },
  accounts: { zh: '账号', en: 'Accounts' },
  compose: { zh: '写邮件', en: 'Write a mail' },
  from: { zh: '发件人', en: 'From' },
  to: { zh: '收件人', en: 'To' },
  subject: { zh: '主题', en: 'Subject' },
  text: { zh: '正文', en: 'Text' },
  file: { zh: '附件（上传）', en: 'Attachment (upload)' },
  form: { zh: '附上业务表格，填写以下人员', en: 'Attach a request form that names' },
  business: { zh: '业务', en: 'Business' },
  extra: { zh: '另加人员（每行：姓名,身份证号,公司）', en: 'Others (a line each: name,ID number,company)' },
  verdict: { zh: '发件域验证结果', en: 'Verdict on the sender' },
  send: { zh: '发送', en: 'Send' },
  noPeople: {
    zh: '此邮箱不属于企业；可上传附件，或在“另加人员”中填写。',
    en: 'Not an enterprise’s address: upload a file or name people below.',
  },
  choose: { zh: '请先选择以谁的身份写信。', en: 'Choose a mailbox first.' },
  inbox: { zh: '收到和发出的邮件', en: 'Mails received and sent' },
  folder: { zh: '文件夹', en: 'Folder' },
  at: { zh: '时间', en: 'At' },
  empty: { zh: '这个邮箱是空的。', en: 'This mailbox is empty.' },
  headers: { zh: '邮件头', en: 'Headers' },
  attachments: { zh: '附件', en: 'Attachments' },
  reply: { zh: '回复', en: 'Reply' },
  back: { zh: '回到邮箱', en: 'Back to the mailbox' },
  all: { zh: '全部邮箱', en: 'All mailboxes' },
} as const satisfies Record<string, Words>

const verdictWords: Record<Verdict, Words> = {
  pass: { zh: '通过 pass', en: 'pass' },
  none: { zh: '无 none', en: 'none' },
  fail: { zh: '失败 fail', en: 'fail' },
}
export const sentWords: Words = { zh: '已投递。', en: 'Delivered.' }
export const awayWords: Words = {
  zh: '演示邮件服务器暂时不可用，请稍后再试。',
  en: 'The demo mail server is away; please try later.',
}

type Labels = Record<keyof typeof labels, string>
interface Group {
  readonly label: string
  readonly addresses: readonly {
    readonly href: string
    readonly address: string
    readonly name: string
    readonly current: boolean
  }[]
}
export interface DevMailPage {
  readonly t: Labels
  readonly notice: Notice | null
  readonly groups: readonly Group[]
  readonly compose: {
    readonly action: string
    readonly from: string
    readonly to: string
    readonly subject: string
    readonly text: string
    readonly answers: Answered | null
    readonly people: readonly { readonly id: string; readonly label: string }[]
    readonly verdicts: readonly { readonly value: string; readonly label: string; readonly checked: boolean }[]
    readonly messages: readonly {
      readonly href: string
      readonly at: string
      readonly folder: string
      readonly who: string
      readonly subject: string
    }[]
  } | null
}

export interface FormPerson {
  readonly id: number
  readonly name: string
  readonly id_last4: string
  readonly status: 'active' | 'disabled'
}

export function presentDevMail(
  language: Language,
  addresses: readonly WorldAddress[],
  chosen: {
    readonly address: string
    readonly people: readonly FormPerson[]
    readonly messages: readonly Message[]
    /** The message that is answered. */
    readonly answered: WholeMessage | null
  } | null,
  notice: Notice | null,
): DevMailPage {
  const group = (label: Words, kind: WorldAddress['kind']): Group => ({
    label: say(language, label),
    addresses: addresses
      .filter((one) => one.kind === kind)
      .map(({ address, name }) => ({
        href: paths.devMailbox(address),
        address,
        name,
        current: address === chosen?.address,
      })),
  })
  const association = addresses.find((one) => one.kind === 'association')?.address ?? ''
  return {
    t: sayAll(language, labels),
    notice,
    groups: [group(labels.association, 'association'), group(labels.enterprises, 'enterprise'), group(labels.accounts, 'account')], // prettier-ignore
    compose:
      chosen === null
        ? null
        : {
            action: paths.devSend(),
            from: chosen.address,
            ...(chosen.answered === null ? freshLetter(association) : replyTo(chosen.answered)),
            people: chosen.people.map((person) => ({
              id: String(person.id),
              label: `${person.name} …${person.id_last4}（${say(language, personStatusTerms[person.status].words)}）`,
            })),
            verdicts: verdicts.map((value) => ({
              value,
              label: say(language, verdictWords[value]),
              checked: value === 'pass',
            })),
            messages: chosen.messages.map((message) => ({
              href: paths.devMessage(chosen.address, message.folder, message.uid),
              at: momentToSecond(message.at),
              folder: message.folder,
              who: message.folder === 'Sent' ? `→ ${message.to}` : message.from,
              subject: message.subject === '' ? '—' : message.subject,
            })),
          },
  }
}

const freshLetter = (to: string) => ({
  to,
  subject: '关于人员问题业务处理的申请',
  text: '您好，表格见附件，请审核。',
  answers: null,
})

/** As a mail program fills it in; without a right Message-ID nothing can be named. */
function replyTo({ replyTo: to, subject, messageId, references }: WholeMessage) {
  const named = [...references, messageId].filter((id) => isMessageId.test(id))
  return {
    to,
    subject: /^re:/i.test(subject) ? subject : `Re: ${subject}`,
    text: '',
    answers: isMessageId.test(messageId) ? { inReplyTo: messageId, references: named.join(' ') } : null,
  }
}
const isMessageId = /^<[^<>\s]+>$/

export interface DevMessagePage {
  readonly t: Labels
  readonly subject: string
  readonly at: string
  readonly from: string
  readonly to: string
  readonly text: string
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly attachments: readonly { readonly name: string; readonly size: string }[]
  readonly backHref: string
  /** Empty: one's own mail. */
  readonly replyHref: string
}
export function presentDevMessage(language: Language, address: string, message: WholeMessage): DevMessagePage {
  return {
    t: sayAll(language, labels),
    subject: message.subject === '' ? '—' : message.subject,
    at: momentToSecond(message.at),
    from: message.from,
    to: message.to,
    text: message.text,
    headers: message.headers,
    attachments: message.attachments.map(({ name, size }) => ({ name, size: sizeText(size) })),
    backHref: paths.devMailbox(address),
    replyHref: message.folder === 'Sent' ? '' : `${paths.devMailbox(address)}?reply=${encodeURIComponent(`${message.folder}:${message.uid}`)}`, // prettier-ignore
  }
}
export const devTitle = labels.title
