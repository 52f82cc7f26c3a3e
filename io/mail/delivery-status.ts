/**
 * 退信 (RFC 3464) — what a delivery status notification reports: its second part has one block for the mail and one per
 * recipient, its third the returned mail or its headers, where the Message-ID of our mail stands.
 */
import type { ReadMail } from '../../domain/mail/types.ts'
import { decodeText, shownLine } from '../text.ts'
import { peekHeaders, type MailHead } from './head.ts'
import type { MailPart } from './part-reader.ts'

const statusTypes = new Set(['message/delivery-status', 'message/global-delivery-status'])
const returnedTypes = new Set(['text/rfc822-headers', 'message/rfc822', 'message/rfc822-headers', 'message/global', 'message/global-headers']) // prettier-ignore
const postmasters = /^(mailer-daemon|postmaster)@/i
/** Text of a notice that follows no standard is searched up to here. */
const searchedLength = 20_000
const maxBlocks = 50

type Fields = ReadonlyMap<string, string>

/** Null when the mail is no notification. */
export function readDeliveryStatus(head: MailHead, parts: readonly MailPart[], text: string): ReadMail['dsn'] {
  const status = parts.find((part) => statusTypes.has(part.type))
  const returned = parts.find((part) => returnedTypes.has(part.type))
  const originalMessageId = returned === undefined ? null : peekHeaders(returned.bytes).messageId
  if (status !== undefined) return { ...fromBlocks(status), originalMessageId }
  const byPostmaster = head.from.length > 0 && head.from.every((sender) => postmasters.test(sender.address))
  return byPostmaster ? { ...fromText(head, text), originalMessageId } : null
}

function fromBlocks(part: MailPart): { action: string; status: string; recipient: string | null } {
  const recipients = decodeText(part.bytes.subarray(0, 256 * 1024))
    .split(/(?:\r?\n){2,}/, maxBlocks)
    .map(readFields)
    .filter((fields) => fields.has('action'))
  // One recipient that failed is what matters; our mails have exactly one.
  const fields: Fields =
    recipients.find((block) => block.get('action') === 'failed') ?? recipients[0] ?? new Map<string, string>()
  const recipient = fields.get('original-recipient') ?? fields.get('final-recipient')
  return {
    action: fields.get('action') ?? '',
    status: /[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? '',
    recipient: recipient === undefined ? null : addressOf(recipient),
  }
}

/** Names go into a Map: a field of any name can be sent. */
function readFields(block: string): Fields {
  const fields = new Map<string, string>()
  for (const line of block.split(/\r?\n(?![ \t])/)) {
    const match = /^([!-9;-~]{1,60}):([^]*)$/.exec(line.trim())
    if (match === null) continue
    const name = (match[1] ?? '').toLowerCase()
    const value = shownLine(match[2] ?? '', 500)
    if (!fields.has(name)) fields.set(name, name === 'action' ? value.toLowerCase() : value)
  }
  return fields
}

/** `rfc822; someone@example.test` → `someone@example.test` */
function addressOf(field: string): string | null {
  return /[^\s;<>]+@[^\s;<>]+/.exec(field)?.[0] ?? null
}

/** A notice in words only: the code is looked for, the outcome is not guessed. */
function fromText(head: MailHead, text: string): { action: string; status: string; recipient: string | null } {
  const failed = head.headers.find((line) => line.name === 'x-failed-recipients')?.value
  return {
    action: '',
    status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(text.slice(0, searchedLength))?.[0] ?? '',
    recipient: failed === undefined ? null : addressOf(failed),
  }
}
