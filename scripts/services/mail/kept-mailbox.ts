/**
 * One mailbox: hoodiecrow's IMAP server that listens nowhere, with its folders kept in files. What survives a restart:
 * mails with UID, INTERNALDATE and flags, UIDVALIDITY, UIDNEXT, folders; also what IMAP did (APPEND, COPY, MOVE, STORE,
 * EXPUNGE, CREATE, DELETE). What does not: subscriptions (all folders are subscribed), \Recent. RENAME is not offered.
 */
import hoodiecrow, { type ImapConnection, type ImapFolder, type ImapMessage, type ImapServer, type NewFolder } from 'hoodiecrow-imap' // prettier-ignore
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fetchFromFiles, messageInFile } from './fetch-from-files.ts'
import { FolderFiles, type KeptMail } from './folder-files.ts'
import { imapDate } from './stamp.ts'

/** CONDSTORE is left out: hoodiecrow offers it and then does not filter UID FETCH by it. */
export const imapPlugins = ['ID', 'IDLE', 'UIDPLUS', 'LITERALPLUS', 'NAMESPACE', 'MOVE', 'ENABLE', 'SPECIAL-USE', 'UNSELECT'] // prettier-ignore
const specialUse: Readonly<Record<string, string>> = {
  Sent: '\\Sent',
  Drafts: '\\Drafts',
  Junk: '\\Junk',
  Trash: '\\Trash',
}

export interface KeptMailbox {
  readonly server: ImapServer
  /** Mails whose files are spooled, in the order in which they came; they are in the mailbox when this returns. */
  take(folder: string, spooled: readonly string[], at: Date): void
  /** Makes the connection the mailbox's own. */
  adopt(connection: ImapConnection): void
  close(): void
}

export function openMailbox(place: string): KeptMailbox {
  const files = new Map<string, FolderFiles>()
  const open = (path: string): NewFolder => {
    const kept = new FolderFiles(join(place, encodeURIComponent(path)), newUidValidity())
    files.set(path, kept)
    return {
      uidvalidity: kept.uidValidity,
      uidnext: kept.nextUid,
      messages: kept.mails.map((mail) => messageOf(kept, mail)),
      ...(specialUse[path] === undefined ? {} : { 'special-use': specialUse[path] }),
    }
  }
  const inbox = open('INBOX')
  const names = folderNames(place)
  const others = Object.fromEntries(names.filter((name) => !name.includes('/')).map((name) => [name, open(name)]))
  const server = hoodiecrow({
    plugins: imapPlugins,
    storage: { INBOX: inbox, '': { folders: others, separator: '/', type: 'personal' } },
  })
  server.setMaxListeners(0)
  fetchFromFiles(server)

  const filesOf = (folder: ImapFolder): FolderFiles => {
    const kept = files.get(folder.path)
    if (kept === undefined) throw new Error(`The folder ${folder.path} has no files.`)
    return kept
  }
  const publish = (folder: ImapFolder, message: ImapMessage, ignored?: ImapConnection): void => {
    folder.messages.push(message)
    server.notify({ tag: '*', attributes: [folder.messages.length, { type: 'ATOM', value: 'EXISTS' }] }, folder, ignored) // prettier-ignore
  }

  // APPEND, COPY and MOVE all come through here.
  server.appendMessage = (where, flags, internalDate, raw, ignored) => {
    const folder = typeof where === 'string' ? server.getMailbox(where) : where
    if (folder === undefined) throw new Error('There is no such folder.')
    const date = typeof internalDate === 'string' ? internalDate : imapDate(internalDate ?? new Date())
    const mail = { uid: folder.uidnext++, date, flags }
    const kept = filesOf(folder)
    kept.write(Buffer.from(raw, 'latin1'), mail)
    const message = messageOf(kept, mail)
    publish(folder, message, ignored)
    return { mailbox: folder, message }
  }

  const createFolder = server.createMailbox.bind(server)
  server.createMailbox = (path) => {
    createFolder(path)
    // A name with a separator makes its parents too.
    for (const folder of Object.values(server.folderCache)) {
      if (!files.has(folder.path)) Object.assign(folder, open(folder.path))
    }
  }
  // Parents first: a folder within another is there only through it.
  for (const name of names.filter((one) => one.includes('/')).sort()) createFolder(name, open(name))
  const deleteFolder = server.deleteMailbox.bind(server)
  server.deleteMailbox = (path) => {
    deleteFolder(path)
    files.get(path)?.remove()
    files.delete(path)
  }
  server.setCommandHandler('RENAME', (connection, parsed, data, callback) => {
    const attributes = [{ type: 'TEXT', value: 'RENAME is not offered here' }]
    connection.send({ tag: parsed.tag, command: 'NO', attributes }, 'RENAME FAILED', parsed, data)
    callback()
  })
  server.outputHandlers.push((connection, response, _description, parsed, data) => {
    if (response.tag === '*' || !parsed || !mayChangeFlags(parsed.command, data)) return
    if (connection.selectedMailbox) keepFlags(connection.selectedMailbox, filesOf(connection.selectedMailbox))
  })

  return {
    server,
    take: (path, spooled, at) => {
      const folder = server.getMailbox(path)
      if (folder === undefined) throw new Error(`There is no folder ${path}.`)
      const kept = filesOf(folder)
      const date = imapDate(at)
      const mails = spooled.map((file) => ({ spooled: file, mail: { uid: folder.uidnext++, date, flags: [] } }))
      kept.take(mails)
      for (const { mail } of mails) publish(folder, messageOf(kept, mail))
    },
    adopt: (connection) => {
      connection.server.removeListener('notify', connection._notificationCallback)
      connection.server = server
      server.on('notify', connection._notificationCallback)
      keepExpunged(connection, filesOf)
    },
    close: () => {
      for (const kept of files.values()) kept.close()
    },
  }
}

/** Every removal of a mail (EXPUNGE, UID EXPUNGE, MOVE, CLOSE) goes through this method of the connection. */
function keepExpunged(connection: ImapConnection, filesOf: (folder: ImapFolder) => FolderFiles): void {
  const expunge = connection.expungeSpecificMessages.bind(connection)
  connection.expungeSpecificMessages = (folder, which, ...rest) => {
    const before = folder.messages.slice()
    expunge(folder, which, ...rest)
    const left = new Set(folder.messages)
    const gone = before.filter((message) => !left.has(message))
    if (gone.length > 0) filesOf(folder).expunged(gone.map(({ uid }) => uid))
  }
}

/** Flags as they were last written. */
const writtenFlags = new WeakMap<ImapMessage, string>()

function messageOf(kept: FolderFiles, { uid, date, flags }: KeptMail): ImapMessage {
  const message = messageInFile(kept.pathOf(uid), { uid, flags: [...flags], internaldate: date })
  writtenFlags.set(message, flags.join(' '))
  return message
}

function keepFlags(folder: ImapFolder, kept: FolderFiles): void {
  const changed = folder.messages.filter((message) => {
    const flags = message.flags.join(' ')
    if (writtenFlags.get(message) === flags) return false
    writtenFlags.set(message, flags)
    return true
  })
  if (changed.length > 0) kept.flagsChanged(changed)
}

/** STORE, and a FETCH that marks what it reads as seen; BODY.PEEK marks nothing. */
function mayChangeFlags(command: string, data: string): boolean {
  return /STORE$/i.test(command) || (/FETCH$/i.test(command) && /BODY\[|RFC822(?!\.SIZE)/i.test(data))
}

function folderNames(place: string): string[] {
  const kept = readdirSync(place, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => decodeURIComponent(entry.name))
  return [...new Set([...Object.keys(specialUse), ...kept])].filter((name) => name !== 'INBOX')
}

let lastUidValidity = 0
/** Seconds of its making, and never twice the same: a folder made anew is another folder. */
function newUidValidity(): number {
  lastUidValidity = Math.max(lastUidValidity + 1, Math.floor(Date.now() / 1000))
  return lastUidValidity
}
