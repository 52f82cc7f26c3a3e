/** One logged-in connection to the mail server, as promises. It is over at its first fault, and every later command fails with it. */
import type { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { isLoopback } from '../loopback.ts'
import type { SmtpTimes } from './limits.ts'

export interface SmtpServer {
  readonly host: string
  readonly port: number
  readonly secure: boolean
  /** Empty: no login. */
  readonly user: string
  readonly password: string
}

export interface Envelope {
  readonly from: string
  readonly to: string
}

export class Connection {
  readonly #server: SmtpServer
  readonly #smtp: SMTPConnection
  #opened = false
  #fault: Error | null = null
  #fail: (error: Error) => void = () => undefined

  constructor(server: SmtpServer, times: SmtpTimes) {
    this.#server = server
    this.#smtp = new SMTPConnection({
      host: server.host,
      port: server.port,
      secure: server.secure,
      ignoreTLS: isLoopback(server.host),
      connectionTimeout: times.connect,
      greetingTimeout: times.greeting,
      // Closes a connection that lies unused; a send has its own, shorter deadline.
      socketTimeout: times.idle,
      socketCloseTimeout: 1_000,
      logger: false,
    })
    // Listened to for as long as it lives: a fault with nobody waiting just ends it.
    this.#smtp.on('error', (error) => this.#end(error as Error))
    this.#smtp.on('end', () => this.#end(new Error('The mail server closed the connection.')))
  }

  async open(): Promise<void> {
    await this.#ask((done) => this.#smtp.connect(done))
    const { user, password } = this.#server
    if (user !== '' && this.#smtp.allowsAuth) {
      await this.#ask((done) => this.#smtp.login({ credentials: { user, pass: password } }, done))
    }
    this.#opened = true
  }

  get isOpen(): boolean {
    return this.#opened && this.#fault === null
  }

  /** The server's last reply; it is answerable for the mail from then on. */
  send(envelope: Envelope, size: number, body: Readable): Promise<string> {
    let response = ''
    return this.#ask((done) =>
      this.#smtp.send({ from: envelope.from, to: [envelope.to], size }, body, (error, info) => {
        if (error === null) response = info.response
        done(error)
      }),
    ).then(() => response)
  }

  /** After a refused mail: whether the connection is good for another. */
  async reset(): Promise<void> {
    await this.#ask((done) => this.#smtp.reset(done))
  }

  close(): void {
    this.#smtp.close()
    this.#end(new Error('The connection was closed.'))
  }

  #end(fault: Error): void {
    this.#fault ??= fault
    this.#fail(fault)
  }

  /** One command: answered, or ended by a fault of the connection, whichever the library reports. */
  #ask(command: (done: (error?: Error | null) => void) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#fault !== null) return reject(this.#fault)
      this.#fail = reject
      command((error) => (error === null || error === undefined ? resolve() : reject(error)))
    })
  }
}
