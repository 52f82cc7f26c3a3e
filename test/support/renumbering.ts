/** A mail server that numbers its mails anew: the same mails under another UIDVALIDITY, at the same door. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import type { MailboxServer } from './mailbox-server.ts'

/** While `shift()` is 0 the server is as it is; then every UIDVALIDITY is another, on connections old and new. */
export async function startTcpProxyTo(
  server: Pick<MailboxServer, 'imapPort'>,
  shift: () => number,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>()
  const proxy = createServer((client) => {
    const upstream = connect(server.imapPort, '127.0.0.1')
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => undefined)
      socket.on('close', () => sockets.delete(socket))
    }
    client.pipe(upstream)
    upstream.on('data', (bytes) => {
      const text = bytes.toString('latin1')
      const shifted = text.replace(/\[UIDVALIDITY (\d+)\]/g, (_all, number: string) => `[UIDVALIDITY ${Number(number) + shift()}]`) // prettier-ignore
      client.write(shifted, 'latin1')
    })
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
  })
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done))
  return {
    port: (proxy.address() as AddressInfo).port,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((done) => proxy.close(() => done()))
    },
  }
}
