/** An IMAP server in the process (memory only), for tests of io/imap; it has no types of its own. */
import { createRequire } from 'node:module'
import type { AddressInfo, Server, Socket } from 'node:net'

interface Hoodiecrow {
  listen(port: number, host: string, done: () => void): void
  close(done: () => void): void
  server: Server
  appendMessage(folder: string, flags: string[], internalDate: Date | string, raw: string): { message: { uid: number } }
}
type Storage = Record<string, unknown>

const everything = ['ID', 'IDLE', 'UIDPLUS', 'LITERALPLUS', 'NAMESPACE', 'MOVE', 'ENABLE', 'CONDSTORE', 'SPECIAL-USE']

export const imapUser = { user: 'unban@example.test', password: 'correct horse' }

export interface ImapServer {
  readonly port: number
  /** Answers the UID. */
  append(raw: Buffer | string, internalDate?: Date | string, folder?: string): number
  close(): Promise<void>
}

/** Answers at once. Its timer of an IDLE (half an hour) otherwise outlives a line that was cut, and keeps the process alive. */
function tendConnections(server: { connectionHandlers: ((connection: IdlingConnection) => void)[] }): void {
  server.connectionHandlers.push((connection) => {
    connection.socket.setNoDelay(true)
    connection.socket.on('close', () => {
      if (typeof connection.inputHandler === 'function') connection.inputHandler('DONE')
    })
  })
}
interface IdlingConnection {
  readonly socket: Socket
  inputHandler: false | ((line: string) => void)
}

export async function startImapServer(
  options: { readonly without?: readonly string[]; readonly folders?: Storage } = {},
): Promise<ImapServer> {
  const hoodiecrow = createRequire(import.meta.url)('hoodiecrow-imap') as (settings: object) => Hoodiecrow
  const server = hoodiecrow({
    plugins: [...everything.filter((plugin) => options.without?.includes(plugin) !== true), tendConnections],
    users: { [imapUser.user]: { password: imapUser.password } },
    storage: { INBOX: {}, '': { separator: '/', folders: options.folders ?? {} } },
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.server.address() as AddressInfo).port,
    append: (raw, internalDate = new Date('2026-11-20T06:05:11Z'), folder = 'INBOX') =>
      server.appendMessage(folder, [], internalDate, Buffer.from(raw).toString('binary')).message.uid,
    close: () => new Promise((done) => server.close(done)),
  }
}
