/** Raw mails written by hand, byte by byte: no library would write them so badly. */

export interface RawPart {
  readonly headers: readonly (string | Buffer)[]
  readonly body: string | Buffer
}

/** Header lines and a body, joined by CR LF. Buffers go in as they are. */
export function rawMail(headers: readonly (string | Buffer)[], body: string | Buffer = ''): Buffer {
  const lines = headers.map((line) => Buffer.concat([Buffer.from(line as Buffer), Buffer.from('\r\n')]))
  return Buffer.concat([...lines, Buffer.from('\r\n'), Buffer.from(body as Buffer)])
}

export const usualHeaders = [
  'From: "宏达" <office@e00.test>',
  'To: unban@association.test',
  'Subject: 解禁申请',
  'Message-ID: <one@e00.test>',
  'Date: Fri, 20 Nov 2026 14:05:00 +0800',
  'MIME-Version: 1.0',
] as const

let boundaries = 0

export function multipart(
  parts: readonly RawPart[],
  type = 'mixed',
  headers: readonly (string | Buffer)[] = usualHeaders,
): Buffer {
  // A mail within a mail must not share its boundary.
  const boundary = `b${(boundaries += 1)}_`
  const pieces = parts.flatMap((part) => [
    Buffer.from(`--${boundary}\r\n`),
    rawMail(part.headers, part.body),
    Buffer.from('\r\n'),
  ])
  return rawMail(
    [...headers, `Content-Type: multipart/${type}; boundary=${boundary}`],
    Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]),
  )
}

/** A file in base64; `disposition` may hold any bytes. */
export function filePart(
  disposition: string | Buffer,
  bytes: Buffer,
  more: readonly (string | Buffer)[] = [],
): RawPart {
  return {
    headers: [
      ...more,
      Buffer.concat([Buffer.from('Content-Disposition: '), Buffer.from(disposition as Buffer)]),
      'Content-Transfer-Encoding: base64',
    ],
    body: bytes.toString('base64').replace(/.{76}/g, '$&\r\n'),
  }
}
export const textPart = (text: string): RawPart => ({
  headers: ['Content-Type: text/plain; charset=utf-8'],
  body: text,
})
