/** 确认来信邮箱: the page behind the one link that the registered address got. */
import type { HeldSender } from '../../db/write/web/confirm-sender.ts'
import type { Words } from '../../domain/brand.ts'
import { oneLine } from '../../domain/text/one-line.ts'
import { momentText } from '../format.ts'
import { paths } from '../paths.ts'
import { tag, type Tag } from '../terms.ts'
import { say, sayAll, type Language } from '../words.ts'

const labels = {
  title: { zh: '确认来信邮箱', en: 'Confirm a sender' },
  enterprise: { zh: '企业', en: 'Enterprise' },
  sender: { zh: '来信邮箱', en: 'Sender' },
  subject: { zh: '邮件主题', en: 'Subject' },
  receivedAt: { zh: '收到时间', en: 'Received' },
  people: { zh: '涉及人员', en: 'People' },
  until: { zh: '请在此前确认', en: 'Please confirm by' },
  confirm: { zh: '确认，是我单位发送的', en: 'Confirm: this is ours' },
  ignore: {
    zh: '如不是贵单位所发，请不要确认：到期后该邮件将被退回，不影响贵单位已有的排队次序。',
    en: 'If it is not yours, do nothing: the mail is returned afterwards, and your places in the queue stay as they are.',
  },
} as const satisfies Record<string, Words>

/** Of a subject, which a stranger wrote. */
const subjectLength = 80

export type Standing = HeldSender['kind'] | 'confirmed' | 'unknown'
const standings: Record<Standing, { tone: Tag['tone']; status: number; words: Words; text: Words }> = {
  waiting: {
    tone: 'busy',
    status: 200,
    words: { zh: '待确认', en: 'Waiting' },
    text: {
      zh: '有一封以贵单位名义发送的邮件，来自未登记的邮箱。确认后，该邮件按原来的收到时间进入排队，此邮箱今后可代表贵单位来信。',
      en: 'A mail in your name came from an address that is not registered. Once confirmed, it is queued at its own time of receipt, and the address may write for you from now on.',
    },
  },
  confirmed: {
    tone: 'good',
    status: 200,
    words: { zh: '已确认', en: 'Confirmed' },
    text: {
      zh: '已确认。该邮件将按原来的收到时间办理，受理结果会发到来信邮箱。',
      en: 'Confirmed. The mail is handled at its own time of receipt; the sender will be answered.',
    },
  },
  already: {
    tone: 'good',
    status: 200,
    words: { zh: '已确认过', en: 'Already confirmed' },
    text: { zh: '此前已经确认，不需要再操作。', en: 'It was confirmed before; nothing more is needed.' },
  },
  expired: {
    tone: 'warn',
    status: 200,
    words: { zh: '已过期', en: 'Expired' },
    text: {
      zh: '确认期限已过，该邮件已退回。请在企业信息中登记此邮箱后重新发送。',
      en: 'The time is over and the mail was returned. Please register the address and send again.',
    },
  },
  unknown: {
    tone: 'bad',
    status: 404,
    words: { zh: '链接无效', en: 'No such link' },
    text: {
      zh: '没有这个链接，请检查是否完整复制。',
      en: 'There is no such link. Please check that you copied all of it.',
    },
  },
}

export interface ConfirmSenderPage {
  readonly t: Record<keyof typeof labels, string>
  readonly state: Tag
  readonly text: string
  readonly facts: {
    readonly enterprise: string
    readonly sender: string
    readonly subject: string
    readonly receivedAt: string
    readonly people: string
    readonly until: string
  } | null
  readonly action: string
}

export function presentConfirmSender(
  standing: Standing,
  held: HeldSender | null,
  token: string,
  language: Language,
): { readonly page: ConfirmSenderPage; readonly status: number } {
  const { tone, words, text, status } = standings[standing]
  return {
    status,
    page: {
      t: sayAll(language, labels),
      state: tag(tone, say(language, words)),
      text: say(language, text),
      facts:
        held === null
          ? null
          : {
              enterprise: held.enterpriseName,
              sender: held.senderAddress,
              subject: oneLine(held.subject, subjectLength),
              receivedAt: momentText(held.receivedAt),
              people: peopleText(held, language),
              until: standing === 'waiting' ? momentText(held.expiresAt) : '',
            },
      action: standing === 'waiting' ? paths.confirmSender(token) : '',
    },
  }
}

/** `3 人：曹*（尾号 9036）、…` */
function peopleText({ people, named }: HeldSender, language: Language): string {
  const zh = language === 'zh'
  const names = named.map(({ name, idLast4 }) => (zh ? `${name}（尾号 ${idLast4}）` : `${name} (…${idLast4})`))
  const more = people > named.length ? (zh ? ' 等' : ', …') : ''
  return `${zh ? `${people} 人` : people}${names.length === 0 ? '' : zh ? '：' : ': '}${names.join(zh ? '、' : ', ')}${more}`
}

export const confirmTitle = labels.title
