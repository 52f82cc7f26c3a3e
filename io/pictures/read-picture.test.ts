import { expect, test } from '@jest/globals'
import jpeg from 'jpeg-js'
import { PNG } from 'pngjs'
import { drawCertificateScan } from '../../scripts/world/certificate-scan.ts'
import { drawPortrait } from '../../scripts/world/portrait.ts'
import { gif, hugePng } from '../../test/support/hostile-files.ts'
import { photoProblem, scanProblem } from '../../domain/person/pictures.ts'
import { readPicture } from './read-picture.ts'

type Paint = (x: number, y: number) => readonly [number, number, number]
function pixels(width: number, height: number, paint: Paint): Buffer {
  const data = Buffer.alloc(width * height * 4, 255)
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) data.set(paint(x, y), (y * width + x) * 4)
  return data
}
function png(width: number, height: number, paint: Paint): Buffer {
  const picture = new PNG({ width, height })
  picture.data = pixels(width, height, paint)
  return PNG.sync.write(picture)
}
const jpg = (width: number, height: number, paint: Paint): Buffer =>
  jpeg.encode({ width, height, data: pixels(width, height, paint) }, 80).data

const sky: Paint = (x, y) => [x % 256, 120, (x * 3 + y) % 256]
const white: Paint = () => [255, 255, 255]
const grey: Paint = (x, y) => [(x + y) % 256, (x + y) % 256, (x + y) % 256]
const photo = (bytes: Buffer) => photoProblem(readPicture(bytes))
const scan = (bytes: Buffer) => scanProblem(readPicture(bytes))

test('a one-inch colour photo passes, as PNG and as JPEG, and in the sizes that are alike', () => {
  expect(photo(drawPortrait('张三', false))).toBeNull()
  expect(photo(jpg(295, 413, sky))).toBeNull()
  expect([photo(png(260, 378, sky)), photo(png(390, 567, sky)), photo(png(358, 441, sky))]).toEqual([null, null, 'proportion']) // prettier-ignore
})

test('a blank, a grey, a wide and a small photo are each told', () => {
  expect(photo(png(295, 413, white))).toBe('blank')
  expect(photo(jpg(295, 413, grey))).toBe('grey')
  expect(photo(png(413, 295, sky))).toBe('proportion')
  expect(photo(png(118, 165, sky))).toBe('tooSmall')
})

test('what only has the name of a picture is none', () => {
  expect(photo(gif())).toBe('type')
  expect(photo(Buffer.from('PK\u0003\u0004 no picture'))).toBe('type')
  expect(photo(Buffer.alloc(0))).toBe('type')
})

test('a PDF is a scan and no photo; without its end it was cut off', () => {
  const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')
  expect([scan(pdf), photo(pdf), scan(pdf.subarray(0, 30))]).toEqual([null, 'type', 'damaged'])
})

test('a picture cut off in the middle is told', () => {
  const whole = drawCertificateScan({ number: '桂A062023415820', issuedOn: '2024-01-01', validUntil: '2027-01-01' })
  expect(scan(whole)).toBeNull()
  expect(scan(whole.subarray(0, whole.length >> 1))).toBe('damaged')
  expect(scan(whole.subarray(0, 20))).toBe('damaged')
  expect(scan(jpg(600, 400, sky).subarray(0, 150))).toBe('damaged')
  const cut = jpg(600, 400, sky)
  expect([scan(cut), scan(cut.subarray(0, -20))]).toEqual([null, 'damaged'])
})

test('900 million points in a few kilobytes are not opened', () => {
  const bomb = hugePng(30_000, 30_000)
  expect(bomb.length).toBeLessThan(1_200_000)
  const began = performance.now()
  expect(scan(bomb)).toBe('tooManyPixels')
  expect(performance.now() - began).toBeLessThan(100)
})
