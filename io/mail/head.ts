/**
 * 邮件头 — the header block of a raw mail, read by ourselves and from its bytes: how often a header stands there, the first
 * Message-ID, the Date as written; raw Chinese bytes are repaired. (The mail library takes the last of two From lines and
 * the time of parsing for a Date it cannot read: email.md 7.1.)
 */
import addressparser from 'nodemailer/lib/addressparser'
import libmime from 'libmime'
import type { HeaderLine, ReadMail } from '../../domain/mail/types.ts'
import { repairText, shownLine, withoutControls } from '../text.ts'

/** What the header block alone tells. */
export type MailHead = Pick<
  ReadMail,
  | 'headers' | 'from' | 'fromHeaders' | 'messageId' | 'messageIdHeaders' | 'inReplyTo' | 'references' | 'subject'
  | 'dateHeader'
> // prettier-ignore

export const headLimits = {
  bytes: 1024 * 1024,
  lines: 1_000,
  valueLength: 10_000,
  addresses: 50,
  references: 100,
  idLength: 998,
  subjectLength: 500,
} as const

/** Where the header block ends, and where the body begins. `whole` is false when its end was not found in the limit. */
export function headEnd(raw: Buffer): { readonly end: number; readonly body: number; readonly whole: boolean } {
  const start = headStart(raw)
  const within = raw.subarray(0, headLimits.bytes)
  const crlf = within.indexOf('\r\n\r\n', start, 'latin1')
  const lf = within.indexOf('\n\n', start, 'latin1')
  if (crlf !== -1 && (lf === -1 || crlf < lf)) return { end: crlf + 2, body: crlf + 4, whole: true }
  if (lf !== -1) return { end: lf + 1, body: lf + 2, whole: true }
  return { end: within.length, body: within.length, whole: raw.length <= headLimits.bytes }
}

/** Line breaks before the first header, which some servers leave there, are no end of the headers. */
function headStart(raw: Buffer): number {
  let at = 0
  while (raw[at] === 0x0d || raw[at] === 0x0a) at += 1
  return at
}

/** Header lines as they stand, one string of bytes (`latin1`) each, folded lines still folded. */
export function rawHeaderLines(raw: Buffer): readonly string[] {
  const block = raw.toString('latin1', headStart(raw), headEnd(raw).end)
  return block.split(/\r?\n(?![ \t])/).filter((line) => line !== '')
}

export function rawHeaderName(line: string): string | null {
  return /^([!-9;-~]{1,100})[ \t]*:/.exec(line)?.[1]?.toLowerCase() ?? null
}

function readLine(line: string): HeaderLine | null {
  const name = rawHeaderName(line)
  if (name === null) return null
  const value = line.slice(line.indexOf(':') + 1, line.indexOf(':') + 1 + headLimits.valueLength)
  return { name, value: withoutControls(repairText(value.replace(/\r?\n/g, ''))).trim() }
}

/** Never throws, and needs no sandbox: one pass, bounded lines. For mails of which only the headers are fetched, too. */
export function peekHeaders(raw: Buffer): MailHead {
  const headers = rawHeaderLines(raw)
    .slice(0, headLimits.lines)
    .map(readLine)
    .filter((line) => line !== null)
  const valuesOf = (name: string): readonly string[] =>
    headers.filter((line) => line.name === name).map((line) => line.value)
  const from = valuesOf('from')
  const messageIds = valuesOf('message-id')
  return {
    headers,
    from: from.flatMap(readAddresses).slice(0, headLimits.addresses),
    fromHeaders: from.length,
    messageId: idsIn(messageIds[0] ?? '')[0] ?? null,
    messageIdHeaders: messageIds.length,
    inReplyTo: idsIn(valuesOf('in-reply-to')[0] ?? '')[0] ?? null,
    references: valuesOf('references').flatMap(idsIn).slice(0, headLimits.references),
    subject: shownLine(decodeWords(valuesOf('subject')[0] ?? ''), headLimits.subjectLength),
    dateHeader: valuesOf('date')[0] ?? null,
  }
}

/** Message-IDs without their angle brackets, as everywhere in the program. */
function idsIn(value: string): readonly string[] {
  const bracketed = [...value.matchAll(/<\s*([^<>\s]+)\s*>/g)].map((match) => match[1] ?? '')
  const ids = bracketed.length > 0 ? bracketed : [value.trim()]
  return ids.filter((id) => id !== '' && id.length <= headLimits.idLength && !/\s/.test(id))
}

/** An encoded word never holds an address (RFC 2047 section 5): addresses are taken before words are decoded. */
function readAddresses(value: string): { address: string; name: string }[] {
  return addressparser(value, { flatten: true }).map(({ address, name }) => ({
    address: /^[^\s@<>]+@[^\s@<>]+$/.test(address) && !address.includes('=?') ? address : '',
    name: shownLine(decodeWords(name), headLimits.subjectLength),
  }))
}

/** Words in any encoding; one that cannot be decoded stays as it is. */
function decodeWords(value: string): string {
  try {
    return libmime.decodeWords(value)
  } catch {
    return value
  }
}
