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
  until: { zh: '请在此前答复', en: 'Please answer by' },
  confirm: { zh: '确认是我单位发送', en: 'Confirm: it is ours' },
  confirming: {
    zh: '该邮件和此邮箱其他待贵单位确认的邮件，按各自的收到时间进入排队；此邮箱今后可代表贵单位来信。',
    en: 'The mail, and whatever else of this address waits for your word, is queued at its own time of receipt; the address may write for you from now on.',
  },
  refuse: { zh: '不是我单位发送', en: 'It is not ours' },
  refusing: {
    zh: '该邮件立即退回来信邮箱，不进入排队；贵单位已有的排队次序不受影响。',
    en: 'The mail goes back to its sender at once and is not queued; your places in the queue stay as they are.',
  },
  once: {
    zh: '答复一次即生效，不能更改。到期没有答复的，该邮件同样退回。',
    en: 'The first answer counts and cannot be changed. Without one the mail is returned when the time is over.',
  },
} as const satisfies Record<string, Words>

/** Of a subject, which a stranger wrote. */
const subjectLength = 80

export type Standing = HeldSender['kind'] | 'confirmed' | 'refused' | 'refusedTooLate' | 'unknown'
const standings: Record<Standing, { tone: Tag['tone']; status: number; words: Words; text: Words }> = {
  waiting: {
    tone: 'busy',
    status: 200,
    words: { zh: '待确认', en: 'Waiting' },
    text: {
      zh: '有一封以贵单位名义发送的邮件，来自未登记的邮箱，尚未排队。请核对后选择：',
      en: 'A mail in your name came from an address that is not registered. It is not queued yet. Please look at it and choose:',
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
  refused: {
    tone: 'calm',
    status: 200,
    words: { zh: '已答复：不是我单位发送', en: 'Answered: not yours' },
    text: {
      zh: '已记录。该邮件没有进入排队，现退回来信邮箱；贵单位已有的排队次序不受影响。请留意名单是否外泄。',
      en: 'Recorded. The mail was not queued and goes back to its sender; your places in the queue stay as they are. Please see whether your list has leaked.',
    },
  },
  refusedBefore: {
    tone: 'calm',
    status: 200,
    words: { zh: '已答复过：不是我单位发送', en: 'Answered before: not yours' },
    text: {
      zh: '此前已答复不是贵单位发送，该邮件已退回，不需要再操作。如确为贵单位发送，请用登记的邮箱重新发送。',
      en: 'It was said before that it is not yours, and the mail was returned. If it is yours after all, please send it again from a registered address.',
    },
  },
  already: {
    tone: 'good',
    status: 200,
    words: { zh: '已确认过', en: 'Already confirmed' },
    text: { zh: '此前已经确认，不需要再操作。', en: 'It was confirmed before; nothing more is needed.' },
  },
  refusedTooLate: {
    tone: 'warn',
    status: 200,
    words: { zh: '未生效：此前已确认', en: 'Not taken: it was confirmed before' },
    text: {
      zh: '此前已确认为贵单位发送，本次答复未生效。如非贵单位发送，请登录后在“企业资料 → 可以代表企业发邮件的邮箱”撤销该邮箱，并以登记邮箱回复“撤回”撤回申请。',
      en: 'It was confirmed before as yours, so this answer was not taken. If it is not yours, please sign in, revoke the address under “Profile → Addresses that may write for the enterprise”, and reply “撤回” from a registered address to withdraw the request.',
    },
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
  // What has come to its end names nobody any more.
  if (people === 0) return ''
  return `${zh ? `${people} 人` : people}${names.length === 0 ? '' : zh ? '：' : ': '}${names.join(zh ? '、' : ', ')}${more}`
}

export const confirmTitle = labels.title
