/** The SMTP and LMTP doors: mails of up to 80 MiB, written to disk before they are answered for. */
import type { Readable } from 'node:stream'
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server'
import type { Door } from './imap-door.ts'
import { authserv, devUser, folders, isMailboxName, mailboxName, mailLimits, mailPassword, type PostOffice, type SpooledMail } from './mail-types.ts' // prettier-ignore
import { spool, type ChangeHeader } from './spool.ts'
import { stampHeader } from './stamp.ts'

export interface DoorWish {
  readonly office: PostOffice
  readonly spoolFolder: string
  readonly port: number
  /** smtp stamps what it takes and keeps copies of what owners send; lmtp hands over as it is. */
  readonly kind: 'smtp' | 'lmtp'
}

/** A refusal with its SMTP code. */
class Refusal extends Error {
  readonly responseCode: number
  constructor(code: number, text: string) {
    super(text)
    this.responseCode = code
  }
}

export async function openMailDoor(wish: DoorWish): Promise<Door> {
  const server = new SMTPServer({ ...common, ...auth(wish.kind), ...handlers(wish) })
  server.on('error', (error) => console.error(`${wish.kind}: ${error.message}`))
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(wish.port, '127.0.0.1', () => resolve())
  })
  return { close: () => new Promise((resolve) => server.close(() => resolve())) }
}

const common: SMTPServerOptions = {
  name: authserv,
  banner: 'Hoistway',
  size: mailLimits.mailBytes,
  maxClients: mailLimits.connections,
  disabledCommands: ['STARTTLS'],
  disableReverseLookup: true,
  closeTimeout: 2_000,
  logger: false,
}

function auth(kind: DoorWish['kind']): SMTPServerOptions {
  if (kind === 'lmtp') return { lmtp: true, disabledCommands: ['STARTTLS', 'AUTH'], authOptional: true }
  return {
    authOptional: true,
    authMethods: ['PLAIN', 'LOGIN'],
    allowInsecureAuth: true,
    onAuth: ({ username = '', password }, _session, callback) => {
      const user = username === devUser ? devUser : mailboxName(username)
      const known = user === devUser || isMailboxName(user)
      if (known && password === mailPassword) callback(null, { user })
      else callback(new Refusal(535, 'Authentication failed'))
    },
  }
}

function handlers({ office, spoolFolder, kind }: DoorWish): SMTPServerOptions {
  return {
    onRcptTo: ({ address }, session, callback) => {
      if (session.envelope.rcptTo.length >= mailLimits.recipients) callback(new Refusal(452, 'Too many recipients'))
      else if (!office.accepts(mailboxName(address))) callback(new Refusal(550, 'No such mailbox'))
      else callback()
    },
    onData: (stream, session, callback) => {
      const change: ChangeHeader = kind === 'smtp' ? (header) => stamped(header, session) : (header) => header
      take(stream, change)
        .then(() => callback(null, 'Taken'))
        .catch((error: unknown) => callback(asRefusal(error)))

      async function take(mail: Readable & { sizeExceeded?: boolean }, changeHeader: ChangeHeader): Promise<void> {
        const { mailFrom } = session.envelope
        const sender = mailFrom === false ? '' : mailFrom.address
        const spooled = await spool(spoolFolder, sender, withinLimit(mail), changeHeader)
        try {
          if (mail.sizeExceeded === true) throw new Refusal(552, `A mail may have ${mailLimits.mailBytes} bytes`)
          await deliverAll(office, spooled, session, kind)
        } finally {
          await spooled.remove()
        }
      }
    },
  }
}

/** What is beyond the limit is read, as the protocol wants it, but not kept. */
async function* withinLimit(mail: Readable & { sizeExceeded?: boolean }): AsyncIterable<Buffer> {
  for await (const chunk of mail as AsyncIterable<Buffer>) if (mail.sizeExceeded !== true) yield chunk
}

async function deliverAll(
  office: PostOffice,
  mail: SpooledMail,
  session: SMTPServerSession,
  kind: DoorWish['kind'],
): Promise<void> {
  // prettier-ignore
  const recipients = [...new Set(session.envelope.rcptTo.map(({ address }) => mailboxName(address)))]
  await Promise.all(recipients.map((address) => office.deliver(mail, address, folders.inbox)))
  const user = userOf(session)
  // The mail is delivered: a copy that cannot be kept must not make the sender send it again.
  if (kind === 'smtp' && user !== null && user !== devUser) await office.deliver(mail, user, folders.sent).catch(() => undefined) // prettier-ignore
}

function stamped(header: string, session: SMTPServerSession): string {
  return stampHeader(header, {
    helo: session.hostNameAppearsAs || 'unknown',
    client: session.remoteAddress,
    user: userOf(session),
    id: session.id,
    receivedAt: new Date(),
  })
}

function userOf(session: SMTPServerSession): string | null {
  return typeof session.user === 'string' ? session.user : null
}

function asRefusal(error: unknown): Error {
  if (error instanceof Refusal) return error
  console.error(error)
  const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC'
  return new Refusal(full ? 452 : 451, full ? 'The disk is full' : 'Please try again later')
}
