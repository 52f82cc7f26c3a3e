import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { unpackTar } from './tar.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hoistway-tar-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

interface Entry {
  readonly name: string
  readonly content?: string
  readonly mode?: number
  readonly type?: string
  readonly link?: string
}
function tar(entries: readonly Entry[]): Buffer {
  const blocks = entries.map(({ name, content = '', mode = 0o644, type = '0', link = '' }) => {
    const header = Buffer.alloc(512)
    header.write(name, 0)
    header.write(`${mode.toString(8).padStart(7, '0')}\0`, 100)
    header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
    header.write(type, 156)
    header.write(link, 157)
    const body = Buffer.alloc(Math.ceil(content.length / 512) * 512)
    body.write(content)
    return Buffer.concat([header, body])
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}
async function unpack(entries: readonly Entry[]): Promise<string> {
  const archive = join(folder, 'archive.tar')
  const target = join(folder, 'target')
  await writeFile(archive, tar(entries))
  await unpackTar(archive, target)
  return target
}

test('files come out with their content and mode, in folders that are made as needed', async () => {
  const content = 'x'.repeat(1300)
  const target = await unpack([{ name: 'bin/', type: '5' }, { name: 'bin/tool', content, mode: 0o755 }, { name: 'lib/empty' }]) // prettier-ignore
  expect(await readFile(join(target, 'bin/tool'), 'utf8')).toBe(content)
  expect((await stat(join(target, 'bin/tool'))).mode & 0o777).toBe(0o755)
  expect(await readFile(join(target, 'lib/empty'), 'utf8')).toBe('')
})

test('links inside the folder are made', async () => {
  const target = await unpack([{ name: 'lib/a.so.1', content: 'a' }, { name: 'lib/a.so', type: '2', link: 'a.so.1' }]) // prettier-ignore
  expect(await readFile(join(target, 'lib/a.so'), 'utf8')).toBe('a')
})

test.each<Entry>([
  { name: '../outside', content: 'x' },
  { name: '/etc/outside', content: 'x' },
  { name: 'a/../../outside', content: 'x' },
  { name: 'link', type: '2', link: '../../outside' },
])('nothing leads out of the folder: %j', async (entry) => {
  await expect(unpack([entry])).rejects.toThrow('leads out of its folder')
})

test('a damaged archive is a fault', async () => {
  const archive = join(folder, 'archive.tar')
  await writeFile(archive, Buffer.alloc(512, 'x'))
  await expect(unpackTar(archive, folder)).rejects.toThrow('damaged')
})
