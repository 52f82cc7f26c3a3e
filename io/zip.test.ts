import { describe, expect, test } from '@jest/globals'
import { gbk } from '../test/support/gb18030.ts'
import { hugeCell, lyingWorkbook, makeZip, nestedBomb } from '../test/support/hostile-files.ts'
import { inflateEntry, isTooLarge, listZip, storeZip, type ZipEntry } from './zip.ts'

const mebibyte = 1024 * 1024
const list = (bytes: Buffer): readonly ZipEntry[] => listZip(bytes) ?? []

test('names in UTF-8 and in GBK', () => {
  const zip = makeZip([{ name: '名单.xlsx', bytes: Buffer.from('a') }, { name: gbk('解禁名单.xlsx'), bytes: Buffer.from('b') }]) // prettier-ignore
  expect(list(zip).map((entry) => entry.name)).toEqual(['名单.xlsx', '解禁名单.xlsx'])
  expect(list(zip).map((entry) => inflateEntry(zip, entry))).toEqual([
    { kind: 'bytes', bytes: Buffer.from('a') },
    { kind: 'bytes', bytes: Buffer.from('b') },
  ])
})

describe('bombs', () => {
  test('the directory alone refuses what inflates beyond the limits', () => {
    expect(isTooLarge(list(hugeCell(70 * mebibyte)))).toBe(true)
    expect(isTooLarge(list(hugeCell(2 * mebibyte)))).toBe(true) // within the size, beyond the ratio
    expect(isTooLarge(list(nestedBomb(64 * mebibyte)))).toBe(false) // each layer is judged when it is opened
    expect(isTooLarge(list(makeZip(Array.from({ length: 201 }, (_, n) => ({ name: `${n}`, bytes: Buffer.of(1) })))))).toBe(true) // prettier-ignore
  })
  test('a directory that lies is found out while inflating', () => {
    const zip = lyingWorkbook(8 * mebibyte)
    const entries = list(zip)
    expect(isTooLarge(entries)).toBe(false)
    expect(entries.map((entry) => inflateEntry(zip, entry).kind)).toContain('tooLarge')
  })
})

test.each([
  ['nothing', Buffer.alloc(0)],
  ['a directory cut off', makeZip([{ name: 'a', bytes: Buffer.of(1) }]).subarray(0, 40)],
  ['no directory where it should be', Buffer.concat([Buffer.from('504b0506', 'hex'), Buffer.alloc(18, 1)])],
])('%s is damaged', (_, bytes) => {
  expect(listZip(bytes)).toBeNull()
})
test('bytes that are not those of the check sum are damaged', () => {
  const zip = makeZip([{ name: 'a', bytes: Buffer.from('熊旭') }])
  const entries = list(zip)
  expect(entries.map((entry) => inflateEntry(zip, { ...entry, crc: entry.crc ^ 1 }))).toEqual([{ kind: 'damaged' }])
  expect(entries.map((entry) => inflateEntry(zip, { ...entry, crc: 0 }))).toMatchObject([{ kind: 'bytes' }])
})
test('files stored as they are come out as they were', () => {
  const files = [{ name: 'xl/表.xml', bytes: Buffer.from('熊旭') }, { name: 'b', bytes: Buffer.alloc(0) }, { name: 'c', bytes: Buffer.from('c') }] // prettier-ignore
  const zip = storeZip(files)
  expect(list(zip).map(({ name }) => name)).toEqual(['xl/表.xml', 'b', 'c'])
  expect(list(zip).map((entry) => inflateEntry(zip, entry))).toEqual(
    files.map(({ bytes }) => ({ kind: 'bytes', bytes })),
  )
})
test('an entry with a password is not inflated', () => {
  const zip = makeZip([{ name: 'a', bytes: Buffer.of(1), encrypted: true }])
  expect(list(zip).map((entry) => inflateEntry(zip, entry))).toEqual([{ kind: 'damaged' }])
})
