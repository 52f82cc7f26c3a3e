/**
 * HTML from outside, read in one pass and without recursion: its text, its tables, its links. Nothing is run, fetched or
 * shown as it came.
 */
import { tableLimits, TableRows, type Table } from './table-rows.ts'

export interface HtmlTable extends Table {
  readonly tooMany: boolean
  /** Stands in a quoted mail: inside <blockquote>, or below a line such as 原始邮件. */
  readonly quoted: boolean
}

export interface HtmlContent {
  readonly text: string
  readonly tables: readonly HtmlTable[]
  /** Values of href, as written. */
  readonly links: readonly string[]
}

const htmlLimits = {
  length: 8 * 1024 * 1024,
  textLength: 200_000,
  tables: 50,
  tableDepth: 20,
  links: 200,
  attributesLength: 4_000,
  spanRows: 1_000,
} as const

const lineTags = new Set(
  'p div br tr table ul ol li h1 h2 h3 h4 h5 h6 hr blockquote pre section article header footer title'.split(' '),
)
/** Their content is not text. */
const hiddenTags = new Set(['script', 'style', 'head', 'template', 'noscript'])
const quoteLine = /^[-_—\s]*(原始邮件|原邮件|Original\s+Message|发件人\s*[:：]|From\s*:)/i

export function readHtml(source: string): HtmlContent {
  const html = source.length > htmlLimits.length ? source.slice(0, htmlLimits.length) : source
  const text = new TextLines()
  const links: string[] = []
  const done: { readonly order: number; readonly table: HtmlTable }[] = []
  const open: OpenTable[] = []
  let started = 0
  let blockquotes = 0
  let at = 0

  const write = (piece: string): void => {
    if (piece === '') return
    const plain = decodeEntities(piece)
    text.add(plain)
    open.at(-1)?.write(plain)
  }
  const closeTable = (): void => {
    const table = open.pop()
    if (table !== undefined) done.push(table.finish())
  }
  const onTag = (name: string, closing: boolean, attributes: string): void => {
    if (lineTags.has(name)) text.breakLine()
    if (name === 'blockquote') blockquotes = Math.max(0, blockquotes + (closing ? -1 : 1))
    if (name === 'table') {
      if (closing) closeTable()
      else if (open.length < htmlLimits.tableDepth && started < htmlLimits.tables) {
        open.push(new OpenTable(started, blockquotes > 0 || text.quoteSeen))
        started += 1
      }
      return
    }
    const table = open.at(-1)
    if (name === 'tr') table?.row(closing)
    else if (name === 'td' || name === 'th') {
      text.add('\t')
      table?.cell(closing, closing ? '' : attributes)
    } else if (name === 'br' || name === 'p' || name === 'div') table?.write(' ')
    else if (name === 'a' && !closing && links.length < htmlLimits.links) {
      const link = attribute(attributes, 'href')
      if (link !== null) links.push(link)
    }
  }

  while (at < html.length) {
    const lt = html.indexOf('<', at)
    if (lt === -1) {
      write(html.slice(at))
      break
    }
    write(html.slice(at, lt))
    if (html.startsWith('<!--', lt)) {
      const end = html.indexOf('-->', lt + 4)
      at = end === -1 ? html.length : end + 3
      continue
    }
    const tag = tagAt(html, lt)
    if (tag === null) {
      write('<')
      at = lt + 1
      continue
    }
    at = tag.end
    onTag(tag.name, tag.closing, tag.attributes)
    if (!tag.closing && hiddenTags.has(tag.name)) at = endOfHidden(html, tag.name, at)
  }
  while (open.length > 0) closeTable()
  return { text: text.finish(), tables: done.sort((a, b) => a.order - b.order).map(({ table }) => table), links }
}

interface Tag {
  readonly name: string
  readonly closing: boolean
  readonly attributes: string
  readonly end: number
}

const tagName = /<(\/?)([a-z][a-z0-9:]{0,40})|<[!?]/iy

/** The tag at `start`, or null when the `<` is only a character. A tag without an end takes the rest. */
function tagAt(html: string, start: number): Tag | null {
  tagName.lastIndex = start
  const match = tagName.exec(html)
  if (match === null) return null
  let quote = ''
  let end = tagName.lastIndex
  for (; end < html.length; end += 1) {
    const char = html[end]
    if (quote !== '') {
      if (char === quote) quote = ''
    } else if (char === '>') break
    else if ((char === '"' || char === "'") && html[end - 1] === '=') quote = char
  }
  return {
    name: (match[2] ?? '').toLowerCase(),
    closing: match[1] === '/',
    attributes: html.slice(tagName.lastIndex, Math.min(end, tagName.lastIndex + htmlLimits.attributesLength)),
    end: end + 1,
  }
}

function endOfHidden(html: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}(?=[\\s>/])`, 'gi')
  closing.lastIndex = from
  const match = closing.exec(html)
  // <head> without an end: what follows is the page itself.
  return match?.index ?? (name === 'head' ? from : html.length)
}

function attribute(attributes: string, name: string): string | null {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(attributes)
  return match === null ? null : decodeEntities(match[1] ?? match[2] ?? match[3] ?? '').trim()
}

function spanOf(attributes: string, name: string, atMost: number): number {
  const span = Number.parseInt(attribute(attributes, name) ?? '1', 10)
  return span > 1 ? Math.min(span, atMost) : 1
}

/** A table being read. Cells joined over rows or columns keep the columns in line: what they cover is empty. */
class OpenTable {
  readonly #order: number
  readonly #quoted: boolean
  readonly #rows = new TableRows()
  /** Rows still covered from above, by column. */
  #covered: number[] = []
  #row: string[] | null = null
  #cell: string[] | null = null
  #cellLength = 0
  /** Column of the cell being read. */
  #column = 0
  #full = false

  constructor(order: number, quoted: boolean) {
    this.#order = order
    this.#quoted = quoted
  }

  write(text: string): void {
    if (this.#cell === null || this.#cellLength > tableLimits.cellLength) return
    this.#cell.push(text)
    this.#cellLength += text.length
  }

  row(closing: boolean): void {
    this.#endRow()
    if (!closing && !this.#full) this.#row = []
  }

  cell(closing: boolean, attributes: string): void {
    this.#endCell()
    if (closing || this.#full) return
    const row = (this.#row ??= [])
    this.#skipCovered(row)
    if (row.length >= tableLimits.columns) return
    const columns = spanOf(attributes, 'colspan', tableLimits.columns - row.length)
    const rows = spanOf(attributes, 'rowspan', htmlLimits.spanRows)
    for (let column = row.length; rows > 1 && column < row.length + columns; column += 1) this.#covered[column] = rows
    // The text goes into the first of the joined cells; the others are filled when the cell ends.
    row.push('')
    for (let more = 1; more < columns; more += 1) row.push('')
    this.#cell = []
    this.#cellLength = 0
    this.#column = row.length - columns
  }

  finish(): { readonly order: number; readonly table: HtmlTable } {
    this.#endRow()
    return { order: this.#order, table: { ...this.#rows.table(), tooMany: this.#rows.tooMany, quoted: this.#quoted } }
  }

  #skipCovered(row: string[]): void {
    while (row.length < tableLimits.columns && (this.#covered[row.length] ?? 0) > 0) row.push('')
  }

  #endCell(): void {
    if (this.#cell === null || this.#row === null) return
    this.#row[this.#column] = this.#cell
      .join('')
      .replace(/[\s\u00a0]+/g, ' ')
      .trim()
    this.#cell = null
  }

  #endRow(): void {
    this.#endCell()
    if (this.#row === null) return
    this.#full = !this.#rows.add(this.#row)
    this.#row = null
    this.#covered = this.#covered.map((rows) => Math.max(0, rows - 1))
  }
}

/** The text as lines; spaces are joined, empty lines dropped. */
class TextLines {
  quoteSeen = false
  readonly #lines: string[] = []
  #line: string[] = []
  #length = 0

  add(text: string): void {
    if (this.#length > htmlLimits.textLength) return
    this.#line.push(text)
    this.#length += text.length
  }

  breakLine(): void {
    const line = this.#line
      .join('')
      .replace(/[\s\u00a0]+/g, ' ')
      .trim()
    this.#line = []
    if (line === '') return
    this.#lines.push(line)
    this.quoteSeen ||= quoteLine.test(line)
  }

  finish(): string {
    this.breakLine()
    return this.#lines.join('\n')
  }
}

const namedEntities = new Map([
  ['amp', '&'], ['lt', '<'], ['gt', '>'], ['quot', '"'], ['apos', "'"], ['nbsp', ' '], ['middot', '·'], ['ensp', ' '],
  ['emsp', ' '], ['ldquo', '“'], ['rdquo', '”'], ['mdash', '—'], ['hellip', '…'],
]) // prettier-ignore

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));?/gi, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return namedEntities.get(name.toLowerCase()) ?? whole
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : '\ufffd'
  }) // prettier-ignore
}
