/** The thread's side of extract-attachment.ts. */
import { createHash } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { simpleParser } from 'mailparser'

/** A form inside a forwarded mail inside a forwarded mail. */
const deepest = 3

async function find(raw: Buffer, sha256: string, depth = 1): Promise<Buffer | null> {
  const options = {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
    skipTextLinks: true,
    keepDeliveryStatus: true,
  }
  const { attachments } = await simpleParser(raw, options)
  for (const { content, contentType } of attachments) {
    if (createHash('sha256').update(content).digest('hex') === sha256) return content
    if (contentType === 'message/rfc822' && depth < deepest) {
      const inner = await find(content, sha256, depth + 1)
      if (inner !== null) return inner
    }
  }
  return null
}

const { raw, sha256 } = workerData as { raw: Uint8Array; sha256: string }
parentPort?.postMessage(await find(Buffer.from(raw), sha256).catch(() => null))
