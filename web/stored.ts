/** A kept file that may no longer be there: then it is "not found", not a fault. */
import type { Files } from './deps.ts'

export async function readStored(files: Files, sha256: string): Promise<Buffer | null> {
  try {
    return await files.get(sha256)
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return null
    throw error
  }
}
