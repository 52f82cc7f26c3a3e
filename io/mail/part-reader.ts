/**
 * The mail library (mailparser), set up to hand over every leaf of a mail as bytes. In a file of its own because it is
 * large: it is loaded where mails are taken apart, which is in the sandbox only.
 */
import { MailParser, type AttachmentStream } from 'mailparser'
import { repairText } from '../text.ts'

export interface MailPart {
  /** As declared, in lower case; never believed for anything but finding the body. */
  readonly type: string
  readonly charset: string
  readonly name: string | null
  readonly attached: boolean
  readonly contentId: string | null
  readonly bytes: Buffer
}

const partLimits = {
  /** mailsplit gives up beyond it: no mail that people write has so many. */
  parts: 1_000,
  headBytes: 1024 * 1024,
} as const

/** Handed to the library piece by piece, so that it never holds a second copy of the mail. */
const pieceBytes = 256 * 1024

const options = {
  keepDeliveryStatus: true,
  keepCidLinks: true,
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  skipImageLinks: true,
  checksumAlgo: 'sha1',
  // Options of the splitter beneath: a mail in a mail stays one part, which we open ourselves, to a known depth.
  ignoreEmbedded: true,
  maxChildNodes: partLimits.parts,
  maxHeadSize: partLimits.headBytes,
} as const

class PartReader extends MailParser {
  /** The library decodes the types named here to text by the declared charset; we want their bytes, to repair them. */
  protected readonly textTypes: readonly string[] = []
}

export function readParts(raw: Buffer): Promise<readonly MailPart[] | null> {
  return new Promise((resolve) => {
    const parts: MailPart[] = []
    const reader = new PartReader(options)
    reader.on('error', () => {
      resolve(null)
      reader.destroy()
    })
    reader.on('data', (data: { type: string } | AttachmentStream) => {
      if ('content' in data) collect(data, (part) => parts.push(part))
    })
    reader.on('end', () => resolve(parts))
    void feed(reader, raw)
  })
}

async function feed(reader: MailParser, raw: Buffer): Promise<void> {
  const closed = new Promise<void>((resume) => reader.once('close', resume))
  for (let at = 0; at < raw.length && !reader.destroyed; at += pieceBytes) {
    const hasRoom = reader.write(raw.subarray(at, at + pieceBytes))
    if (!hasRoom) await Promise.race([new Promise<void>((resume) => reader.once('drain', resume)), closed])
  }
  if (!reader.destroyed) reader.end()
}

function collect(stream: AttachmentStream, done: (part: MailPart) => void): void {
  const chunks: Buffer[] = []
  stream.content.on('data', (chunk: Buffer) => chunks.push(chunk))
  stream.content.on('end', () => {
    const type = stream.headers.get('content-type')
    const declared = typeof type === 'object' && 'params' in type ? type : { value: '', params: {} }
    const name = typeof stream.filename === 'string' && stream.filename !== '' ? repairText(stream.filename) : null
    const attached = stream.contentDisposition === 'attachment'
    done({
      type: declared.value.toLowerCase() || (attached || name !== null ? 'application/octet-stream' : 'text/plain'),
      charset: Object.hasOwn(declared.params, 'charset') ? String(declared.params['charset']) : '',
      name,
      attached,
      contentId: stream.cid ?? null,
      bytes: Buffer.concat(chunks),
    })
    stream.release()
  })
}
