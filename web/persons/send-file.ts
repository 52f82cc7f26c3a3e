/** A file of a person, by its content: pictures are shown in place, everything else is saved. */
import { imageType } from '../image-type.ts'
import type { BytesReply } from '../reply.ts'

export function sendFile(bytes: Buffer): BytesReply {
  const type = imageType(bytes)
  if (type !== null) return { kind: 'bytes', bytes, type, downloadAs: null }
  // What is stored here is a picture or a PDF; shown as a page of its own a PDF would need more than the sandbox allows.
  return { kind: 'bytes', bytes, type: 'application/pdf', downloadAs: 'file.pdf' }
}
