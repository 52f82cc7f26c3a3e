/** Writes an arriving mail to a file, its header stamped on the way; it is on disk before anyone is told so. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { mailLimits, type SpooledMail } from './mail-types.ts'

/** Turns a header (latin1 text, up to and without the empty line) into the one that is kept. */
export type ChangeHeader = (header: string) => string

/** Begins with an empty spool: what lies there was never answered for. */
export async function emptySpool(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o711 })
}

export async function spool(
  folder: string,
  sender: string,
  mail: AsyncIterable<Buffer>,
  change: ChangeHeader,
): Promise<SpooledMail> {
  const path = join(folder, `${randomUUID()}.eml`)
  const remove = () => rm(path, { force: true })
  try {
    const file = createWriteStream(path, { flags: 'wx' })
    await writeAll(file, mail, change)
    const handle = await open(path, 'r+')
    await handle.sync().finally(() => handle.close())
    return { path, sender, remove }
  } catch (error) {
    await remove()
    throw error
  }
}

async function writeAll(file: WriteStream, mail: AsyncIterable<Buffer>, change: ChangeHeader): Promise<void> {
  let head: Buffer | null = Buffer.alloc(0)
  const write = async (bytes: Buffer) => {
    if (!file.write(bytes)) await once(file, 'drain')
  }
  const failed = once(file, 'close')
  file.on('error', () => undefined)
  for await (const chunk of mail) {
    if (head === null) {
      await write(chunk)
      continue
    }
    head = Buffer.concat([head, chunk])
    const end = headerEnd(head)
    if (end === null && head.length < mailLimits.headerBytes) continue
    await write(changed(head, end ?? head.length, change))
    head = null
  }
  if (head !== null) await write(changed(head, headerEnd(head) ?? head.length, change))
  file.end()
  await failed
  if (file.errored !== null) throw file.errored
}

/** Where the header's last line ends: before the empty line, or at 0 where the mail begins with one. */
export function headerEnd(bytes: Buffer): number | null {
  if (bytes[0] === 0x0a || (bytes[0] === 0x0d && bytes[1] === 0x0a)) return 0
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) {
    if (bytes[at + 1] === 0x0a || (bytes[at + 1] === 0x0d && bytes[at + 2] === 0x0a)) return at + 1
  }
  return null
}

function changed(bytes: Buffer, end: number, change: ChangeHeader): Buffer {
  return Buffer.concat([Buffer.from(change(bytes.toString('latin1', 0, end)), 'latin1'), bytes.subarray(end)])
}
