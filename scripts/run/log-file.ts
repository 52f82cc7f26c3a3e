/** One log file a part, kept as `<part>.log` and, from 20 MB on at the next start, `<part>.log.1`. */
import { createWriteStream, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

const rotateAtBytes = 20_000_000

export interface LogFile {
  readonly path: string
  write(line: string): void
  close(): Promise<void>
}

export function openLog(folder: string, name: string): LogFile {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${name}.log`)
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > rotateAtBytes) renameSync(path, `${path}.1`)
  const stream = createWriteStream(path, { flags: 'a' })
  // A full disk must not end the program that would say so.
  stream.on('error', () => undefined)
  return {
    path,
    write: (line) => stream.write(`${line}\n`),
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  }
}
