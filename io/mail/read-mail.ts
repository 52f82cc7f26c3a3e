/**
 * 来信 — reads one raw mail into what the rules judge. To be run in the sandbox (io/sandbox.ts): everything here was written
 * by strangers. It does not throw on any mail; what cannot be read is said in the answer.
 */
import type { ReadMail } from '../../domain/mail/types.ts'
import { readHtml, type HtmlTable } from '../html.ts'
import { decodeText, withoutControls } from '../text.ts'
import { Attachments } from './attachments.ts'
import { readDeliveryStatus } from './delivery-status.ts'
import { headEnd, peekHeaders, type MailHead } from './head.ts'
import { addHosts, addHostsOfLinks } from './link-hosts.ts'
import type { MailPart } from './part-reader.ts'
import { takeApart } from './parts.ts'

const mailLimits = {
  textLength: 20_000,
  /** A text or HTML body is read up to here. */
  bodyBytes: 8 * 1024 * 1024,
  tables: 40,
} as const

export interface ReadMailOptions {
  /** False: files are named and hashed but not opened; those that might hold the form get the problem `tooSlow`. */
  readonly openFiles: boolean
}

const everything: ReadMailOptions = { openFiles: true }

export async function readMail(raw: Buffer, options: ReadMailOptions = everything): Promise<ReadMail> {
  const head = peekHeaders(raw)
  const parts = headEnd(raw).whole ? await takeApart(raw) : null
  if (parts === null) return unreadableMail(raw)
  const body = new Body(isReply(head))
  const attachments = new Attachments(options, (nested) => body.add(nested, false))
  const files = body.add(parts, true)
  await attachments.add(files)
  const text = body.text()
  return {
    ...head,
    text,
    linkHosts: [...body.hosts],
    attachments: attachments.list(body.pictures),
    tables: [...attachments.tables, ...body.tables].slice(0, mailLimits.tables),
    dsn: readDeliveryStatus(head, parts, text),
    unreadable: false,
  }
}

/** What is known of a mail that could not be taken apart, or whose headers alone were fetched. Needs no sandbox. */
export function unreadableMail(raw: Buffer): ReadMail {
  return { ...peekHeaders(raw), text: '', linkHosts: [], attachments: [], tables: [], dsn: null, unreadable: true }
}

const forwards = /^\s*(转发|转寄|fwd?|i)\s*[:：]/i

/** An answer to a mail quotes it: a table in the quotation was not sent now. A forwarded one was. */
function isReply(head: MailHead): boolean {
  return head.inReplyTo !== null && !forwards.test(head.subject)
}

/** The readable text of a mail, and of the mails in it, with the tables and links that stand there. */
class Body {
  readonly hosts = new Set<string>()
  readonly tables: {
    source: 'body'
    attachment: -1
    cells: HtmlTable['cells']
    lossyCells: HtmlTable['lossyCells']
  }[] = []
  /** Content ids of pictures that the text shows. */
  readonly pictures = new Set<string>()
  readonly #plain: string[] = []
  readonly #fromHtml: string[] = []
  readonly #passOverQuoted: boolean

  constructor(passOverQuoted: boolean) {
    this.#passOverQuoted = passOverQuoted
  }

  /** Takes the bodies out of `parts`; gives back the rest, which are files. Texts of inner mails are not the mail's own. */
  add(parts: readonly MailPart[], own: boolean): readonly MailPart[] {
    const files: MailPart[] = []
    for (const part of parts) {
      if (part.attached || part.name !== null) files.push(part)
      else if (part.type === 'text/plain') this.#addPlain(bodyText(part), own)
      else if (part.type === 'text/html') this.#addHtml(bodyText(part), own)
      else files.push(part)
    }
    return files
  }

  /** The plain text, or that of the HTML. */
  text(): string {
    const plain = this.#plain.join('\n').trim()
    const text = plain === '' ? this.#fromHtml.join('\n').trim() : plain
    return withoutControls(text.slice(0, mailLimits.textLength))
  }

  #addPlain(text: string, own: boolean): void {
    addHosts(this.hosts, text)
    if (own) this.#plain.push(text.replace(/\r\n?/g, '\n'))
  }

  #addHtml(html: string, own: boolean): void {
    const { text, tables, links } = readHtml(html)
    addHosts(this.hosts, text)
    addHostsOfLinks(this.hosts, links)
    for (const match of html.matchAll(/\bcid:([^'"\s)>]{1,200})/gi)) this.pictures.add(match[1] ?? '')
    if (own) this.#fromHtml.push(text)
    for (const table of tables) {
      if (table.cells.length === 0 || (own && this.#passOverQuoted && table.quoted)) continue
      this.tables.push({ source: 'body', attachment: -1, cells: table.cells, lossyCells: table.lossyCells })
    }
  }
}

function bodyText(part: MailPart): string {
  return decodeText(part.bytes.subarray(0, mailLimits.bodyBytes), part.charset)
}
