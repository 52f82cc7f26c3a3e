import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createFileStore, DiskFull, explained, FileDamaged, type FileStore } from './store.ts'

const bytes = Buffer.from('熊旭 450100198703139320')
const sha256 = createHash('sha256').update(bytes).digest('hex')
/** Stands for the vault: reversed, with a mark in front that must be there when it is opened. */
const vault = {
  sealBytes: (clear: Uint8Array) => Buffer.concat([Buffer.from('!'), Buffer.from(clear).reverse()]),
  openBytes: (sealed: Uint8Array) => {
    if (sealed[0] !== 0x21) throw new Error('changed')
    return Buffer.from(sealed.subarray(1)).reverse()
  },
}

let folder = ''
let store: FileStore
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'file-store-'))
  store = createFileStore(folder, vault)
})
afterEach(() => rm(folder, { recursive: true }))
const place = (): string => join(folder, sha256.slice(0, 2), sha256.slice(2))

test('kept under the hash of the clear bytes, sealed, and given back', async () => {
  expect(await store.has(sha256)).toBe(false)
  expect(await store.put(bytes)).toEqual({ sha256, size: bytes.length })
  expect(await store.has(sha256)).toBe(true)
  expect(await store.get(sha256)).toEqual(bytes)
  expect(await readFile(place())).toEqual(vault.sealBytes(bytes))
})
test('kept once, with nothing left beside it, however many at once', async () => {
  await Promise.all(Array.from({ length: 5 }, () => store.put(bytes)))
  expect(await readdir(join(folder, sha256.slice(0, 2)))).toEqual([sha256.slice(2)])
})
test('an empty file and one of 5 MiB', async () => {
  for (const content of [Buffer.alloc(0), Buffer.alloc(5 * 1024 * 1024, 7)]) {
    const stored = await store.put(content)
    expect((await store.get(stored.sha256)).equals(content)).toBe(true)
  }
})
test('what was changed is not given out', async () => {
  await store.put(bytes)
  for (const changed of [Buffer.from('?'), vault.sealBytes(Buffer.from('another'))]) {
    await writeFile(place(), changed)
    await expect(store.get(sha256)).rejects.toThrow(FileDamaged)
    expect(await store.verify(sha256)).toBe(false)
  }
})
test('what is missing is not there', async () => {
  expect(await store.verify(sha256)).toBe(false)
  await expect(store.get(sha256)).rejects.toMatchObject({ code: 'ENOENT' })
})
test.each(['../../etc/passwd', '', sha256.toUpperCase(), `${sha256}/x`])('%j is no name', async (name) => {
  await expect(store.get(name)).rejects.toThrow(RangeError)
  await expect(Promise.resolve().then(() => store.has(name))).rejects.toThrow(RangeError)
})
test('a full disk is said in a sentence; other faults stay what they are', () => {
  const full = explained(Object.assign(new Error('write'), { code: 'ENOSPC' }))
  expect(full).toBeInstanceOf(DiskFull)
  expect(full).toMatchObject({ name: 'DiskFull', message: expect.stringContaining('full') })
  const other = Object.assign(new Error('write'), { code: 'EACCES' })
  expect(explained(other)).toBe(other)
})
