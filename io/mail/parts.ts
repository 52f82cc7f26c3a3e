/** 邮件各部分 — takes a raw mail apart into its leaves: transfer encodings undone, every leaf as bytes, texts too. */
import type { MailPart } from './part-reader.ts'

/** @returns null when the mail cannot be taken apart: too many parts, a header too large. */
export async function takeApart(raw: Buffer): Promise<readonly MailPart[] | null> {
  const { readParts } = await import('./part-reader.ts')
  return readParts(raw)
}
