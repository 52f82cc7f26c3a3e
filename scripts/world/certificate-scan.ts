/** 证书扫描件: a drawn paper in place of a certificate's scan, with its number and days, marked DEMO. */
import { drawText } from './glyphs.ts'
import { Canvas, encodePng, type Colour } from './png.ts'
import { varietyOf } from './variety.ts'

const width = 560
const height = 390
const [desk, paper, frame, ink, faint, seal] = [0, 1, 2, 3, 4, 5]

interface ScannedCertificate {
  readonly number: string
  readonly issuedOn: string
  readonly validUntil: string
}

export function drawCertificateScan(certificate: ScannedCertificate): Buffer {
  const choose = varietyOf(`scan ${certificate.number}`)
  const tone = choose(24)
  const palette: Colour[] = [
    [96, 98, 102],
    [252 - tone, 250 - tone, 240 - tone],
    [150 + choose(60), 40, 44],
    [40, 40, 48],
    [186 - tone, 184 - tone, 178 - tone],
    [206, 52, 48],
  ]
  const canvas = new Canvas(width, height)
  const left = 14 + choose(10)
  const top = 12 + choose(8)
  canvas.rectangle(0, 0, width, height, desk)
  canvas.rectangle(left, top, 524, 358, paper)
  canvas.rectangle(left + 10, top + 10, 504, 338, frame)
  canvas.rectangle(left + 13, top + 13, 498, 332, paper)
  canvas.rectangle(left + 150, top + 34, 230, 22, frame)
  canvas.rectangle(left + 40, top + 96, 110, 150, faint)
  for (let n = 0; n < 4; n++) canvas.rectangle(left + 184, top + 104 + n * 26, 120 + choose(150), 8, faint)
  drawText(canvas, certificate.number, left + 184, top + 212, 3, ink)
  drawText(canvas, certificate.issuedOn, left + 184, top + 246, 2, ink)
  drawText(canvas, certificate.validUntil, left + 184, top + 270, 2, ink)
  const sealX = left + 400 + choose(20)
  const sealY = top + 272 + choose(12)
  canvas.ellipse(sealX, sealY, 52, 52, seal)
  canvas.ellipse(sealX, sealY, 47, 47, paper)
  drawText(canvas, 'DEMO', sealX - 34, sealY - 10, 3, seal)
  return encodePng(canvas, palette)
}
