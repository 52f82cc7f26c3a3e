/**
 * 回信: one letter as bytes. The same letter gives the same bytes at any time and place: date, Message-ID and boundary
 * are fixed, so that every attempt at sending it is the same mail to whoever receives it.
 */
import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import { readEmailAddress, type EmailAddress } from '../../domain/codes/email-address.ts'
import { oneLine } from '../../domain/text/one-line.ts'
import type { Answer, Letter } from '../../domain/unban/answers.ts'
import { renderPreview } from './render.ts'

export type Language = 'zh'

export interface Composed {
  readonly raw: Buffer
  readonly subject: string
}

/** RFC 3834: an answer to a mail, or a mail that nobody asked for. Both keep other machines from answering. */
const autoSubmitted: Readonly<Record<Answer['kind'], string>> = {
  ack: 'auto-replied',
  return: 'auto-replied',
  result: 'auto-replied',
  note: 'auto-generated',
}

/** Characters of the sender's name. */
const longestName = 60

/** @throws Error when the letter names no address, or a Message-ID that is none: letters are made with both. */
export async function composeLetter(letter: Letter, _language: Language = 'zh'): Promise<Composed> {
  const { subject, text, html } = renderPreview(letter)
  const messageId = readMessageId(letter.messageId)
  if (messageId === null) throw new Error('The letter has no Message-ID that can be written.')
  const answered = letter.inReplyTo === null ? null : readMessageId(letter.inReplyTo)
  const composer = new MailComposer({
    from: { name: oneLine(letter.from.name, longestName), address: addressOf(letter.from.address) },
    to: { name: '', address: addressOf(letter.to) },
    subject,
    date: new Date(letter.date),
    messageId: `<${messageId}>`,
    ...(answered === null ? {} : { inReplyTo: `<${answered}>`, references: `<${answered}>` }),
    headers: {
      'Auto-Submitted': autoSubmitted[letter.answer.kind],
      'X-Auto-Response-Suppress': 'All',
      'X-Hoistway-Kind': letter.answer.kind,
      'X-Hoistway-Loop': messageId,
      ...(letter.rowsHeader === '' ? {} : { 'X-Hoistway-Rows': letter.rowsHeader }),
    },
    text: withLineEnds(text),
    html: withLineEnds(html),
    // Whole Chinese characters in each line of base64; quoted-printable would treble the size.
    textEncoding: 'base64',
    baseBoundary: createHash('sha256').update(messageId).digest('hex').slice(0, 32),
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return { raw: await composer.compile().build(), subject }
}

function addressOf(text: string): EmailAddress {
  const address = readEmailAddress(text)
  // Without the text: it may be a person's.
  if (address === null) throw new Error('The letter names something that is not one mail address.')
  return address
}

/** Characters of a Message-ID that are repeated: a header line holds 998. */
const longestMessageId = 900

/** The identifier without its angle brackets, or null when it is nothing that may stand in a header. */
function readMessageId(text: string): string | null {
  const id = text.trim().replace(/^<|>$/g, '')
  return id.length <= longestMessageId && /^[!-;=?-~]+$/.test(id) ? id : null
}

/** Text in mail ends its lines with CR LF, also where base64 hides them. */
const withLineEnds = (text: string): string => text.replaceAll('\n', '\r\n')
