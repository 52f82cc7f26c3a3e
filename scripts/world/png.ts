/**
 * PNG (ISO/IEC 15948): 8-bit palette pictures, enough for figures and forms made of flat colours.
 * File: signature, then chunks IHDR, PLTE, IDAT, IEND; a chunk is length (4) · name (4) · data · CRC-32 of name and data.
 * Each line of the picture has one byte before it that names its filter; 0 is none.
 */
import { crc32, deflateSync } from 'node:zlib'

export type Colour = readonly [red: number, green: number, blue: number]

/** A picture being drawn: each point holds the number of a colour. What lies outside is not drawn. */
export class Canvas {
  readonly width: number
  readonly height: number
  /** Lines as the file has them: the filter byte, then the points. */
  readonly lines: Uint8Array

  constructor(width: number, height: number) {
    this.width = width
    this.height = height
    this.lines = new Uint8Array((width + 1) * height)
  }

  rectangle(left: number, top: number, width: number, height: number, colour: number): void {
    for (let y = Math.max(0, top); y < Math.min(this.height, top + height); y++)
      this.#line(y, left, left + width, colour)
  }

  ellipse(centreX: number, centreY: number, radiusX: number, radiusY: number, colour: number): void {
    const bottom = Math.min(this.height - 1, Math.floor(centreY + radiusY))
    for (let y = Math.max(0, Math.ceil(centreY - radiusY)); y <= bottom; y++) {
      const half = radiusX * Math.sqrt(1 - ((y - centreY) / radiusY) ** 2)
      this.#line(y, Math.round(centreX - half), Math.round(centreX + half), colour)
    }
  }

  #line(y: number, from: number, to: number, colour: number): void {
    const start = y * (this.width + 1) + 1
    this.lines.fill(colour, start + Math.max(0, from), start + Math.max(0, Math.min(this.width, to)))
  }
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const eightBitPalette = [8, 3, 0, 0, 0]

export function encodePng(canvas: Canvas, palette: readonly Colour[]): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(canvas.width, 0)
  header.writeUInt32BE(canvas.height, 4)
  header.set(eightBitPalette, 8)
  const points = deflateSync(canvas.lines, { level: 1 })
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', points),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
}
