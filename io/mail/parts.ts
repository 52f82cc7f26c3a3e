/** 邮件各部分 — takes a raw mail apart into its leaves: transfer encodings undone, every leaf as bytes, texts too. */

export interface MailPart {
  /** As declared, in lower case; never believed for anything but finding the body. */
  readonly type: string
  readonly charset: string
  readonly name: string | null
  readonly attached: boolean
  readonly contentId: string | null
  readonly bytes: Buffer
}

/** @returns null when the mail cannot be taken apart: too many parts, a header too large. */
export async function takeApart(raw: Buffer): Promise<readonly MailPart[] | null> {
  const { readParts } = await import('./part-reader.ts')
  return readParts(raw)
}
