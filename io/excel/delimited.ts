/** .csv and .tsv (RFC 4180, leniently): any usual encoding, separator and line end; text under the ending .xls as well. */
import { TableRows, type TableReading } from '../table-rows.ts'
import { decodeText } from '../text.ts'

const separators = ['\t', ',', ';'] as const
/** The text is looked at up to here: 500 rows need a tenth of it. */
const maxLength = 4 * 1024 * 1024

export function readDelimited(bytes: Uint8Array): TableReading {
  const text = decodeText(bytes.subarray(0, maxLength))
  const separator = mostFrequent(text)
  const rows = new TableRows()
  let at = 0
  while (at < text.length) {
    const line = readLine(text, at, separator)
    if (!rows.add(line.fields)) break
    at = line.end
  }
  return rows.reading()
}

/** The separator that stands most often in the first lines. */
function mostFrequent(text: string): string {
  const start = text.slice(0, 4_000)
  const counts = separators.map((separator) => ({ separator, count: start.split(separator).length }))
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).separator
}

function readLine(text: string, start: number, separator: string): { fields: string[]; end: number } {
  const fields: string[] = []
  let at = start
  for (;;) {
    const field = text[at] === '"' ? quotedField(text, at, separator) : plainField(text, at, separator)
    fields.push(unwrapped(field.value))
    at = field.end
    if (text[at] !== separator) break
    at += 1
  }
  if (text[at] === '\r') at += 1
  if (text[at] === '\n') at += 1
  return { fields, end: at === start ? start + 1 : at }
}

function plainField(text: string, start: number, separator: string): { value: string; end: number } {
  let end = start
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1
  return { value: text.slice(start, end), end }
}

/** In quotes, where "" is one quote; a quote that is never closed ends with its line. */
function quotedField(text: string, start: number, separator: string): { value: string; end: number } {
  const parts: string[] = []
  let at = start + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote === -1) return plainField(text, start, separator)
    parts.push(text.slice(at, quote))
    if (text[quote + 1] !== '"') {
      const rest = plainField(text, quote + 1, separator)
      return { value: parts.join('') + rest.value, end: rest.end }
    }
    parts.push('"')
    at = quote + 2
  }
}

/** ="450103…" is how some programs keep a long number from being shortened: the text is what stands in the quotes. */
function unwrapped(field: string): string {
  return /^="([^"]*)"$/.exec(field)?.[1] ?? field
}
