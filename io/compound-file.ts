/**
 * Compound file (MS-CFB), the container of .xls, .et, .doc and of workbooks with a password: sectors chained through an
 * allocation table, a directory of 128-byte entries, and small streams kept inside the root entry's own stream.
 * Only the names and the beginning of a stream are read here.
 */

export interface CompoundFile {
  readonly names: readonly string[]
  /** At most one small sector (64 bytes) or one sector (512 bytes or 4 KiB) from the stream's beginning. */
  head(name: string): Buffer | null
}

const signature = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const headerSize = 512
const entrySize = 128
const smallSectorSize = 64
const endOfChain = 0xfffffffe
/** A directory longer than this is no document: 1,000 sectors hold 4,000 names. */
const maxDirectorySectors = 1_000
const tableEntriesInHeader = 109
/** Steps along one chain: small streams of a workbook lie within 8 MB. A chain that bites its tail ends here, too. */
const maxChainSteps = 16_384

interface DirectoryEntry {
  readonly name: string
  readonly isRoot: boolean
  readonly firstSector: number
  readonly size: number
}

export function isCompoundFile(bytes: Uint8Array): boolean {
  return bytes.length >= signature.length && signature.every((byte, index) => bytes[index] === byte)
}

/** Null when it is no compound file or its directory is damaged. */
export function openCompoundFile(bytes: Uint8Array): CompoundFile | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length < headerSize || !isCompoundFile(file)) return null
  const sectorBits = file.readUInt16LE(30)
  if (sectorBits !== 9 && sectorBits !== 12) return null
  const sectorSize = 1 << sectorBits
  const smallStreamBelow = file.readUInt32LE(56)

  const sector = (index: number): Buffer | null => {
    const start = (index + 1) * sectorSize
    return start < file.length ? file.subarray(start, start + sectorSize) : null
  }
  const nextSector = (index: number): number => {
    const perSector = sectorSize / 4
    const place = Math.floor(index / perSector)
    // Tables beyond the header's 109 stand in files above 7 MB, whose directory lies early all the same.
    const table = place < tableEntriesInHeader ? sector(file.readUInt32LE(76 + place * 4)) : null
    const at = (index % perSector) * 4
    return table !== null && at + 4 <= table.length ? table.readUInt32LE(at) : endOfChain
  }

  const entries: DirectoryEntry[] = []
  let index = file.readUInt32LE(48)
  for (let read = 0; read < maxDirectorySectors; read += 1) {
    const directory = sector(index)
    if (directory === null) break
    for (let at = 0; at + entrySize <= directory.length; at += entrySize) {
      const nameBytes = Math.min(directory.readUInt16LE(at + 64), 64)
      if (nameBytes < 2) continue
      entries.push({
        name: directory.toString('utf16le', at, at + nameBytes - 2),
        isRoot: directory[at + 66] === 5,
        firstSector: directory.readUInt32LE(at + 116),
        size: directory.readUInt32LE(at + 120),
      })
    }
    index = nextSector(index)
  }
  if (entries.length === 0) return null

  const smallHead = (entry: DirectoryEntry): Buffer | null => {
    const root = entries.find((candidate) => candidate.isRoot)
    if (root === undefined) return null
    const place = entry.firstSector * smallSectorSize
    let holder = root.firstSector
    const steps = Math.floor(place / sectorSize)
    if (steps > maxChainSteps) return null
    for (let skip = steps; skip > 0 && holder < endOfChain; skip -= 1) holder = nextSector(holder)
    const start = place % sectorSize
    return sector(holder)?.subarray(start, start + smallSectorSize) ?? null
  }
  return {
    names: entries.map((entry) => entry.name),
    head: (name) => {
      const entry = entries.find((candidate) => candidate.name === name)
      if (entry === undefined) return null
      return entry.size < smallStreamBelow ? smallHead(entry) : sector(entry.firstSector)
    },
  }
}
