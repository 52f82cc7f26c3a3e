/** What we use of hoodiecrow-imap, which has no types. Raw mails are strings of one character a byte (latin1). */
declare module 'hoodiecrow-imap' {
  import type { EventEmitter } from 'node:events'
  import type { Server, Socket } from 'node:net'

  export interface ImapMessage {
    uid: number
    flags: string[]
    /** `21-Nov-2026 09:02:11 +0000` */
    internaldate: string
    raw: string
    parsed?: unknown
  }
  export interface ImapFolder {
    path: string
    uidvalidity: number
    uidnext: number
    messages: ImapMessage[]
    'special-use'?: string
  }
  export type NewFolder = Partial<Omit<ImapFolder, 'path'>>
  export interface ImapItem {
    type: string
    value: string
  }
  export interface ImapCommand {
    tag: string
    command: string
    attributes?: (ImapItem | ImapItem[])[]
  }
  export interface ImapConnection {
    server: ImapServer
    socket: Socket | null
    state: 'Not Authenticated' | 'Authenticated' | 'Selected' | 'Logout'
    selectedMailbox: ImapFolder | false | undefined
    readOnly?: boolean
    inputHandler: ((line: string) => void) | false
    _notificationCallback: (notification: unknown) => void
    send(response: object, description: string, parsed: ImapCommand, data: string, ...extra: unknown[]): void
    expungeSpecificMessages(
      folder: ImapFolder,
      which: ImapMessage[] | ((message: ImapMessage) => boolean),
      ignoreSelf?: boolean,
      ignoreExists?: boolean,
    ): void
  }
  export type CommandHandler = (
    connection: ImapConnection,
    parsed: ImapCommand,
    data: string,
    callback: () => void,
  ) => void
  export interface FetchQuery {
    section?: ImapItem[]
    partial?: number[]
  }
  export interface ImapServer extends EventEmitter {
    server: Server
    folderCache: Record<string, ImapFolder>
    fetchHandlers: Record<string, (connection: ImapConnection, message: ImapMessage, query: FetchQuery) => unknown>
    outputHandlers: ((
      connection: ImapConnection,
      response: { tag: string },
      description: string,
      parsed: ImapCommand | null | undefined,
      data: string,
      extra?: unknown,
    ) => void)[]
    connectionHandlers: ((connection: ImapConnection) => void)[]
    registerCapability(name: string, offered?: (connection: ImapConnection) => boolean): void
    setCommandHandler(command: string, handler: CommandHandler): void
    getMailbox(path: string): ImapFolder | undefined
    createMailbox(path: string, folder?: NewFolder): void
    deleteMailbox(path: string, keepContents?: boolean): void
    notify(command: object, folder: ImapFolder, ignored?: ImapConnection): void
    appendMessage(
      folder: ImapFolder | string,
      flags: string[],
      internalDate: string | Date | undefined,
      raw: string,
      ignored?: ImapConnection,
    ): { mailbox: ImapFolder; message: ImapMessage }
    listen(port: number, host: string, ready: () => void): void
    close(done: () => void): void
  }
  export default function hoodiecrow(options: {
    plugins: string[]
    storage?: { INBOX: NewFolder; '': { folders: Record<string, NewFolder>; separator: string; type: string } }
  }): ImapServer
}
