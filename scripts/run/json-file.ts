/** Small JSON files that are whole at every moment, also after a power cut. */
import { open, readFile, rename, rm } from 'node:fs/promises'

/** @returns null when the file is missing or no JSON. */
export async function readJson<T>(path: string): Promise<T | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T
  } catch {
    return null
  }
}

/** @param mode 0600 unless told: such files hold passwords. */
export async function writeJsonAtomically(path: string, value: unknown, mode = 0o600): Promise<void> {
  const draft = `${path}.${process.pid}.draft`
  const file = await open(draft, 'w', mode)
  try {
    await file.writeFile(`${JSON.stringify(value, null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path).catch(async (error: unknown) => {
    await rm(draft, { force: true })
    throw error
  })
}

export interface JsonFile<T> {
  /** Returns at once; writes follow each other, so that the last one said is the one that stays. */
  write(value: T): void
  /** Everything said so far is on disk. A full disk is passed over: these are notes, and must not end what runs. */
  written(): Promise<void>
}

export function jsonFile<T>(path: string): JsonFile<T> {
  let writing: Promise<void> = Promise.resolve()
  return {
    write: (value) => {
      writing = writing.then(() => writeJsonAtomically(path, value)).catch(() => undefined)
    },
    written: () => writing,
  }
}
