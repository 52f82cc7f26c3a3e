/**
 * 照片与扫描件: opens a picture and says what a program can know of it. The head is read first, and a picture of too many
 * points is not opened: 20 KB of PNG can hold 900 million of them. To be run in the sandbox.
 */
import jpeg from 'jpeg-js'
import { PNG } from 'pngjs'
import type { PictureReading } from '../../domain/person/pictures.ts'
import { jpegSize, pngSize, type Size } from './size.ts'

/** Points opened at most: a sheet of A4 at 400 to the inch. */
export const pointsMax = 16_000_000
/** Points looked at, spread over the whole picture. */
const samplesWanted = 200_000
const jpegEnd = Buffer.from([0xff, 0xd9])
const pdfStart = Buffer.from('%PDF-')
/** A PDF may have other bytes around it, so many. */
const pdfMargin = 2_048

export function readPicture(bytes: Uint8Array): PictureReading {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.subarray(0, pdfMargin).includes(pdfStart)) {
    // Without its end a PDF was cut off on the way.
    return { kind: buffer.subarray(-pdfMargin).includes('%%EOF') ? 'pdf' : 'damaged' }
  }
  const format = formats.find(({ starts }) => starts.every((byte, at) => buffer[at] === byte))
  if (format === undefined) return { kind: 'other' }
  const size = format.size(buffer)
  if (size === null || size.width < 1 || size.height < 1) return { kind: 'damaged' }
  if (size.width * size.height > pointsMax) return { kind: 'tooManyPixels' }
  try {
    const { width, height, data } = format.open(buffer)
    return { kind: 'picture', type: format.type, width, height, ...look(data, width * height) }
  } catch {
    // The libraries throw whatever they stumble on; to the sender it is one thing.
    return { kind: 'damaged' }
  }
}

interface Opened extends Size {
  /** Red, green, blue, opacity of each point. */
  readonly data: Uint8Array
}
interface Format {
  readonly type: 'image/png' | 'image/jpeg'
  readonly starts: readonly number[]
  size(bytes: Buffer): Size | null
  open(bytes: Buffer): Opened
}

const formats: readonly Format[] = [
  {
    type: 'image/png',
    starts: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    size: pngSize,
    open: (bytes) => PNG.sync.read(bytes),
  },
  {
    type: 'image/jpeg',
    starts: [0xff, 0xd8, 0xff],
    size: jpegSize,
    open(bytes) {
      // The library paints what is missing grey: the end is looked for here. An earlier mark may be a preview's.
      if (bytes.lastIndexOf(jpegEnd) < bytes.length / 2) throw new Error('The end is missing.')
      return jpeg.decode(bytes, { useTArray: true, maxResolutionInMP: pointsMax / 1_000_000, maxMemoryUsageInMB: 320 })
    },
  },
]

/** Contrast and colour over a sample of the points; what is transparent is white paper. */
function look(data: Uint8Array, points: number): { contrast: number; colour: number } {
  const step = Math.max(1, Math.floor(points / samplesWanted))
  let [count, sum, squares, colour] = [0, 0, 0, 0]
  for (let point = 0; point < points; point += step) {
    const at = point * 4
    const opacity = (data[at + 3] ?? 255) / 255
    const onPaper = (value: number | undefined) => (value ?? 255) * opacity + 255 * (1 - opacity)
    const [red, green, blue] = [onPaper(data[at]), onPaper(data[at + 1]), onPaper(data[at + 2])]
    const brightness = 0.299 * red + 0.587 * green + 0.114 * blue
    count += 1
    sum += brightness
    squares += brightness * brightness
    colour += Math.max(red, green, blue) - Math.min(red, green, blue)
  }
  const mean = sum / count
  return { contrast: Math.sqrt(Math.max(0, squares / count - mean * mean)), colour: colour / count }
}
