/**
 * winmail.dat (MS-OXTNEF) — the files that Outlook packed into its own format. Layout: signature 0x223E9F78, a key, then
 * attributes: level (1 byte), id (4), length (4), data, checksum (2). A file is attAttachRenddata, attAttachTitle,
 * attAttachData; long names stand in attAttachment, which is not read: the short name will do.
 */

export interface TnefFile {
  readonly name: string | null
  readonly bytes: Buffer
}

const headerSize = 6
const attributeHeaderSize = 9
const checksumSize = 2
const maxFiles = 20
const newFile = 0x00069002
const fileTitle = 0x00018010
const fileData = 0x0006800f

/** Empty when nothing can be taken out. */
export function filesInTnef(bytes: Buffer, decodeName: (bytes: Buffer) => string): readonly TnefFile[] {
  const files: { name: string | null; bytes: Buffer | null }[] = []
  let at = headerSize
  while (at + attributeHeaderSize <= bytes.length && files.length <= maxFiles) {
    const id = bytes.readUInt32LE(at + 1)
    const start = at + attributeHeaderSize
    const end = start + bytes.readUInt32LE(at + 5)
    if (end > bytes.length) break
    const data = bytes.subarray(start, end)
    const file = files.at(-1)
    if (id === newFile) files.push({ name: null, bytes: null })
    else if (id === fileTitle && file !== undefined) file.name = decodeName(data.subarray(0, endOfText(data)))
    else if (id === fileData && file !== undefined) file.bytes = data
    at = end + checksumSize
  }
  return files.flatMap((file) => (file.bytes === null ? [] : [{ name: file.name, bytes: file.bytes }]))
}

function endOfText(data: Buffer): number {
  const zero = data.indexOf(0)
  return zero === -1 ? data.length : zero
}
