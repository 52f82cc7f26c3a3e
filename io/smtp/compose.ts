/**
 * 回信: one letter as bytes. The same letter gives the same bytes at any time and place: date, Message-ID and boundary
 * are fixed, so that every attempt at sending it is the same mail to whoever receives it.
 */
import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import { readEmailAddress, type EmailAddress } from '../../domain/codes/email-address.ts'
import { oneLine } from '../../domain/text/one-line.ts'
import type { Answer, Letter, RowsOf } from '../../domain/unban/answers.ts'
import { renderLetter } from './render.ts'

export interface Wish {
  /** Words alone, without markup and links: the server has refused the content once. */
  readonly plain: boolean
  /** Letters for the same reader that go out inside this one. */
  readonly merged: readonly Letter[]
}
const usual: Wish = { plain: false, merged: [] }

export interface Composed {
  readonly raw: Buffer
  readonly subject: string
}

/** RFC 3834: an answer to a mail, or a mail that nobody asked for. Both keep other machines from answering. */
const autoSubmitted: Readonly<Record<Answer['kind'], string>> = {
  ack: 'auto-replied',
  return: 'auto-replied',
  result: 'auto-replied',
  progress: 'auto-replied',
  note: 'auto-generated',
}

/** Characters of the sender's name. */
const longestName = 60

/** @throws Error when the letter names no address, or a Message-ID that is none: letters are made with both. */
export async function composeLetter(letter: Letter, { plain, merged }: Wish = usual): Promise<Composed> {
  const { subject, text, html } = renderLetter(letter, { plain, merged })
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
    headers: [
      { key: 'Auto-Submitted', value: autoSubmitted[letter.answer.kind] },
      { key: 'X-Auto-Response-Suppress', value: 'All' },
      { key: 'X-Hoistway-Kind', value: letter.answer.kind },
      { key: 'X-Hoistway-Loop', value: messageId },
      ...rowsHeaders(letter, merged),
    ],
    text: withLineEnds(text),
    ...(plain ? {} : { html: withLineEnds(html) }),
    // Whole Chinese characters in each line of base64; quoted-printable would treble the size.
    textEncoding: 'base64',
    baseBoundary: createHash('sha256').update(messageId).digest('hex').slice(0, 32),
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return { raw: await composer.compile().build(), subject }
}

/** One line for the mail that is answered; for other mails, and for several, a pair each that names the mail. */
function rowsHeaders(letter: Letter, merged: readonly Letter[]): { key: string; value: string }[] {
  const pairs = merged.length === 0 ? (letter.rowsOf ?? []) : [letter, ...merged].flatMap(pairOf)
  const named = pairs.flatMap(({ messageId, rowsHeader }) => {
    const id = readMessageId(messageId)
    return id === null ? [] : [{ key: 'X-Hoistway-For', value: `<${id}>` }, { key: 'X-Hoistway-Rows', value: rowsHeader }] // prettier-ignore
  })
  if (named.length > 0) return named
  return letter.rowsHeader === '' ? [] : [{ key: 'X-Hoistway-Rows', value: letter.rowsHeader }]
}

function pairOf({ inReplyTo, rowsHeader }: Letter): RowsOf[] {
  return inReplyTo === null ? [] : [{ messageId: inReplyTo, rowsHeader }]
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
