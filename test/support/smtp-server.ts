/** A mail server in the process that fails where it is told to, and keeps what it has taken: for tests of io/smtp. */
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** Where the line is cut, or what is answered there instead. */
export type SmtpFault =
  | 'cutAtGreeting'
  | 'cutAtMail'
  | 'cutAtRcpt'
  | 'cutInData'
  | 'cutAfterDot'
  | 'silentAfterDot'
  | { readonly at: 'mail' | 'rcpt' | 'data'; readonly code: number; readonly text: string }

export interface SmtpServer {
  readonly port: number
  /** Mails taken: with `cutAfterDot` too. */
  readonly taken: { readonly raw: Buffer; readonly to: readonly string[] }[]
  readonly connections: () => number
  /** One fault a mail, in this order; none: it works. */
  readonly faults: SmtpFault[]
  cut(): void
  close(): Promise<void>
}

export const smtpUser = { user: 'unban@example.test', password: 'correct horse' }

export async function startSmtpServer(...faults: SmtpFault[]): Promise<SmtpServer> {
  const taken: { raw: Buffer; to: string[] }[] = []
  let connections = 0
  const cut = () => {
    for (const { _socket: socket } of server.connections as unknown as Set<{ _socket: { destroy(): void } }>)
      socket.destroy()
  }
  const faultAt = (at: 'mail' | 'rcpt' | 'data', cutting: SmtpFault): Error | null | 'cut' => {
    const [fault] = faults
    if (fault === cutting) return 'cut'
    if (typeof fault !== 'object' || fault.at !== at) return null
    faults.shift()
    return Object.assign(new Error(fault.text), { responseCode: fault.code })
  }
  const step =
    (at: 'mail' | 'rcpt', cutting: SmtpFault) =>
    (_address: unknown, _session: unknown, done: (error?: Error | null) => void) => {
      const fault = faultAt(at, cutting)
      if (fault !== 'cut') return done(fault)
      faults.shift()
      cut()
    }
  const server = new SMTPServer({
    hideSTARTTLS: true,
    authOptional: true,
    logger: false,
    onAuth: ({ username, password }, _session, done) =>
      username === smtpUser.user && password === smtpUser.password
        ? done(null, { user: username })
        : done(new Error('Invalid login')),
    onConnect: (_session, done) => {
      connections += 1
      if (faults[0] !== 'cutAtGreeting') return done()
      faults.shift()
      cut()
    },
    onMailFrom: step('mail', 'cutAtMail'),
    onRcptTo: step('rcpt', 'cutAtRcpt'),
    onData: (stream, session, done) => {
      const fault = faultAt('data', 'cutInData')
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => {
        parts.push(part)
        if (fault !== 'cut') return
        faults.shift()
        cut()
      })
      stream.on('end', () => {
        if (fault === 'cut') return
        if (fault !== null) return done(fault)
        taken.push({ raw: Buffer.concat(parts), to: session.envelope.rcptTo.map(({ address }) => address) })
        if (faults[0] === 'silentAfterDot') faults.shift()
        else if (faults[0] === 'cutAfterDot') {
          faults.shift()
          cut()
        } else done(null, 'queued as 42')
      })
    },
  })
  server.on('error', () => undefined)
  const listening = server.listen(0, '127.0.0.1')
  await new Promise((resolve) => listening.once('listening', resolve))
  return {
    port: (listening.address() as AddressInfo).port,
    taken,
    connections: () => connections,
    faults,
    cut,
    close: () => {
      cut()
      return new Promise((done) => server.close(() => done()))
    },
  }
}
