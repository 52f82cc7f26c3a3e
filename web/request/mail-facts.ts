/** 邮件原文: the mail as facts and text. Its HTML is never shown, its links never followed. */
import type { AttachmentFact } from '../../db/read/request.ts'
import type { MailBadge, SenderVerdict } from '../../domain/mail/types.ts'
import { momentToSecond, sizeText } from '../format.ts'
import { paths } from '../paths.ts'
import { badgeWords, sayTag, tag, verdictTerms, type Tag } from '../terms.ts'
import { say, type Language } from '../words.ts'

export interface MailFacts {
  readonly receivedAt: string
  readonly mail: {
    readonly id: number
    readonly from: string
    readonly fromName: string
    readonly subject: string
    readonly dateHeader: string
    readonly messageId: string
    readonly timeSource: string
    readonly verdict: SenderVerdict | null
    readonly badges: readonly MailBadge[]
    readonly text: string
    readonly attachments: readonly AttachmentFact[]
  }
}
export interface MailFactsView {
  readonly href: string
  readonly from: string
  readonly subject: string
  readonly receivedAt: string
  readonly dateHeader: string
  readonly messageId: string
  readonly verdict: Tag | null
  readonly badges: readonly Tag[]
  readonly text: string
  readonly attachments: readonly {
    readonly name: string
    readonly size: string
    readonly kind: string
    readonly href: string
  }[]
}

const timeSources: Readonly<Record<string, { zh: string; en: string }>> = {
  received: { zh: '（邮箱显示的时间与服务器记录不符，按服务器记录计）', en: ' (by the server’s own trace line)' },
  appended: { zh: '（由程序放入邮箱，时间待确认）', en: ' (put into the mailbox by a program; to be confirmed)' },
  firstSeen: { zh: '（服务器未给时间，按首次读到计）', en: ' (no server time: first seen)' },
  chief: { zh: '（由负责人给定）', en: ' (given by the chief)' },
}

/** In place of an address that nobody can answer. */
export function withoutSender(badges: readonly MailBadge[], language: Language): string {
  const several = badges.includes('severalSenders')
  if (language === 'zh') return several ? '（多个发件人）' : '（没有发件人）'
  return several ? '(several senders)' : '(no sender)'
}

/** The verdict on the sender and the sender's own line say it already. */
const saidElsewhere: readonly MailBadge[] = ['senderUnverified', 'severalSenders']

export function presentMailFacts({ receivedAt, mail }: MailFacts, language: Language): MailFactsView {
  const zh = language === 'zh'
  const source = timeSources[mail.timeSource]
  return {
    href: paths.mail(mail.id),
    // The name never without the address: it can say anything.
    from: mail.from === '' ? withoutSender(mail.badges, language) : mail.fromName === '' ? mail.from : `${mail.fromName} <${mail.from}>`, // prettier-ignore
    subject: mail.subject === '' ? (zh ? '（无主题）' : '(no subject)') : mail.subject,
    receivedAt: momentToSecond(receivedAt) + (source === undefined ? '' : say(language, source)),
    dateHeader: mail.dateHeader,
    messageId: mail.messageId,
    verdict: mail.verdict === null ? null : sayTag(language, verdictTerms[mail.verdict]),
    badges: mail.badges
      .filter((badge) => !saidElsewhere.includes(badge))
      .map((badge) => tag('warn', say(language, badgeWords[badge]))),
    text: mail.text === '' ? (zh ? '（没有正文）' : '(no text)') : mail.text,
    attachments: mail.attachments.map((one) => ({
      name: one.name,
      size: sizeText(one.size),
      kind: one.kind,
      href: paths.mailAttachment(mail.id, one.n),
    })),
  }
}
