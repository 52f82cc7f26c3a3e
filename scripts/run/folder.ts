/** The data folder: made, tried, locked, and its keys. */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { problems, reasonOf } from './start-problem.ts'

/** Less than this free, and a database would stop in the middle of its work. */
const leastFreeMiB = 300

/** @throws StartProblem when it cannot be written or its disk is nearly full. */
export async function prepareFolder(dataDir: string): Promise<void> {
  const probe = join(dataDir, `.probe-${process.pid}`)
  try {
    // Others may pass through (x) but not look: run as root, Postgres works in it as an ordinary user.
    await mkdir(dataDir, { recursive: true, mode: 0o711 })
    const file = await open(probe, 'wx')
    await file.writeFile('probe')
    await file.close()
  } catch (error) {
    if (reasonOf(error) === 'ENOSPC') throw problems.diskFull(dataDir, 0)
    throw problems.notWritable(dataDir, reasonOf(error))
  } finally {
    await rm(probe, { force: true }).catch(() => undefined)
  }
  const disk = await statfs(dataDir)
  const freeMiB = Math.floor((disk.bavail * disk.bsize) / 2 ** 20)
  if (freeMiB < leastFreeMiB) throw problems.diskFull(dataDir, freeMiB)
}

/** A secret in keys/, as hexadecimal digits; made once, readable by its owner only. */
export async function secret(dataDir: string, name: string, bytes: number): Promise<string> {
  const folder = join(dataDir, 'keys')
  const path = join(folder, name)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const before = await readFile(path, 'utf8').catch(() => '')
  if (before.trim() !== '') return before.trim()
  const made = randomBytes(bytes).toString('hex')
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(made)
    await file.sync()
  } finally {
    await file.close()
  }
  return made
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
