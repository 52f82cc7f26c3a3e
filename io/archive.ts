/**
 * 压缩包 — the files in a ZIP, RAR (4 and 5) or 7z as bytes; nothing is ever written to a disk, so links and ../ in names lead
 * nowhere. Bounded before and while unpacking: entries, bytes, ratio. ZIP is read by ourselves (names in GBK, sizes told
 * beforehand); RAR and 7z by libarchive compiled to WebAssembly. To be run in the sandbox.
 */
import type { ArchiveProblem } from '../domain/mail/types.ts'
import { endingOf, isProgramName } from './file-name.ts'
import { decodeText } from './text.ts'
import { inflateEntry, isTooLarge, listZip, type ZipEntry } from './zip.ts'

export interface ArchivedFile {
  readonly name: string
  readonly bytes: Buffer
}

export type Unpacked =
  | { readonly kind: 'files'; readonly files: readonly ArchivedFile[] }
  /** A file in it is a program by its name: nothing was unpacked. */
  | { readonly kind: 'program' }
  | { readonly kind: 'problem'; readonly problem: ArchiveProblem }

export const archiveLimits = {
  entries: 50,
  unpackedBytes: 60 * 1024 * 1024,
  ratio: 100,
  /** A small file may be packed tighter than the ratio without harm. */
  ratioFromBytes: 1024 * 1024,
} as const

/** Unpacked bytes asked for at once, so that they are counted before there are many. */
const pieceBytes = 256 * 1024
const maxNameLength = 1_000

const problem = (why: ArchiveProblem): Unpacked => ({ kind: 'problem', problem: why })

/** Folders, and what a Mac or Windows adds to every archive, are no files that anybody sent. */
function isRealFile(name: string): boolean {
  return !name.endsWith('/') && !/(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(name)
}

/** Never throws: what cannot be unpacked is said in the answer. */
export async function unpackArchive(bytes: Buffer): Promise<Unpacked> {
  if (isRarOr7z(bytes)) return unpackByLibrary(bytes)
  const entries = listZip(bytes)
  return entries === null ? problem('archiveDamaged') : unpackZip(bytes, entries)
}

/** A name as the archive tells it; where its letters are lost (7z: as many *), the archive's own name with that ending. */
export function nameInArchive({ name }: ArchivedFile, archiveName: string, n: number): string {
  if (name !== '' && !name.includes('*')) return name
  const stem = archiveName.replace(/\.[^.]*$/, '')
  const ending = endingOf(name)
  return `${stem}${n > 1 ? `-${n}` : ''}${ending === '' ? '' : `.${ending}`}`
}

const startsWith = (bytes: Buffer, mark: string): boolean => bytes.toString('latin1', 0, mark.length) === mark
const is7z = (bytes: Buffer): boolean => startsWith(bytes, '7z\xbc\xaf\x27\x1c')
const isRarOr7z = (bytes: Buffer): boolean => is7z(bytes) || startsWith(bytes, 'Rar!\x1a\x07')
const isRar4 = (bytes: Buffer): boolean => startsWith(bytes, 'Rar!\x1a\x07\0')

/**
 * Put behind a RAR: a workbook stored as the last file ends like a ZIP, and the library, which looks for the end of a ZIP in
 * the last 16 KiB before it looks for a RAR at the beginning, would list the workbook's parts.
 */
const farFromTheEnd = Buffer.alloc(32 * 1024)

function unpackZip(bytes: Buffer, entries: readonly ZipEntry[]): Unpacked {
  const wanted = entries.filter(({ name }) => isRealFile(name))
  if (wanted.some(({ name }) => isProgramName(name))) return { kind: 'program' }
  if (isTooLarge(entries, archiveLimits.entries)) return problem('archiveTooLarge')
  if (wanted.some(({ encrypted }) => encrypted)) return problem('archivePassword')
  const files: ArchivedFile[] = []
  for (const entry of wanted) {
    const inflated = inflateEntry(bytes, entry)
    if (inflated.kind !== 'bytes') return problem(inflated.kind === 'tooLarge' ? 'archiveTooLarge' : 'archiveDamaged')
    files.push({ name: entry.name.slice(0, maxNameLength), bytes: inflated.bytes })
  }
  return { kind: 'files', files }
}

async function unpackByLibrary(bytes: Buffer): Promise<Unpacked> {
  const { ArchiveReader, libarchiveWasm } = await import('libarchive-wasm')
  // A memory of its own for each archive: it only grows, and goes with the archive.
  const library = await libarchiveWasm()
  const packed = new Int8Array(is7z(bytes) ? bytes : Buffer.concat([bytes, farFromTheEnd]))
  const room = { left: Math.min(archiveLimits.unpackedBytes, Math.max(archiveLimits.ratioFromBytes, bytes.length * archiveLimits.ratio)) } // prettier-ignore
  const rawNames = isRar4(bytes) ? namesInRar4(bytes) : []
  const files: ArchivedFile[] = []
  try {
    const reader = new ArchiveReader(library, packed)
    for (let count = 0; ; count += 1) {
      const entry = reader.nextEntryPointer()
      if (entry === 0) {
        // The list also ends where it cannot be read further; one cut short may not even say so.
        const trouble = library.error_string(reader.archive)
        return trouble || count === 0 ? problem(causeOf(trouble)) : { kind: 'files', files }
      }
      if (count === archiveLimits.entries) return problem('archiveTooLarge')
      const name = (reader.getEntryPathname(entry) || (rawNames[count] ?? '')).slice(0, maxNameLength)
      if (isProgramName(name)) return { kind: 'program' }
      if (reader.isEntryEncrypted(entry)) return problem('archivePassword')
      if (reader.getEntryFiletype(entry) !== 'File' || !isRealFile(name)) {
        reader.skipData()
        continue
      }
      const claimed = reader.getEntrySize(entry)
      const content = claimed > room.left ? null : readEntry(reader, room)
      if (content === null) return problem('archiveTooLarge')
      // A part of an archive in several volumes, or one cut short, ends without a word.
      if (content.length < claimed) return problem('archiveDamaged')
      files.push({ name, bytes: content })
    }
  } catch (error) {
    return problem(causeOf(error instanceof Error ? error.message : ''))
  }
}

/**
 * Names in GBK, which the library does not give: each block has its kind at 2, flags at 3, size at 5; of a file the size of
 * its bytes stands at 7, that of its name at 26, the name at 32 (at 40 where the file may exceed 4 GB).
 */
function namesInRar4(bytes: Buffer): readonly string[] {
  const names: string[] = []
  for (let at = 7; at + 32 <= bytes.length && names.length <= archiveLimits.entries;) {
    const flags = bytes.readUInt16LE(at + 3)
    const size = bytes.readUInt16LE(at + 5)
    if (size < 7) break
    if (bytes[at + 2] === 0x74) {
      const start = at + ((flags & 0x100) === 0 ? 32 : 40)
      const name = bytes.subarray(start, start + bytes.readUInt16LE(at + 26))
      const zero = name.indexOf(0)
      names.push(decodeText(zero === -1 ? name : name.subarray(0, zero)).replaceAll('\\', '/'))
    }
    at += size + ((flags & 0x8000) === 0 ? 0 : bytes.readUInt32LE(at + 7))
  }
  return names
}

/** @returns null when there is more than is allowed, whatever size the archive claims. */
function readEntry(reader: { readData(size: number): Int8Array }, room: { left: number }): Buffer | null {
  const pieces: Uint8Array[] = []
  for (;;) {
    const piece = reader.readData(pieceBytes)
    if (piece.length === 0) return Buffer.concat(pieces)
    room.left -= piece.length
    if (room.left < 0) return null
    pieces.push(new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength))
  }
}

function causeOf(trouble: string): ArchiveProblem {
  return /encrypt|passphrase|password/i.test(trouble) ? 'archivePassword' : 'archiveDamaged'
}
