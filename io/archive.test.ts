import { randomBytes } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { make7z, makeRar4, makeRar5 } from '../test/support/archives.ts'
import { gbk } from '../test/support/gb18030.ts'
import { makeZip } from '../test/support/hostile-files.ts'
import { archiveLimits, nameInArchive, unpackArchive } from './archive.ts'

const makers = [['ZIP', makeZip], ['RAR 4', makeRar4], ['RAR 5', makeRar5], ['7z', make7z]] as const // prettier-ignore
const hello = Buffer.from('hello')
const mebibyte = 1024 * 1024
const named = (names: readonly (string | Buffer)[]) => names.map((name) => ({ name, bytes: hello }))

describe.each(makers)('%s', (_, make) => {
  test('gives its files with their bytes', async () => {
    const unpacked = await unpackArchive(make([{ name: 'a.xlsx', bytes: hello }, { name: 'b.txt', bytes: Buffer.alloc(300_000, 7) }])) // prettier-ignore
    expect(unpacked).toEqual({
      kind: 'files',
      files: [
        { name: 'a.xlsx', bytes: hello },
        { name: 'b.txt', bytes: Buffer.alloc(300_000, 7) },
      ],
    })
  })
  test('with a password', async () => {
    expect(await unpackArchive(make([{ name: 'a.xlsx', bytes: hello, encrypted: true }]))).toEqual({ kind: 'problem', problem: 'archivePassword' }) // prettier-ignore
  })
  test('with a program in it', async () => {
    expect(await unpackArchive(make(named(['a.txt', '名单.xlsx.exe'])))).toEqual({ kind: 'program' })
  })
  test('more files than are unpacked', async () => {
    const many = Array.from({ length: archiveLimits.entries + 1 }, (_, n) => `${n}.txt`)
    expect(await unpackArchive(make(named(many)))).toEqual({ kind: 'problem', problem: 'archiveTooLarge' })
  })
  test('more bytes than are unpacked', async () => {
    const much = Array.from({ length: 16 }, (_, n) => ({ name: `${n}`, bytes: Buffer.alloc(4 * mebibyte) }))
    expect(await unpackArchive(make(much))).toEqual({ kind: 'problem', problem: 'archiveTooLarge' })
  })
  test('less than it claims, or cut short', async () => {
    const cut = make([{ name: 'a.xlsx', bytes: randomBytes(5_000) }]).subarray(0, 200)
    expect(await unpackArchive(cut)).toMatchObject({ kind: 'problem', problem: 'archiveDamaged' })
  })
  test('a name that leads out of it leads nowhere', async () => {
    expect(await unpackArchive(make(named(['../../etc/passwd'])))).toMatchObject({ files: [{ bytes: hello }] })
  })
})

test('a link in an archive is no file', async () => {
  const linked = makeRar5([{ name: 'a.xlsx', bytes: Buffer.alloc(0), link: '/etc/passwd' }])
  expect(await unpackArchive(linked)).toEqual({ kind: 'files', files: [] })
})

test('names in GBK, and names that the archive keeps from us', async () => {
  expect(await unpackArchive(makeRar4(named([gbk('解禁名单.xlsx')])))).toMatchObject({ files: [{ name: '解禁名单.xlsx' }] }) // prettier-ignore
  expect(await unpackArchive(makeRar5(named(['解禁名单.xlsx'])))).toMatchObject({ files: [{ name: '解禁名单.xlsx' }] })
  const lost = { name: '****.xlsx', bytes: hello }
  expect([nameInArchive(lost, '名单.7z', 1), nameInArchive(lost, '名单.7z', 2)]).toEqual(['名单.xlsx', '名单-2.xlsx'])
})
