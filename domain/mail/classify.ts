/**
 * 来信分类 — own → bounce → automatic → list → human, in this order (reference/email.md 6.1, 6.2 B1). Only a human mail is
 * answered. What only sometimes marks a machine (X-Loop, X-Auto-Response-Suppress, a no-reply address) counts as a list:
 * with a form attached such a mail goes to staff instead of being lost.
 */
import type { Words } from '../brand.ts'
import { hasHeader, headerValues } from './headers.ts'
import { isOwnMessageId } from './own-message-id.ts'
import type { MailClass, ReadMail } from './types.ts'

export interface OwnMail {
  readonly addresses: readonly string[]
  readonly messageIdDomain: string
}

export type ClassReason =
  | 'marker' | 'ownMessageId' | 'ownAddress' | 'deliveryReport' | 'mailSystem' | 'autoSubmitted' | 'autoReplyHeader'
  | 'autoReplySubject' | 'emptyReturnPath' | 'receipt' | 'invitation' | 'listHeader' | 'precedence' | 'loopHeader'
  | 'noReplyAddress' | 'none' // prettier-ignore

export interface Classified {
  readonly class: MailClass
  readonly why: ClassReason
}

export function classifyMail(mail: ReadMail, own: OwnMail): Classified {
  for (const rule of rules) if (rule.holds(mail, own)) return { class: rule.class, why: rule.why }
  return { class: 'human', why: 'none' }
}

interface Rule extends Classified {
  readonly holds: (mail: ReadMail, own: OwnMail) => boolean
}

const autoHeaders = [
  'x-autoreply',
  'x-autorespond',
  'x-autoresponder',
  'x-autoresponse',
  'x-auto-reply',
  'x-mail-autoreply',
]
const listHeaders = [
  'list-id',
  'list-unsubscribe',
  'list-post',
  'list-help',
  'list-subscribe',
  'list-archive',
  'mailing-list',
]
/** As mail programs and QQ's web mail begin the subject; after Re: or 回复： a person has written. */
const autoSubject =
  /^\s*(\[?(自动回复|自动答复|自动应答|外出|不在办公室)|automatic reply|auto[- ]?reply|auto:|out of (the )?office)/iu
const mailSystems = /^(mailer-daemon|postmaster|mail-daemon|maildaemon)$/u
const noReply = /^(no-?_?reply|do-?not-?_?reply|notification|notifications)$/u

const rules: readonly Rule[] = [
  { class: 'own', why: 'marker', holds: ({ headers }) => has(headers, ['x-hoistway-kind', 'x-hoistway-loop']) },
  { class: 'own', why: 'ownMessageId', holds: ({ messageId }, { messageIdDomain }) => messageId !== null && isOwnMessageId(messageId, messageIdDomain) }, // prettier-ignore
  { class: 'own', why: 'ownAddress', holds: ({ from }, { addresses }) => from.some(({ address }) => addresses.map(lower).includes(lower(address))) }, // prettier-ignore
  { class: 'dsn', why: 'deliveryReport', holds: isDeliveryReport },
  { class: 'dsn', why: 'mailSystem', holds: (mail) => localParts(mail).some((local) => mailSystems.test(local)) },
  { class: 'auto', why: 'autoSubmitted', holds: ({ headers }) => headerValues(headers, 'auto-submitted').some((value) => !/^no\b/iu.test(value)) }, // prettier-ignore
  { class: 'auto', why: 'autoReplyHeader', holds: ({ headers }) => has(headers, autoHeaders) || precedence(headers, /^auto[-_]?reply/iu) }, // prettier-ignore
  { class: 'auto', why: 'emptyReturnPath', holds: ({ headers }) => headerValues(headers, 'return-path').some((value) => /^<\s*>$/u.test(value)) }, // prettier-ignore
  { class: 'auto', why: 'receipt', holds: ({ headers }) => contentType(headers, /^multipart\/report/iu) },
  { class: 'auto', why: 'invitation', holds: isInvitation },
  { class: 'auto', why: 'autoReplySubject', holds: ({ subject, tables }) => autoSubject.test(subject) && tables.length === 0 }, // prettier-ignore
  { class: 'bulk', why: 'listHeader', holds: ({ headers }) => has(headers, listHeaders) },
  { class: 'bulk', why: 'precedence', holds: ({ headers }) => precedence(headers, /^(bulk|list|junk)/iu) },
  { class: 'bulk', why: 'loopHeader', holds: ({ headers }) => has(headers, ['x-loop', 'x-auto-response-suppress']) },
  { class: 'bulk', why: 'noReplyAddress', holds: (mail) => localParts(mail).some((local) => noReply.test(local)) },
]

type Headers = ReadMail['headers']

function has(headers: Headers, names: readonly string[]): boolean {
  return names.some((name) => hasHeader(headers, name))
}

function precedence(headers: Headers, kind: RegExp): boolean {
  return headerValues(headers, 'precedence').some((value) => kind.test(value))
}

function contentType(headers: Headers, kind: RegExp): boolean {
  return headerValues(headers, 'content-type').some((value) => kind.test(value))
}

function isDeliveryReport({ dsn, headers }: ReadMail): boolean {
  const type = headerValues(headers, 'content-type').join(' ')
  return dsn !== null || hasHeader(headers, 'x-failed-recipients') || /report-type="?delivery-status/iu.test(type)
}

/** An invitation and nothing else: whoever sends a form beside it is a person. */
function isInvitation({ headers, attachments, tables }: ReadMail): boolean {
  if (tables.length > 0) return false
  const sent = attachments.filter(({ inline }) => !inline)
  return contentType(headers, /^text\/calendar/iu) || (sent.length > 0 && sent.every(({ kind }) => kind === 'calendar'))
}

function localParts({ from }: ReadMail): string[] {
  return from.map(({ address }) => lower(address.slice(0, Math.max(0, address.lastIndexOf('@')))))
}

function lower(text: string): string {
  return text.trim().toLowerCase()
}

export const classReasonWords: Readonly<Record<ClassReason, Words>> = {
  marker: { zh: '本系统发出的邮件', en: 'a mail of this system' },
  ownMessageId: { zh: '本系统发出的邮件', en: 'a mail of this system' },
  ownAddress: { zh: '发件人是本邮箱', en: 'sent from this mailbox' },
  deliveryReport: { zh: '退信通知', en: 'a delivery report' },
  mailSystem: { zh: '邮件系统的通知', en: 'a notice of a mail system' },
  autoSubmitted: { zh: '自动回复', en: 'an automatic reply' },
  autoReplyHeader: { zh: '自动回复', en: 'an automatic reply' },
  autoReplySubject: { zh: '自动回复', en: 'an automatic reply' },
  emptyReturnPath: { zh: '没有回信地址的自动邮件', en: 'an automatic mail without a return path' },
  receipt: { zh: '回执', en: 'a receipt' },
  invitation: { zh: '日程邀请', en: 'an invitation' },
  listHeader: { zh: '群发邮件', en: 'a mailing list' },
  precedence: { zh: '群发邮件', en: 'a bulk mail' },
  loopHeader: { zh: '带有自动邮件标记', en: 'marked as an automatic mail' },
  noReplyAddress: { zh: '不收信的地址', en: 'an address that takes no mail' },
  none: { zh: '来信', en: 'a mail' },
}
