/**
 * 文件类型 — what bytes are, from the bytes alone; the name and the declared type are never believed.
 * The only exception is made by `kindOfFile`: text of unclear use under the name of a program is a program.
 */
import type { ContentKind } from '../domain/mail/types.ts'
import { isCompoundFile, openCompoundFile, type CompoundFile } from './compound-file.ts'
import { isProgramName } from './file-name.ts'
import { decodeText } from './text.ts'
import { listZip } from './zip.ts'

/** How much of a text is looked at. */
const sampleBytes = 16 * 1024

export function contentKind(bytes: Uint8Array): ContentKind {
  return (
    signatures.find((signature) => hasSignature(bytes, signature))?.kind ??
    (startsZip(bytes) ? zipKind(bytes) : null) ??
    (isCompoundFile(bytes) ? compoundKind(openCompoundFile(bytes)) : null) ??
    signedKind(bytes) ??
    textKind(bytes)
  )
}

/** The kind of a file that came with a name. */
export function kindOfFile(bytes: Uint8Array, name: string): ContentKind {
  const kind = contentKind(bytes)
  return unclear.has(kind) && isProgramName(name) ? 'executable' : kind
}
const unclear: ReadonlySet<ContentKind> = new Set(['text', 'csv', 'html', 'archive', 'unknown'])

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')
const ascii = (text: string): Buffer => Buffer.from(text, 'latin1')

interface Signature {
  readonly kind: ContentKind
  readonly marks: readonly Buffer[]
  readonly at?: number
  /** The mark is so short that a text could begin with it: zero bytes must follow soon. */
  readonly binary?: boolean
}

const signatures: readonly Signature[] = [
  // Windows, Linux, macOS (both byte orders), Java, a shortcut (.lnk), a script.
  { kind: 'executable', marks: [ascii('MZ')], binary: true },
  { kind: 'executable', marks: [hex('7f 45 4c 46'), hex('ca fe ba be'), ascii('#!')] },
  { kind: 'executable', marks: [hex('fe ed fa ce'), hex('fe ed fa cf'), hex('ce fa ed fe'), hex('cf fa ed fe')] },
  { kind: 'executable', marks: [hex('4c 00 00 00 01 14 02 00')] },
  // A disk image (.iso), whose first 32 KiB may hold anything.
  { kind: 'executable', marks: [ascii('CD001')], at: 32_769 },
  { kind: 'pdf', marks: [ascii('%PDF-')] },
  { kind: 'image', marks: [hex('89 50 4e 47 0d 0a 1a 0a'), hex('ff d8 ff'), ascii('GIF87a'), ascii('GIF89a')] },
  { kind: 'image', marks: [hex('49 49 2a 00'), hex('4d 4d 00 2a')] },
  { kind: 'image', marks: [ascii('BM')], binary: true },
  { kind: 'image', marks: [ascii('WEBP')], at: 8 },
  {
    kind: 'image',
    marks: ['heic', 'heix', 'hevc', 'mif1', 'msf1', 'avif'].map((brand) => ascii(`ftyp${brand}`)),
    at: 4,
  },
  {
    kind: 'archive',
    marks: [hex('52 61 72 21 1a 07'), hex('37 7a bc af 27 1c'), hex('1f 8b 08'), hex('fd 37 7a 58 5a')],
  },
  { kind: 'archive', marks: [ascii('BZh'), ascii('MSCF'), hex('28 b5 2f fd')] },
  { kind: 'archive', marks: [ascii('ustar')], at: 257 },
  { kind: 'tnef', marks: [hex('78 9f 3e 22')] },
  { kind: 'word', marks: [ascii('{\\rtf')] },
]

function hasSignature(bytes: Uint8Array, { at = 0, marks, binary = false }: Signature): boolean {
  return marks.some((mark) => holds(bytes, mark, at)) && (!binary || bytes.subarray(0, 64).includes(0))
}

function holds(bytes: Uint8Array, mark: Buffer, at: number): boolean {
  return at + mark.length <= bytes.length && mark.every((byte, index) => bytes[at + index] === byte)
}

const startsZip = (bytes: Uint8Array): boolean =>
  holds(bytes, hex('50 4b 03 04'), 0) || holds(bytes, hex('50 4b 05 06'), 0)

/** What a ZIP is by a file in it; the first that is found decides. */
const zipContents: readonly { readonly name: RegExp; readonly kind: ContentKind }[] = [
  { name: /^xl\/workbook\.xml$/i, kind: 'xlsx' },
  { name: /^word\/document\d*\.xml$/i, kind: 'word' },
  // 版式文档 OFD is to our senders what PDF is elsewhere.
  { name: /^OFD\.xml$/i, kind: 'pdf' },
  { name: /^(META-INF\/MANIFEST\.MF|AndroidManifest\.xml)$/i, kind: 'executable' },
  // A binary workbook, a presentation, an OpenDocument file: no archive, and nothing we read.
  { name: /^(xl\/workbook\.bin|ppt\/presentation\.xml|mimetype)$/i, kind: 'unknown' },
]

function zipKind(bytes: Uint8Array): ContentKind {
  const entries = listZip(bytes)
  // Cut off before its directory: the names of the first local files still tell a workbook.
  if (entries === null) {
    const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, sampleBytes)).toString(
      'latin1',
    )
    return /\[Content_Types\]\.xml|xl\//.test(start) ? 'xlsx' : 'archive'
  }
  const found = zipContents.find(({ name }) => entries.some((entry) => name.test(entry.name)))
  if (found?.kind === 'xlsx' && entries.some((entry) => entry.encrypted)) return 'encrypted'
  return found?.kind ?? 'archive'
}

/** What a compound file is by a stream in it; the first that is found decides. */
const compoundContents: readonly { readonly name: RegExp; readonly kind: ContentKind }[] = [
  { name: /^EncryptedPackage$/, kind: 'encrypted' },
  { name: /^(Workbook|Book)$/i, kind: 'xls' },
  { name: /^WordDocument$/i, kind: 'word' },
  { name: /^__(nameid|substg1)/, kind: 'mail' },
]

function compoundKind(file: CompoundFile | null): ContentKind {
  if (file === null) return 'unknown'
  for (const { name, kind } of compoundContents) {
    const found = file.names.find((candidate) => name.test(candidate))
    if (found === undefined) continue
    return kind === 'xls' && hasFilePass(file.head(found)) ? 'encrypted' : kind
  }
  return 'unknown'
}

/** Record FILEPASS (0x002F), which stands among the first records of a workbook with a password. */
function hasFilePass(head: Buffer | null): boolean {
  if (head === null) return false
  for (let at = 0; at + 4 <= head.length; at += 4 + head.readUInt16LE(at + 2)) {
    if (head.readUInt16LE(at) === 0x002f) return true
  }
  return false
}

const pkcs7 = hex('06 09 2a 86 48 86 f7 0d 01 07')

/** PKCS #7 in DER: signed data (1.2.840.113549.1.7.2) is a signature, enveloped data (….3) is closed to us. */
function signedKind(bytes: Uint8Array): ContentKind | null {
  if (bytes[0] !== 0x30) return null
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64))
  const at = head.indexOf(pkcs7)
  if (at === -1) return null
  return head[at + pkcs7.length] === 3 ? 'encrypted' : 'signature'
}

const textForms: readonly { readonly form: RegExp; readonly kind: ContentKind }[] = [
  { form: /^.{0,1000}%PDF-/s, kind: 'pdf' },
  { form: /^BEGIN:VCALENDAR/i, kind: 'calendar' },
  { form: /^BEGIN:VCARD/i, kind: 'vcard' },
  { form: /^-----BEGIN (PGP SIGNATURE|PKCS7|CMS)/, kind: 'signature' },
  { form: /^@?echo (off|on)\b/i, kind: 'executable' },
  // XML Spreadsheet 2003, which Excel and WPS save under the ending .xls.
  { form: /^<\?xml.{0,2000}urn:schemas-microsoft-com:office:spreadsheet/is, kind: 'xls' },
  { form: /^<(!doctype\s+html|html|head|body|table|meta|style|div|span|p|font|!--)[\s>/-]/i, kind: 'html' },
  { form: /^<.*<(html|table)[\s>]/is, kind: 'html' },
]

function textKind(bytes: Uint8Array): ContentKind {
  const text = decodeText(bytes.subarray(0, sampleBytes))
  if (!isText(text)) return 'unknown'
  const start = text.trimStart()
  const kind = textForms.find(({ form }) => form.test(start))?.kind
  return kind ?? (beginsAsMail(start) ? 'mail' : hasColumns(start) ? 'csv' : 'text')
}

const mailHeaders = new Set('received return-path message-id mime-version from to date subject content-type'.split(' '))

/** Header lines, two or more of them such as mails begin with. */
function beginsAsMail(text: string): boolean {
  const known = new Set<string>()
  for (const line of text.split(/\r\n|\r|\n/, 100)) {
    if (/^[ \t]/.test(line)) continue
    const name = /^([!-9;-~]{1,60}):/.exec(line)?.[1]?.toLowerCase()
    if (name === undefined) break
    if (mailHeaders.has(name)) known.add(name)
  }
  return known.size >= 2
}

/** Nearly all characters can be read; control and unassigned ones are rare. */
function isText(text: string): boolean {
  if (text.trim() === '') return false
  const odd = text.match(/[^\P{C}\t\n\r\f]|\ufffd/gu)?.length ?? 0
  return odd * 20 <= text.length
}

const separators = ['\t', ',', ';'] as const
const columnsAtLeast = 3

/** Two lines or more of the first ten that have three columns or more by one separator. */
function hasColumns(text: string): boolean {
  const lines = text.split(/\r\n|\r|\n/, 10).filter((line) => line.trim() !== '')
  return separators.some(
    (separator) => lines.filter((line) => line.split(separator, columnsAtLeast).length >= columnsAtLeast).length >= 2,
  )
}

/** The media type of a picture for serving it, by its content; null for what a page must not show. */
export function pictureType(bytes: Uint8Array): 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | null {
  return pictureTypes.find(({ at, mark }) => holds(bytes, mark, at))?.type ?? null
}
const pictureTypes = [
  { type: 'image/png', at: 0, mark: hex('89 50 4e 47 0d 0a 1a 0a') },
  { type: 'image/jpeg', at: 0, mark: hex('ff d8 ff') },
  { type: 'image/gif', at: 0, mark: ascii('GIF8') },
  { type: 'image/webp', at: 8, mark: ascii('WEBP') },
] as const
