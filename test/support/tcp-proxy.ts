/** Stands between a client and a server: notes what the client says, and can fall silent, cut, or answer for the server. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface TcpProxy {
  readonly port: number
  /** Lines the client sent, oldest first. */
  readonly lines: string[]
  /** Lets nothing through any more, and closes nothing: a black hole. */
  freeze(): void
  cut(): void
  close(): Promise<void>
}

/** `answer` may speak for the server: what it returns is sent to the client, and the line goes no further. */
export async function startTcpProxy(
  targetPort: number,
  answer: (line: string) => string | null = () => null,
): Promise<TcpProxy> {
  const lines: string[] = []
  const sockets = new Set<Socket>()
  let frozen = false
  const server = createServer((client) => {
    const upstream = connect(targetPort, '127.0.0.1')
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => undefined)
    }
    client.on('data', (bytes) => {
      const said = bytes.toString('latin1').split('\r\n').filter((line) => line !== '') // prettier-ignore
      lines.push(...said)
      const spoken = said.map(answer).find((text) => text !== null)
      if (frozen) return
      if (spoken === undefined) upstream.write(bytes)
      else client.write(spoken)
    })
    upstream.on('data', (bytes) => {
      if (!frozen) client.write(bytes)
    })
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => {
      if (!frozen) client.destroy()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    lines,
    freeze: () => (frozen = true),
    cut,
    close: () => {
      cut()
      return new Promise((done) => server.close(() => done()))
    },
  }
}
