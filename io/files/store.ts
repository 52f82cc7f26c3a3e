/**
 * 文件 — bytes kept under their SHA-256, sealed at rest. A file is at `ab/cdef…` by the hash of its clear bytes: nothing that
 * comes from outside ever becomes a path, and the same bytes are kept once. Written beside its place, flushed, then
 * renamed: a file is whole or not there.
 */
import { createHash, randomUUID } from 'node:crypto'
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export interface Sealing {
  sealBytes(bytes: Uint8Array): Buffer
  /** @throws Error when the bytes were not sealed with this key or were changed. */
  openBytes(sealed: Uint8Array): Buffer
}

interface StoredFile {
  readonly sha256: string
  readonly size: number
}

export interface FileStore {
  /** Keeps the bytes; does nothing when they are kept already. @throws DiskFull */
  put(bytes: Uint8Array): Promise<StoredFile>
  /** @throws FileDamaged when the bytes are no longer those that were kept; an ENOENT error when there is no such file. */
  get(sha256: string): Promise<Buffer>
  has(sha256: string): Promise<boolean>
  /** Whether the file is there and unchanged. */
  verify(sha256: string): Promise<boolean>
  /** Takes the bytes away for good; twice is once. Only for what nothing refers to any more. */
  remove(sha256: string): Promise<void>
}

/** 磁盘已满: waiting and trying again can help; the sentence is for the operator. */
export class DiskFull extends Error {
  override name = 'DiskFull'
}
/** 文件已损坏: the kept bytes were changed or sealed with another key. */
export class FileDamaged extends Error {
  override name = 'FileDamaged'
}

const fullDisk = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

export function createFileStore(folder: string, vault: Sealing): FileStore {
  async function get(sha256: string): Promise<Buffer> {
    const sealed = await readFile(placeOf(folder, sha256))
    const bytes = openSealed(vault, sealed, sha256)
    if (hashOf(bytes) !== sha256) throw new FileDamaged(`File ${sha256} is no longer what was kept.`)
    return bytes
  }
  return {
    get,
    async put(bytes) {
      const stored = { sha256: hashOf(bytes), size: bytes.length }
      const place = placeOf(folder, stored.sha256)
      if (!(await exists(place))) await writeWhole(place, vault.sealBytes(bytes))
      return stored
    },
    has: (sha256) => exists(placeOf(folder, sha256)),
    remove: (sha256) => rm(placeOf(folder, sha256), { force: true }),
    verify: (sha256) =>
      get(sha256).then(
        () => true,
        () => false,
      ),
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** @throws RangeError when it is no SHA-256 in hexadecimal: a name from outside reached this place. */
function placeOf(folder: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError('A file is named by its SHA-256 only.')
  return join(folder, sha256.slice(0, 2), sha256.slice(2))
}

function openSealed(vault: Sealing, sealed: Buffer, sha256: string): Buffer {
  try {
    return vault.openBytes(sealed)
  } catch (cause) {
    throw new FileDamaged(`File ${sha256} cannot be opened with this key.`, { cause })
  }
}

function exists(place: string): Promise<boolean> {
  return access(place).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )
}

async function writeWhole(place: string, bytes: Buffer): Promise<void> {
  const draft = `${place}.${randomUUID()}.draft`
  try {
    await mkdir(dirname(place), { recursive: true })
    await writeFlushed(draft, bytes)
    await rename(draft, place)
    await flushFolder(dirname(place))
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw explained(error)
  }
}

async function writeFlushed(draft: string, bytes: Buffer): Promise<void> {
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The new name itself must reach the disk; not every system lets a folder be flushed. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

/** A fault of writing as the operator should read it. */
export function explained(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code
  if (code === undefined || !fullDisk.has(code)) return error
  return new DiskFull(`The disk that holds the files is full (${code}): please free some space; the work then goes on by itself.`, { cause: error }) // prettier-ignore
}
