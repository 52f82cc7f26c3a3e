/**
 * 邮件指纹 — the same mail delivered twice has the same fingerprint: SHA-256 of its first Message-ID and of its content
 * without the trace block, which every delivery writes anew (email.md 5.1). Without a Message-ID: of content and From.
 */
import { createHash, type Hash } from 'node:crypto'
import { headEnd, peekHeaders, rawHeaderLines, rawHeaderName } from './head.ts'

/** The first of these ends the trace block that stands above it. */
const writtenBySender = new Set(['from', 'date', 'subject', 'message-id', 'mime-version'])
/** Written by servers on the way, wherever they stand. */
const trace = /^(delivered-to|return-path|authentication-results|received(-.*)?|x-qq-.*|x-cm-.*)$/

/** @returns 64 hexadecimal digits. */
export function fingerprintOf(raw: Buffer): string {
  const { messageId, from } = peekHeaders(raw)
  const identity = messageId ?? `from:${from.map((sender) => sender.address.toLowerCase()).join(',')}`
  return createHash('sha256')
    .update(`${identity}\n${contentHash(raw)}`)
    .digest('hex')
}

function contentHash(raw: Buffer): string {
  const lines = rawHeaderLines(raw)
  const first = lines.findIndex((line) => writtenBySender.has(rawHeaderName(line) ?? ''))
  const kept = lines.slice(Math.max(first, 0)).filter((line) => !trace.test(rawHeaderName(line) ?? ''))
  const hash = createHash('sha256')
  hash.update(kept.join('\n').replaceAll('\r\n', '\n'), 'latin1')
  hash.update('\n\n')
  updateWithLines(hash, raw.subarray(headEnd(raw).body))
  return hash.digest('hex')
}

const carriageReturn = 0x0d
const lineFeed = 0x0a
const blockBytes = 64 * 1024

/** Line ends count as one character and those at the end not at all: servers rewrite both. */
function updateWithLines(hash: Hash, body: Buffer): void {
  let end = body.length
  while (end > 0 && (body[end - 1] === lineFeed || body[end - 1] === carriageReturn)) end -= 1
  let at = 0
  while (at < end) {
    const full = Math.min(at + blockBytes, end)
    // A line end is not cut in two.
    const stop = full < end && body[full - 1] === carriageReturn ? full - 1 : full
    hash.update(body.toString('latin1', at, stop).replaceAll('\r\n', '\n'), 'latin1')
    at = stop
  }
}
