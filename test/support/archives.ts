/**
 * RAR and 7z archives written by hand, as no program here can make them: RAR files are stored, 7z ones deflated. Each can
 * be told to lie about a size or to claim a password.
 */
import { crc32, deflateRawSync } from 'node:zlib'

export interface PackedFile {
  readonly name: string | Buffer
  readonly bytes: Buffer
  /** What the archive says of its size. */
  readonly claimedSize?: number
  readonly encrypted?: boolean
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

function little(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(8)
  buffer.writeBigUInt64LE(BigInt(value))
  return buffer.subarray(0, bytes)
}

/** RAR 4 (1.5 to 4.x): a mark, an archive header, a header and the bytes of each file, an end. */
export function makeRar4(files: readonly PackedFile[]): Buffer {
  const block = (type: number, flags: number, body: Buffer): Buffer => {
    const head = Buffer.concat([Buffer.of(type), little(flags, 2), little(7 + body.length, 2), body])
    return Buffer.concat([little(crc32(head) & 0xffff, 2), head])
  }
  const blocks = files.flatMap(({ name, bytes, claimedSize, encrypted }) => {
    const called = Buffer.from(name as Buffer)
    const body = Buffer.concat([
      little(bytes.length, 4),
      little(claimedSize ?? bytes.length, 4),
      Buffer.of(2),
      little(crc32(bytes), 4),
      little(0, 4),
      Buffer.of(20, 0x30),
      little(called.length, 2),
      little(0x20, 4),
      called,
    ])
    return [block(0x74, encrypted === true ? 0x8004 : 0x8000, body), bytes]
  })
  return Buffer.concat([Buffer.from('526172211a0700', 'hex'), block(0x73, 0, Buffer.alloc(6)), ...blocks, block(0x7b, 0x4000, Buffer.alloc(0))]) // prettier-ignore
}

/** RAR 5: the same with numbers of variable length. A `link` has no bytes but a place that it points to. */
export function makeRar5(files: readonly (PackedFile & { readonly link?: string })[]): Buffer {
  const number = (value: number): Buffer => {
    const bytes: number[] = []
    for (let rest = value; ; rest = Math.floor(rest / 128)) {
      bytes.push((rest % 128) | (rest >= 128 ? 0x80 : 0))
      if (rest < 128) return Buffer.from(bytes)
    }
  }
  const block = (...body: readonly Buffer[]): Buffer => {
    const sized = Buffer.concat([number(sum(body.map(({ length }) => length))), ...body])
    return Buffer.concat([little(crc32(sized), 4), sized])
  }
  const blocks = files.flatMap(({ name, bytes, claimedSize, link }) => {
    const called = Buffer.from(name as Buffer)
    const target = Buffer.from(link ?? '')
    // A record of its own: a symbolic link of Unix, and where it points.
    const record = Buffer.concat([number(5), number(1), number(0), number(target.length), target])
    const extra = link === undefined ? Buffer.alloc(0) : Buffer.concat([number(record.length), record])
    const head = [
      number(2),
      number(link === undefined ? 2 : 3),
      ...(link === undefined ? [] : [number(extra.length)]),
      number(bytes.length),
      number(4),
      number(claimedSize ?? bytes.length),
      number(0x20),
      little(crc32(bytes), 4),
      number(0),
      number(link === undefined ? 0 : 1),
      number(called.length),
      called,
      extra,
    ]
    return [block(...head), bytes]
  })
  // A block of kind 4 says that all that follows needs a password.
  const locked = files.some(({ encrypted }) => encrypted)
  const password = locked ? [block(number(4), number(0), number(0), number(0), Buffer.of(15), Buffer.alloc(16, 1))] : []
  return Buffer.concat([Buffer.from('526172211a070100', 'hex'), ...password, block(number(1), number(0), number(0)), ...blocks, block(number(5), number(0), number(0))]) // prettier-ignore
}

/** 7z: packed streams, one for each file, and a header at the end that tells what they are. */
export function make7z(files: readonly PackedFile[]): Buffer {
  const number = (value: number): Buffer => {
    if (value < 0x80) return Buffer.of(value)
    if (value < 0x4000) return Buffer.of(0x80 | (value >> 8), value & 0xff)
    return Buffer.concat([Buffer.of(0xf0), little(value, 4)])
  }
  const packed = files.map(({ bytes }) => deflateRawSync(bytes))
  // Deflate is 04 01 08; AES-256 with SHA-256 is 06 f1 07 01, which nobody here can undo.
  const coders = files.map(({ encrypted }) => encrypted === true ? Buffer.from('010406f10701', 'hex') : Buffer.from('0103040108', 'hex')) // prettier-ignore
  const names = files.map(({ name }) => Buffer.from(`${name.toString()}\0`, 'utf16le'))
  const header = Buffer.concat([
    Buffer.of(1, 4, 6, 0),
    number(files.length),
    Buffer.of(9),
    ...packed.map(({ length }) => number(length)),
    Buffer.of(0, 7, 0x0b),
    number(files.length),
    Buffer.of(0),
    ...coders,
    Buffer.of(0x0c),
    ...files.map(({ bytes, claimedSize }) => number(claimedSize ?? bytes.length)),
    Buffer.of(0, 8, 0x0a, 1),
    ...files.map(({ bytes }) => little(crc32(bytes), 4)),
    Buffer.of(0, 0, 5),
    number(files.length),
    Buffer.of(0x11),
    number(1 + sum(names.map(({ length }) => length))),
    Buffer.of(0),
    ...names,
    Buffer.of(0x15),
    number(2 + 4 * files.length),
    Buffer.of(1, 0),
    ...files.map(() => little(0x20, 4)),
    Buffer.of(0, 0),
  ])
  const streams = Buffer.concat(packed)
  const start = Buffer.concat([little(streams.length, 8), little(header.length, 8), little(crc32(header), 4)])
  return Buffer.concat([Buffer.from('377abcaf271c0004', 'hex'), little(crc32(start), 4), start, streams, header])
}
