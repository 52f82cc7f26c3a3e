/** How large a picture says it is, from its head alone. PNG: ISO/IEC 15948, chunk IHDR. JPEG: ITU-T T.81, marker SOF. */

export interface Size {
  readonly width: number
  readonly height: number
}

/** IHDR is the first chunk: its two numbers stand at 16 and 20. */
export function pngSize(bytes: Buffer): Size | null {
  if (bytes.length < 24 || bytes.toString('latin1', 12, 16) !== 'IHDR') return null
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

/** Markers without a length: TEM and the restarts. */
const isBare = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)
/** Start of frame; C4, C8 and CC among them are tables. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
const endOfImage = 0xd9
const startOfScan = 0xda

/** Walks the segments to the first frame. */
export function jpegSize(bytes: Buffer): Size | null {
  let at = 2
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? endOfImage
    if (marker === 0xff) at += 1
    else if (isBare(marker)) at += 2
    else if (marker === startOfScan || marker === endOfImage) return null
    else if (isFrame(marker)) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    else at += 2 + bytes.readUInt16BE(at + 2)
  }
  return null
}
