/**
 * 文字编码 — bytes of an unknown encoding as text. Lenient: a byte order mark, then strict UTF-8, then what the sender
 * named, then GB 18030, which holds all of GBK and GB 2312 (never GB 2312 alone: rare characters of names are missing).
 */

/** Names under which any byte is a character, so that they explain nothing; asked last. */
const anyByteFits = /^(us-)?ascii$|^latin|^iso-?8859-?1$|^windows-1252$|^cp1252$|^utf-?8$|^gb|^x-gbk$|^cp936$|^ms936$/
/** Encodings in which text looks like ASCII, so that UTF-8 would accept it; asked first. */
const looksLikeAscii = /^iso-2022-|^utf-16/

const marks: readonly { readonly bytes: readonly number[]; readonly label: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], label: 'utf-8' },
  { bytes: [0xff, 0xfe], label: 'utf-16le' },
  { bytes: [0xfe, 0xff], label: 'utf-16be' },
]

/** How many bytes are looked at to tell UTF-16 without a mark. */
const sampleBytes = 2_048

/** @param declared the charset the sender named, believed only where the bytes do not speak for themselves. */
export function decodeText(bytes: Uint8Array, declared = ''): string {
  const label = declared.trim().toLowerCase()
  const certain = labelByMark(bytes) ?? labelByZeros(bytes) ?? (looksLikeAscii.test(label) ? label : null)
  const text = (certain === null ? null : decodeAs(bytes, certain)) ?? decodeStrictly(bytes)
  if (text !== null) return text
  const named = anyByteFits.test(label) || label === '' ? [] : [label]
  return fewestUnreadable([...named, 'gb18030', 'utf-8', ...(named.length === 0 && label !== '' ? [label] : [])], bytes)
}

/** Text whose raw bytes were kept one by one in a string (`latin1`), as headers are. */
export function repairText(binary: string, declared = ''): string {
  // Code points from U+0080 to U+00FF are bytes here; beyond them somebody has decoded the text already.
  return /^[\0-\xff]*[\x80-\xff][\0-\xff]*$/.test(binary) ? decodeText(Buffer.from(binary, 'latin1'), declared) : binary
}

function labelByMark(bytes: Uint8Array): string | null {
  return marks.find((mark) => mark.bytes.every((byte, index) => bytes[index] === byte))?.label ?? null
}

/** UTF-16 without a mark: only there do zero bytes stand in text, on one side of the pairs. */
function labelByZeros(bytes: Uint8Array): string | null {
  let even = 0
  let odd = 0
  const end = Math.min(bytes.length, sampleBytes)
  for (let index = 0; index < end; index += 1) {
    if (bytes[index] !== 0) continue
    if (index % 2 === 0) even += 1
    else odd += 1
  }
  if (even + odd < end / 20) return null
  if (odd > even * 4) return 'utf-16le'
  return even > odd * 4 ? 'utf-16be' : null
}

/** A long text may have been cut within its last character; of a short one those bytes could as well be GBK. */
const mayBeCutFromBytes = 512

function decodeStrictly(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: bytes.length >= mayBeCutFromBytes })
  } catch {
    return null
  }
}

function decodeAs(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label).decode(bytes)
  } catch {
    return null
  }
}

function fewestUnreadable(labels: readonly string[], bytes: Uint8Array): string {
  let best = ''
  let fewest = Infinity
  for (const label of labels) {
    const text = decodeAs(bytes, label)
    if (text === null) continue
    const unreadable = countUnreadable(text)
    if (unreadable >= fewest) continue
    best = text
    fewest = unreadable
  }
  return best
}

function countUnreadable(text: string): number {
  let count = 0
  for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', at + 1)) count += 1
  return count
}

/** Without control characters; tabs and line breaks stay. Without half characters, which no database takes. */
export function withoutControls(text: string): string {
  return text.toWellFormed().replace(/[^\P{Cc}\t\n\r]/gu, '')
}

/** One line for people: no control, direction or invisible characters, no line breaks, no half characters. */
export function shownLine(text: string, maxLength: number): string {
  const clean = text
    .slice(0, maxLength * 4)
    .toWellFormed()
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu, '')
    .trim()
  return clean.length <= maxLength ? clean : clean.slice(0, maxLength).toWellFormed()
}
