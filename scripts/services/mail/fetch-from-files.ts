/**
 * Lets hoodiecrow answer FETCH from the mail's file: it would keep every mail in memory, and take a mail of 60 MB apart
 * to send its header. What needs the parts of the mail (BODYSTRUCTURE, BODY[1]) still goes its way.
 */
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { FetchQuery, ImapConnection, ImapMessage, ImapServer } from 'hoodiecrow-imap'
import { mailLimits } from './mail-types.ts'
import { headerEnd } from './spool.ts'

type Handler = (connection: ImapConnection, message: ImapMessage, query: FetchQuery) => unknown
const usual = createRequire(import.meta.url)('hoodiecrow-imap/lib/commands/handlers/fetch.js') as Record<'BODY' | 'ENVELOPE' | 'RFC822.HEADER', Handler> // prettier-ignore

const paths = new WeakMap<ImapMessage, string>()
/** The part of a mail that was asked for; hoodiecrow shortens the query while it answers. */
const asked = new WeakMap<FetchQuery, readonly number[]>()

/** A mail whose bytes stay in their file. */
export function messageInFile(path: string, mail: { uid: number; flags: string[]; internaldate: string }): ImapMessage {
  let parsed: WeakRef<object> | null = null
  const message: ImapMessage = Object.defineProperties(
    { ...mail, raw: '' },
    {
      raw: { enumerable: true, get: () => readFileSync(path, 'latin1') },
      parsed: {
        enumerable: false,
        get: () => parsed?.deref(),
        set: (tree: object) => {
          parsed = new WeakRef(tree)
        },
      },
    },
  )
  paths.set(message, path)
  return message
}

export function fetchFromFiles(server: ImapServer): void {
  const body: Handler = (connection, message, query) => {
    const section = query.section
    if (section === undefined) return usual.BODY(connection, message, query)
    const [start = 0, length] = partial(query)
    if (section.length === 0) return literal(read(message, start, length))
    if (section.length === 1 && section[0]?.value.toUpperCase() === 'HEADER') {
      const header = headerOf(message)
      return literal(length === undefined ? header : header.slice(start, start + length))
    }
    const wanted = section[0]?.value.toUpperCase() ?? ''
    const onlyHeader = wanted === 'HEADER.FIELDS' || wanted === 'HEADER.FIELDS.NOT'
    return usual.BODY(connection, onlyHeader ? headerOnly(message) : message, query)
  }
  Object.assign(server.fetchHandlers, {
    BODY: body,
    'BODY.PEEK': body,
    ENVELOPE: ((connection, message, query) =>
      usual.ENVELOPE(connection, headerOnly(message), query)) satisfies Handler,
    RFC822: ((_connection, message) => literal(read(message, 0))) satisfies Handler,
    'RFC822.HEADER': ((_connection, message) => literal(headerOf(message))) satisfies Handler,
    'RFC822.SIZE': ((_connection, message) => statSync(pathOf(message)).size) satisfies Handler,
  })
}

const literal = (value: string) => ({ type: 'LITERAL', value })

/** The answer names only where the part begins (RFC 3501 7.4.2). */
function partial(query: FetchQuery): readonly number[] {
  const before = asked.get(query)
  if (before !== undefined) return before
  const given = [...(query.partial ?? [])].map(Number)
  asked.set(query, given)
  if (query.partial !== undefined) query.partial = given.slice(0, 1)
  return given
}

function headerOnly(message: ImapMessage): ImapMessage {
  return { uid: message.uid, flags: message.flags, internaldate: message.internaldate, raw: headerOf(message) }
}

/** With the empty line behind it. */
function headerOf(message: ImapMessage): string {
  const text = read(message, 0, mailLimits.headerBytes)
  const end = headerEnd(Buffer.from(text, 'latin1'))
  return `${end === null ? text : text.slice(0, end)}\r\n`
}

function read(message: ImapMessage, start: number, length?: number): string {
  const path = pathOf(message)
  if (length === undefined) return readFileSync(path, 'latin1')
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(Math.min(length, Math.max(0, statSync(path).size - start)))
    return bytes.toString('latin1', 0, readSync(file, bytes, 0, bytes.length, start))
  } finally {
    closeSync(file)
  }
}

function pathOf(message: ImapMessage): string {
  const path = paths.get(message)
  if (path === undefined) throw new Error('The mail has no file.')
  return path
}
