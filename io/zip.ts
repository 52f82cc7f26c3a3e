/**
 * ZIP — reads the central directory before anything is inflated, and never inflates more than the directory declared.
 * Layout (APPNOTE 6.3.10): local files, central directory (PK 01 02 per file), end record (PK 05 06) with the number of
 * files and the place of the directory; sizes that do not fit 32 bits stand in the extra field 0x0001.
 */
import { crc32, inflateRawSync } from 'node:zlib'
import { decodeText } from './text.ts'

export interface ZipEntry {
  readonly name: string
  readonly encrypted: boolean
  /** 0 stored, 8 deflated; others are not read. */
  readonly method: number
  readonly packedSize: number
  /** As declared. */
  readonly size: number
  /** CRC-32 of the unpacked bytes; 0: not given. */
  readonly crc: number
  readonly offset: number
}

const zipLimits = {
  entries: 200,
  inflatedBytes: 60 * 1024 * 1024,
  ratio: 100,
  /** A small file may be packed tighter than the ratio without harm. */
  ratioFromBytes: 1024 * 1024,
} as const

/** More names than this are not listed; the number alone tells that the archive is too large. */
const maxListed = 2_000
const endRecordSize = 22
const maxCommentSize = 65_535
const signature = { local: 0x04034b50, directory: 0x02014b50, end: 0x06054b50 } as const

/** The files of a ZIP in the order of its directory; null when the directory is missing or damaged. */
export function listZip(bytes: Uint8Array): readonly ZipEntry[] | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(buffer)
  if (end === null) return null
  const count = Math.min(buffer.readUInt16LE(end + 10), maxListed)
  const entries: ZipEntry[] = []
  let at = buffer.readUInt32LE(end + 16)
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > buffer.length || buffer.readUInt32LE(at) !== signature.directory) return null
    const nameEnd = at + 46 + buffer.readUInt16LE(at + 28)
    const extraEnd = nameEnd + buffer.readUInt16LE(at + 30)
    const next = extraEnd + buffer.readUInt16LE(at + 32)
    if (next > buffer.length) return null
    const flags = buffer.readUInt16LE(at + 8)
    const extra = buffer.subarray(nameEnd, extraEnd)
    const [size, packedSize, offset] = wideSizes(buffer.readUInt32LE(at + 24), buffer.readUInt32LE(at + 20), buffer.readUInt32LE(at + 42), extra) // prettier-ignore
    entries.push({
      name: entryName(buffer.subarray(at + 46, nameEnd), extra),
      encrypted: (flags & 0x1) !== 0,
      method: buffer.readUInt16LE(at + 10),
      packedSize,
      size,
      crc: buffer.readUInt32LE(at + 16),
      offset,
    })
    at = next
  }
  return entries
}

function findEnd(buffer: Buffer): number | null {
  const first = Math.max(0, buffer.length - endRecordSize - maxCommentSize)
  for (let at = buffer.length - endRecordSize; at >= first; at -= 1) {
    if (buffer.readUInt32LE(at) === signature.end) return at
  }
  return null
}

/** Sizes and place, taken from the extra field 0x0001 where the short field says 0xFFFFFFFF. */
function wideSizes(size: number, packedSize: number, offset: number, extra: Buffer): [number, number, number] {
  const values: [number, number, number] = [size, packedSize, offset]
  if (!values.includes(0xffffffff)) return values
  const wide = extraField(extra, 0x0001)
  let at = 0
  return values.map((value) => {
    if (value !== 0xffffffff) return value
    // A missing field leaves the largest value, which every limit refuses.
    const found = wide !== null && at + 8 <= wide.length ? Number(wide.readBigUInt64LE(at)) : value
    at += 8
    return found
  }) as [number, number, number]
}

function extraField(extra: Buffer, id: number): Buffer | null {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2))
  }
  return null
}

/** The Info-ZIP Unicode name when there is one; else UTF-8 or GB 18030 by its bytes, whatever the flag says. */
function entryName(name: Buffer, extra: Buffer): string {
  const unicode = extraField(extra, 0x7075)
  return unicode !== null && unicode.length > 5 ? unicode.subarray(5).toString('utf8') : decodeText(name)
}

/** Whether the directory alone already says that the archive is beyond the limits. */
export function isTooLarge(entries: readonly ZipEntry[], maxEntries: number = zipLimits.entries): boolean {
  const total = entries.reduce((sum, entry) => sum + entry.size, 0)
  const packed = entries.reduce((sum, entry) => sum + entry.packedSize, 0)
  if (entries.length > maxEntries || total > zipLimits.inflatedBytes) return true
  return total > zipLimits.ratioFromBytes && total > packed * zipLimits.ratio
}

export type Inflated =
  { readonly kind: 'bytes'; readonly bytes: Buffer } | { readonly kind: 'damaged' } | { readonly kind: 'tooLarge' }

/** One file, counted while inflating: more bytes than declared are `tooLarge`, whatever the directory said. */
export function inflateEntry(bytes: Uint8Array, entry: ZipEntry): Inflated {
  const inflated = inflate(bytes, entry)
  if (inflated.kind !== 'bytes' || entry.crc === 0) return inflated
  return crc32(inflated.bytes) === entry.crc ? inflated : { kind: 'damaged' }
}

function inflate(bytes: Uint8Array, entry: ZipEntry): Inflated {
  const packed = packedBytes(bytes, entry)
  if (packed === null || entry.encrypted) return { kind: 'damaged' }
  if (entry.method === 0) return packed.length > entry.size ? { kind: 'tooLarge' } : { kind: 'bytes', bytes: packed }
  if (entry.method !== 8) return { kind: 'damaged' }
  try {
    return { kind: 'bytes', bytes: inflateRawSync(packed, { maxOutputLength: Math.max(entry.size, 1) }) }
  } catch (error) {
    return { kind: (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'tooLarge' : 'damaged' }
  }
}

function packedBytes(bytes: Uint8Array, entry: ZipEntry): Buffer | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const at = entry.offset
  if (at + 30 > buffer.length || buffer.readUInt32LE(at) !== signature.local) return null
  const start = at + 30 + buffer.readUInt16LE(at + 26) + buffer.readUInt16LE(at + 28)
  return start + entry.packedSize > buffer.length ? null : buffer.subarray(start, start + entry.packedSize)
}

/** At most this much of a file's packed bytes is inflated to look at its beginning: 16 KiB give at most 17 MB. */
const peekPackedBytes = 16 * 1024

/** The beginning of a file too large to be read whole; empty when it cannot be inflated. */
export function peekEntry(bytes: Uint8Array, entry: ZipEntry): Buffer {
  const packed = packedBytes(bytes, { ...entry, packedSize: Math.min(entry.packedSize, peekPackedBytes) })
  if (packed === null || entry.encrypted) return Buffer.alloc(0)
  if (entry.method === 0) return packed
  try {
    return inflateRawSync(packed, { finishFlush: 2 /* Z_SYNC_FLUSH: the end may be missing */ })
  } catch {
    return Buffer.alloc(0)
  }
}

export interface StoredFile {
  readonly name: string
  readonly bytes: Buffer
}

/**
 * A ZIP of files as they are, not packed and without check sums: for a reader that takes nothing but a ZIP, of files that
 * were unpacked and checked before.
 */
export function storeZip(files: readonly StoredFile[]): Buffer {
  const pieces: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name: text, bytes } of files) {
    const name = Buffer.from(text)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(signature.local, 0)
    local.writeUInt32LE(bytes.length, 18)
    local.writeUInt32LE(bytes.length, 22)
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(signature.directory, 0)
    // From the sizes to the length of the name both have the same fields.
    local.copy(entry, 20, 18, 28)
    entry.writeUInt32LE(offset, 42)
    pieces.push(local, name, bytes)
    directory.push(entry, name)
    offset += local.length + name.length + bytes.length
  }
  const index = Buffer.concat(directory)
  const end = Buffer.alloc(endRecordSize)
  end.writeUInt32LE(signature.end, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(index.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...pieces, index, end])
}
