import { createHash } from 'node:crypto'
import { crc32, inflateSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { drawCertificateScan } from './certificate-scan.ts'
import { drawPortrait } from './portrait.ts'

/** Every chunk with its check sum looked at; the points inflated. */
function readPng(png: Buffer): { width: number; height: number; names: string[]; points: number } {
  expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a')
  const names: string[] = []
  let points = 0
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at)
    const named = png.subarray(at + 4, at + 8 + length)
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(named))
    const name = named.subarray(0, 4).toString('latin1')
    names.push(name)
    if (name === 'IDAT') points = inflateSync(named.subarray(4)).length
    at += 12 + length
  }
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20), names, points }
}

test('a portrait is a whole PNG of one-inch size, far below the limit for photos', () => {
  const png = drawPortrait('a', true)
  expect(readPng(png)).toEqual({ width: 295, height: 413, names: ['IHDR', 'PLTE', 'IDAT', 'IEND'], points: 296 * 413 })
  expect(png.length).toBeLessThan(20_000)
})

test('each person has another picture, the same at every load', () => {
  const hashes = Array.from({ length: 100 }, (_, n) =>
    createHash('sha256')
      .update(drawPortrait(String(n), false))
      .digest('hex'),
  )
  expect(new Set(hashes).size).toBe(100)
  expect(drawPortrait('7', false)).toEqual(drawPortrait('7', false))
})

test('a scan shows its number: another number is another picture', () => {
  const scan = (number: string) => drawCertificateScan({ number, issuedOn: '2024-11-01', validUntil: '2027-11-01' })
  expect(readPng(scan('桂A062023415820')).names).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND'])
  expect(scan('桂A062023415820')).not.toEqual(scan('桂A062023415821'))
})
