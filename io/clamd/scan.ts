/**
 * 查毒 — asks clamd about the bytes of a mail (clamd(8), INSTREAM): `zINSTREAM\0`, then pieces of a length in four bytes, most
 * significant first, and so many bytes; a length of nothing ends them. The answer is `stream: OK`, `stream: <name> FOUND`
 * or `… ERROR`, ended by a zero byte. Nothing of the mail is written anywhere on the way.
 */
import { connect, type Socket } from 'node:net'

/** A port, or a socket in the file system (CLAMD_URL). */
export type ClamdAddress = { readonly host: string; readonly port: number } | { readonly path: string }

export type ScanAnswer =
  | { readonly kind: 'clean' }
  | { readonly kind: 'found' }
  /** clamd answered that it cannot: the stream is longer than its StreamMaxLength, say. Asking again will not help. */
  | { readonly kind: 'refused'; readonly why: string }
  /** Not reached, or no answer in time: ask again later. */
  | { readonly kind: 'away'; readonly why: string }

export interface Scanner {
  scan(bytes: Uint8Array): Promise<ScanAnswer>
}

export const scanLimits = {
  /** More than any mail that is read (60 MiB). */
  bytes: 64 * 1024 * 1024,
  pieceBytes: 256 * 1024,
  answerLength: 4_096,
  /** For connecting, sending and the answer together. */
  timeoutMs: 30_000,
} as const

export function createScanner(address: ClamdAddress, timeoutMs: number = scanLimits.timeoutMs): Scanner {
  return {
    scan: (bytes) =>
      bytes.length > scanLimits.bytes
        ? Promise.resolve({ kind: 'refused', why: 'longer than is sent to clamd' })
        : ask(address, bytes, timeoutMs),
  }
}

function ask(address: ClamdAddress, bytes: Uint8Array, timeoutMs: number): Promise<ScanAnswer> {
  return new Promise((resolve) => {
    const socket = connect(address)
    let heard = ''
    const end = (answer: ScanAnswer): void => {
      clearTimeout(clock)
      socket.destroy()
      resolve(answer)
    }
    const clock = setTimeout(() => end({ kind: 'away', why: 'no answer in time' }), timeoutMs)
    socket.once('connect', () => void send(socket, bytes))
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1')
      if (heard.includes('\0') || heard.length > scanLimits.answerLength) end(read(heard))
    })
    // clamd may refuse and close while we still send: what it said counts more than the broken pipe.
    socket.once('error', (error) => end(heard === '' ? { kind: 'away', why: error.message } : read(heard)))
    socket.once('close', () => end(heard === '' ? { kind: 'away', why: 'closed without an answer' } : read(heard)))
  })
}

async function send(socket: Socket, bytes: Uint8Array): Promise<void> {
  socket.write('zINSTREAM\0')
  for (let at = 0; at < bytes.length && socket.writable; at += scanLimits.pieceBytes) {
    const piece = bytes.subarray(at, at + scanLimits.pieceBytes)
    socket.write(lengthOf(piece))
    if (!socket.write(piece)) await new Promise<void>((resume) => socket.once('drain', resume).once('close', resume))
  }
  if (socket.writable) socket.write(lengthOf(new Uint8Array(0)))
}

function lengthOf(piece: Uint8Array): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(piece.length)
  return length
}

/** The name of what was found is not passed on: it is in clamd's own log. */
function read(answer: string): ScanAnswer {
  const [text = ''] = answer.split('\0')
  if (/ FOUND\s*$/.test(text)) return { kind: 'found' }
  if (/: OK\s*$/.test(text)) return { kind: 'clean' }
  return { kind: 'refused', why: text.trim().slice(0, 200) }
}
