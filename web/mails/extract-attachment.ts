/**
 * One attachment out of a kept mail, found by its SHA-256. Taken apart in a thread of its own with limits on time and
 * memory: a mail can be made to break its reader.
 */
import { Worker } from 'node:worker_threads'

const limits = { timeMs: 10_000, memoryMb: 512 } as const

/** null: it is not in there as a part of its own (inside an archive, say), or the mail could not be taken apart. */
export function extractAttachment(raw: Buffer, sha256: string): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./extract-attachment-thread.ts', import.meta.url), {
      workerData: { raw: new Uint8Array(raw), sha256 },
      resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb },
      env: {},
    })
    const timer = setTimeout(() => end(null), limits.timeMs)
    const end = (found: Buffer | null) => {
      clearTimeout(timer)
      void worker.terminate()
      resolve(found)
    }
    worker.once('message', (found: Uint8Array | null) => end(found === null ? null : Buffer.from(found)))
    worker.once('error', () => end(null))
    worker.once('exit', () => end(null))
  })
}
