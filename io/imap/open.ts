/**
 * 协会邮箱 (IMAP): the one door to the association's mailbox. What providers do differently from the book is dealt with
 * behind it: identification before SELECT, ascending sets, no UIDNEXT, no \Seen, no text search, dead lines.
 */
import { ImapFlow } from 'imapflow'
import { isLoopback } from '../loopback.ts'
import { fetchBatches, fetchEnvelopes, fetchRaw, type FetchedMail, type MailEnvelope } from './fetch.ts'
import { junkFolder } from './junk-folder.ts'
import { imapTimes, longestLiteralBytes, wholeMailBytes, type ImapTimes } from './limits.ts'
import { answered, Line } from './line.ts'
import { moveMails, type MoveOptions } from './move.ts'
import type { MailProfileSettings } from './profiles.ts'
import { selectAgain, selectFolder } from './select.ts'
import { findInSent } from './sent.ts'
import { waitForNews, type News } from './wait.ts'

export interface MailboxServer {
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly user: string
  readonly password: string
  readonly folder: string
}

/** One session; over for good when the connection is. Every method throws then, and classifyImapError says why. */
export interface MailboxSession {
  readonly uidValidity: number
  /** UIDs from `since` (included) on, or all; ascending. */
  listUids(since: number | null): Promise<number[]>
  fetchEnvelope(uids: readonly number[]): Promise<MailEnvelope[]>
  /** The whole mail up to `maxBytes` (60 MiB), the head of a larger one, null when it is gone. */
  fetchRaw(uid: number, options?: { readonly maxBytes?: number }): Promise<Buffer | null>
  /** Ascending; one batch is read in one command, and is whole when it is handed out. */
  fetchBatches(uids: readonly number[]): AsyncGenerator<FetchedMail[], void, undefined>
  /** Until the folder has changed since the last listing, at most `maxMs`. An aborted signal gives timeout. */
  waitForNews(maxMs: number, signal?: AbortSignal): Promise<News>
  /** Moves mails to a folder of people's, made where it is missing. @throws MailboxFault when the server did not. */
  moveMails(uids: readonly number[], folder: readonly string[], options: MoveOptions): Promise<void>
  /** Whether one of the newest sent mails has this Message-ID (without angle brackets). */
  findInSent(messageId: string): Promise<boolean | 'noSentFolder'>
  close(): Promise<void>
}

/** Said to the provider in full: what is left out, the library fills in about itself. 163 refuses SELECT without it. */
const clientInfo = {
  name: 'Hoistway',
  version: '0.1.0',
  vendor: 'Hoistway',
  'support-url': '',
}

export function openMailbox(
  server: MailboxServer,
  settings: MailProfileSettings,
  times: ImapTimes = imapTimes,
): Promise<MailboxSession> {
  return connected(new Line(newClient(server, times), server.folder, times), async (line) => {
    const uidValidity = await line.run(times.command, (client) => selectFolder(client, line.folder))
    return sessionOn(line, uidValidity, settings)
  })
}

/** A session for reading only; its folder is that of the session. */
export interface JunkSession extends Pick<MailboxSession, 'uidValidity' | 'listUids' | 'fetchBatches' | 'close'> {
  readonly folder: string
}

/** 垃圾邮件: the provider's Junk folder, in a session of its own that can change nothing; null where there is none. */
export function openJunk(server: MailboxServer, times: ImapTimes = imapTimes): Promise<JunkSession | null> {
  const client = newClient(server, times)
  return connected(new Line(client, '', times), async (line) => {
    const folder = junkFolder(await line.run(times.command, () => client.list()))
    if (folder === null) {
      await close(line)
      return null
    }
    const uidValidity = await line.run(times.command, () => selectFolder(client, folder, { readOnly: true }))
    return {
      folder,
      uidValidity,
      listUids: (since) => search(line, since),
      fetchBatches: (uids) => fetchBatches(line, uids),
      close: () => close(line),
    }
  })
}

async function connected<T>(line: Line, then: (line: Line) => Promise<T>): Promise<T> {
  const { times } = line
  try {
    await line.run(times.connect + times.greeting + times.command, (client) => client.connect())
    return await then(line)
  } catch (error) {
    line.client.close()
    throw error
  }
}

function newClient(server: MailboxServer, times: ImapTimes): ImapFlow {
  return new ImapFlow({
    host: server.host,
    port: server.port,
    secure: server.secure,
    ...(isLoopback(server.host) ? { doSTARTTLS: false } : {}),
    auth: { user: server.user, pass: server.password },
    clientInfo,
    logger: false,
    // The session decides when it idles: an IDLE of the library's own would sit between two commands.
    disableAutoIdle: true,
    // No extension is asked for that the rest does not need: fewer forms of answer.
    disableAutoEnable: true,
    missingIdleCommand: 'NOOP',
    connectionTimeout: times.connect,
    greetingTimeout: times.greeting,
    socketTimeout: times.silence,
    maxLiteralSize: longestLiteralBytes,
  })
}

function sessionOn(line: Line, uidValidity: number, settings: MailProfileSettings): MailboxSession {
  return {
    uidValidity,
    async listUids(since) {
      // Before asking: what comes while the answer is on its way is news again.
      line.forgetNews()
      if (settings.selectsAnew)
        await line.run(line.times.command, (client) => selectAgain(client, line.folder, uidValidity))
      return search(line, since)
    },
    fetchEnvelope: (uids) => fetchEnvelopes(line, uids),
    fetchRaw: (uid, options) => fetchRaw(line, uid, options?.maxBytes ?? wholeMailBytes),
    fetchBatches: (uids) => fetchBatches(line, uids),
    waitForNews: (maxMs, signal) => waitForNews(line, maxMs, settings.pollSeconds * 1000, signal),
    moveMails: (uids, folder, options) => moveMails(line, uids, folder, options),
    findInSent: (messageId) => findInSent(line, uidValidity, messageId),
    close: () => close(line),
  }
}

/** `n:*` names the last mail even when n is past the end. */
async function search(line: Line, since: number | null): Promise<number[]> {
  const query = since === null ? { all: true } : { uid: `${since}:*` }
  const found = answered(await line.run(line.times.command, (client) => client.search(query, { uid: true })), 'SEARCH')
  return found.filter((uid) => uid >= (since ?? 0)).sort((a, b) => a - b)
}

async function close(line: Line): Promise<void> {
  await line.run(line.times.logout, (client) => client.logout()).catch(() => undefined)
  line.client.close()
}
