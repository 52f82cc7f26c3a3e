/**
 * The one IMAP door of all mailboxes. hoodiecrow has one store for all its users; so the server that listens only signs
 * people in, and then hands the connection to the server of that person's mailbox.
 */
import hoodiecrow, { type CommandHandler, type ImapConnection, type ImapItem } from 'hoodiecrow-imap'
import type { Socket } from 'node:net'
import { imapPlugins } from './kept-mailbox.ts'
import { mailboxName, mailPassword } from './mail-types.ts'
import type { OwnPostOffice } from './own-post-office.ts'

export interface Door {
  close(): Promise<void>
}

export async function openImapDoor(office: OwnPostOffice, port: number): Promise<Door> {
  const front = hoodiecrow({ plugins: imapPlugins })
  const sockets = new Set<Socket>()
  front.setMaxListeners(0)
  front.connectionHandlers.push((connection) => {
    const { socket } = connection
    if (socket === null) return
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.once('close', () => sockets.delete(socket))
  })

  const signIn = (connection: ImapConnection, user: string, password: string): boolean => {
    const box = password === mailPassword ? office.mailbox(mailboxName(user)) : null
    if (box === null) return false
    connection.state = 'Authenticated'
    box.adopt(connection)
    return true
  }
  const answer = (connection: ImapConnection, handled: Parameters<CommandHandler>, ok: boolean): void => {
    const [, parsed, data] = handled
    const attributes = [{ type: 'TEXT', value: ok ? 'User logged in' : 'Login failed: authentication failure' }]
    connection.send({ tag: parsed.tag, command: ok ? 'OK' : 'NO', attributes }, ok ? 'LOGIN SUCCESS' : 'LOGIN FAILED', parsed, data) // prettier-ignore
  }

  front.setCommandHandler('LOGIN', (...handled) => {
    const [connection, parsed, , callback] = handled
    const [user, password] = (parsed.attributes ?? []).map(textOf)
    answer(connection, handled, signIn(connection, user ?? '', password ?? ''))
    callback()
  })

  // RFC 4616: identity NUL user NUL password, in base64; with the command (SASL-IR) or in the line after it.
  const plain = (connection: ImapConnection, base64: string): boolean => {
    const [, user = '', password = ''] = Buffer.from(base64, 'base64').toString('utf8').split('\u0000')
    return signIn(connection, user, password)
  }
  for (const capability of ['AUTH=PLAIN', 'SASL-IR']) {
    front.registerCapability(capability, ({ state }) => state === 'Not Authenticated')
  }
  front.setCommandHandler('AUTHENTICATE PLAIN', (...handled) => {
    const [connection, parsed, , callback] = handled
    const [initial] = parsed.attributes ?? []
    if (initial !== undefined) {
      answer(connection, handled, plain(connection, textOf(initial)))
    } else {
      connection.inputHandler = (line) => {
        connection.inputHandler = false
        answer(connection, handled, plain(connection, line))
      }
      connection.socket?.write('+\r\n')
    }
    callback()
  })

  await new Promise<void>((resolve, reject) => {
    front.server.once('error', reject)
    front.listen(port, '127.0.0.1', resolve)
  })
  return {
    close: () =>
      new Promise((resolve) => {
        front.close(resolve)
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function textOf(item: ImapItem | readonly ImapItem[]): string {
  return 'value' in item ? item.value : ''
}
