/**
 * A clamd that does as it is told: it reads INSTREAM as the real one does, finds EICAR's test text, and can answer with an
 * error, say nothing, hang up, or be away.
 */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { inflateEntry, listZip, type ZipEntry } from '../../io/zip.ts'

export type ClamdMood = 'works' | 'error' | 'silent' | 'hangsUp'

export interface FakeClamd {
  readonly url: string
  readonly port: number
  mood: ClamdMood
  /** Streams that came to their end. */
  readonly scanned: () => number
  stop(): Promise<void>
  /** At the same port as before. */
  start(): Promise<void>
}

/** EICAR's test text, put together here so that no scanner takes this file for it. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS', '-TEST-FILE!$H+H*'].join('')

const maxStream = 100 * 1024 * 1024

export async function startClamd(mood: ClamdMood = 'works'): Promise<FakeClamd> {
  const state = { mood, scanned: 0 }
  const sockets = new Set<Socket>()
  const start = async (port: number): Promise<Server> => {
    const server = createServer((socket) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
      socket.on('error', () => undefined)
      serve(socket, state)
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', resolve)
    })
    return server
  }
  let server = await start(0)
  const { port } = server.address() as AddressInfo
  return {
    url: `tcp://127.0.0.1:${port}`,
    port,
    get mood() {
      return state.mood
    },
    set mood(next) {
      state.mood = next
    },
    scanned: () => state.scanned,
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
    async start() {
      server = await start(port)
    },
  }
}

function serve(socket: Socket, state: { mood: ClamdMood; scanned: number }): void {
  if (state.mood === 'hangsUp') {
    socket.destroy()
    return
  }
  let held = Buffer.alloc(0)
  let begun = false
  let stream: Buffer[] = []
  let size = 0
  const answer = (text: string): void => {
    if (state.mood !== 'silent') socket.end(`${text}\0`)
  }
  socket.on('data', (chunk: Buffer) => {
    held = Buffer.concat([held, chunk])
    if (!begun) {
      const command = 'zINSTREAM\0'
      if (held.length < command.length) return
      if (held.toString('latin1', 0, command.length) !== command) {
        answer('UNKNOWN COMMAND')
        return
      }
      held = held.subarray(command.length)
      begun = true
    }
    while (held.length >= 4) {
      const length = held.readUInt32BE(0)
      if (length === 0) {
        state.scanned += 1
        if (state.mood === 'error') answer("Can't allocate memory ERROR")
        else answer(holdsEicar(Buffer.concat(stream)) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK')
        stream = []
        return
      }
      if (held.length < 4 + length) return
      size += length
      if (size > maxStream) {
        answer('INSTREAM size limit exceeded. ERROR')
        return
      }
      stream.push(held.subarray(4, 4 + length))
      held = held.subarray(4 + length)
    }
  })
}

/** Plain, in base64 at any of the three places where it may begin, or in a ZIP that is attached. */
function holdsEicar(bytes: Buffer): boolean {
  const text = bytes.toString('latin1')
  if (text.includes(eicar)) return true
  const packed = text.replace(/\s+/g, '')
  if (attachedZips(text).some((zip) => (listZip(zip) ?? []).some((entry) => inflated(zip, entry).includes(eicar))))
    return true
  return [0, 1, 2].some((shift) => packed.includes(Buffer.concat([Buffer.alloc(shift), Buffer.from(eicar)]).toString('base64').slice(4, 60))) // prettier-ignore
}

function attachedZips(text: string): Buffer[] {
  return (text.match(/^UEsDB[\w+/=\r\n]+/gm) ?? []).map((block) => Buffer.from(block, 'base64'))
}

function inflated(zip: Buffer, entry: ZipEntry): Buffer {
  const content = inflateEntry(zip, entry)
  return content.kind === 'bytes' ? content.bytes : Buffer.alloc(0)
}
