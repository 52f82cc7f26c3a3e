/**
 * 发信: hands one mail at a time to the mail server, and says which of three things happened to it: accepted, surely not
 * accepted, or unknown.
 *
 * The error code does not tell how far a mail got; how much of it was read does, on the safe side: the body is read only
 * once the server has asked for it, and the mail is complete only when the body has been read to its end. An error after
 * that without an answer of the server leaves the outcome unknown (reference: email.md 10.1).
 */
import { Readable } from 'node:stream'
import { readEmailAddress } from '../../domain/codes/email-address.ts'
import { oneLine } from '../../domain/text/one-line.ts'
import { Connection, type Envelope, type SmtpServer } from './connection.ts'
import { longestReply, smtpTimes, type SmtpTimes } from './limits.ts'
import { notAccepted, type NotAccepted, type SmtpError } from './refusals.ts'

export type SendOutcome =
  | { readonly kind: 'sent'; readonly response: string }
  | NotAccepted
  /** The server may have it or not: look among the sent mails before saying it again. */
  | { readonly kind: 'uncertain'; readonly text: string }

export interface Sender {
  /** @throws Error when the envelope does not name exactly one address on each side. */
  send(raw: Buffer, envelope: Envelope): Promise<SendOutcome>
  close(): void
}

/** Nothing is connected before the first mail. Mails go out one after another on one connection. */
export function createSender(server: SmtpServer, times: SmtpTimes = smtpTimes): Sender {
  const line = new SendLine(server, times)
  return {
    send: (raw, envelope) => line.inTurn(() => line.send(raw, checked(envelope))),
    close: () => line.close(),
  }
}

function checked({ from, to }: Envelope): Envelope {
  const addresses = { from: readEmailAddress(from), to: readEmailAddress(to) }
  // Without the texts: they may be a person's.
  if (addresses.from === null || addresses.to === null) throw new Error('The envelope names something that is not one mail address.') // prettier-ignore
  return { from: addresses.from, to: addresses.to }
}

class SendLine {
  readonly #server: SmtpServer
  readonly #times: SmtpTimes
  #connection: Connection | null = null
  #turn: Promise<unknown> = Promise.resolve()

  constructor(server: SmtpServer, times: SmtpTimes) {
    this.#server = server
    this.#times = times
  }

  inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(act)
    this.#turn = mine.catch(() => undefined)
    return mine
  }

  async send(raw: Buffer, envelope: Envelope): Promise<SendOutcome> {
    let late = false
    const timer = setTimeout(() => {
      late = true
      this.close()
    }, this.#times.send)
    try {
      const reused = this.#connection?.isOpen === true
      const first = await this.#attempt(raw, envelope)
      return reused && hungUp(first) && !late ? await this.#attempt(raw, envelope) : first
    } finally {
      clearTimeout(timer)
    }
  }

  async #attempt(raw: Buffer, envelope: Envelope): Promise<SendOutcome> {
    const body = new Body(raw)
    try {
      const connection = await this.#connected()
      return { kind: 'sent', response: oneLine(await connection.send(envelope, raw.length, body.stream), longestReply) }
    } catch (error) {
      const fault = error as SmtpError
      await this.#goOn(fault)
      const unknown = fault.responseCode === undefined && body.readToEnd
      return unknown ? { kind: 'uncertain', text: oneLine(fault.message, longestReply) } : notAccepted(fault)
    }
  }

  async #connected(): Promise<Connection> {
    if (this.#connection?.isOpen === true) return this.#connection
    this.#connection = new Connection(this.#server, this.#times)
    await this.#connection.open()
    return this.#connection
  }

  /** A refused mail leaves the connection good for the next; anything else ends it. */
  async #goOn(fault: SmtpError): Promise<void> {
    if (fault.responseCode === undefined || this.#connection?.isOpen !== true) return this.close()
    await this.#connection.reset().catch(() => this.close())
  }

  close(): void {
    this.#connection?.close()
    this.#connection = null
  }
}

/** Service not available, closing: said instead of an answer. */
const closing = '421'

/** The server had ended a connection that lay unused; nothing of the mail was asked for, so it may be said once more. */
const hungUp = (outcome: SendOutcome): boolean =>
  outcome.kind === 'notAccepted' && (outcome.reason === 'network' || outcome.code === closing)

/** Small, so that a mail does not count as read to its end as soon as it is begun. */
const pieceBytes = 16 * 1024

/** The bytes of a mail as the library wants them: asked for only after the server said 354, and known when all are read. */
class Body {
  readToEnd = false
  readonly stream: Readable

  constructor(raw: Buffer) {
    this.stream = Readable.from(this.#read(raw), { objectMode: false })
  }

  *#read(raw: Buffer): Generator<Buffer> {
    for (let at = 0; at < raw.length; at += pieceBytes) yield raw.subarray(at, at + pieceBytes)
    this.readToEnd = true
  }
}
