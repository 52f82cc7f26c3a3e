/**
 * Unpacks a tar archive (POSIX.1-1988 ustar, with GNU's and pax's long names passed over). Blocks of 512 bytes: a header
 * (name 0–99, mode 100–107 octal, size 124–135 octal, type 156, prefix 345–499), then the content, padded.
 * Only files, folders and links inside the target are made; a name that leads out of it is a fault.
 */
import { createReadStream } from 'node:fs'
import { mkdir, open, symlink, writeFile } from 'node:fs/promises'
import { dirname, isAbsolute, join, normalize, relative } from 'node:path'

const blockBytes = 512
const mostEntries = 10_000

interface Entry {
  readonly name: string
  readonly mode: number
  readonly size: number
  readonly type: string
  readonly linkName: string
}

/** @throws Error when the archive is damaged, too large, or names a place outside `folder`. */
export async function unpackTar(archive: string, folder: string): Promise<void> {
  const file = await open(archive, 'r')
  try {
    const header = Buffer.alloc(blockBytes)
    let position = 0
    for (let count = 0; ; count++) {
      if (count > mostEntries) throw new Error('The archive has too many entries.')
      const { bytesRead } = await file.read(header, 0, blockBytes, position)
      if (bytesRead < blockBytes || header.every((byte) => byte === 0)) return
      const entry = readHeader(header)
      position += blockBytes
      await writeEntry(entry, archive, position, folder)
      position += Math.ceil(entry.size / blockBytes) * blockBytes
    }
  } finally {
    await file.close()
  }
}

function readHeader(block: Buffer): Entry {
  const text = (from: number, length: number) => block.toString('utf8', from, from + length).split('\0')[0] ?? ''
  const octal = (from: number, length: number) => {
    const value = Number.parseInt(text(from, length).trim() || '0', 8)
    if (!Number.isSafeInteger(value) || value < 0) throw new Error('The archive is damaged.')
    return value
  }
  const prefix = text(345, 155)
  return {
    name: prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`,
    mode: octal(100, 8),
    size: octal(124, 12),
    type: text(156, 1) || '0',
    linkName: text(157, 100),
  }
}

async function writeEntry(entry: Entry, archive: string, position: number, folder: string): Promise<void> {
  const path = inside(folder, entry.name)
  if (entry.type === '5') {
    await mkdir(path, { recursive: true })
  } else if (entry.type === '0') {
    await mkdir(dirname(path), { recursive: true })
    const content =
      entry.size === 0 ? '' : createReadStream(archive, { start: position, end: position + entry.size - 1 })
    await writeFile(path, content, { mode: entry.mode & 0o777 })
  } else if (entry.type === '2') {
    inside(folder, join(dirname(entry.name), entry.linkName))
    await mkdir(dirname(path), { recursive: true })
    await symlink(entry.linkName, path)
  }
}

function inside(folder: string, name: string): string {
  const path = join(folder, normalize(name))
  if (isAbsolute(name) || relative(folder, path).startsWith('..')) throw new Error('The archive leads out of its folder.') // prettier-ignore
  return path
}
