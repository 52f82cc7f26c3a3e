/**
 * One connection to one folder. Every command runs in its turn, under a deadline of its own, and ends at once when the
 * connection does: the library's promises may never settle otherwise, and some of its failures come as `false`.
 */
import type { ImapFlow } from 'imapflow'
import { MailboxFault } from './errors.ts'
import type { ImapTimes } from './limits.ts'

export class Line {
  readonly client: ImapFlow
  readonly folder: string
  readonly times: ImapTimes
  /** Aborted when the connection is over; the reason is the last error, if there was one. */
  readonly ended: AbortSignal
  #turn: Promise<unknown> = Promise.resolve()
  #idling: Promise<boolean | undefined> | null = null
  #newsSeen = true
  #onNews: () => void = () => undefined

  /** Listens from the first moment: an `error` without a listener ends the process. */
  constructor(client: ImapFlow, folder: string, times: ImapTimes) {
    this.client = client
    this.folder = folder
    this.times = times
    const over = new AbortController()
    this.ended = over.signal
    client.on('error', (error: Error) => over.abort(error))
    // Some cuts give `close` without `error`.
    client.on('close', () => over.abort(new MailboxFault('closed', 'The connection to the mailbox is closed.')))
    client.on('exists', (event) => {
      if (event.path === folder) this.noteNews()
    })
  }

  /** True until a listing has been asked for since the folder last changed: nothing that comes in between is missed. */
  get hasNews(): boolean {
    return this.#newsSeen
  }

  noteNews(): void {
    this.#newsSeen = true
    this.#onNews()
  }

  forgetNews(): void {
    this.#newsSeen = false
  }

  whenNews(tell: () => void): void {
    this.#onNews = tell
  }

  /** Runs a command when those before it are done. A command that is late ends the connection: its answer may still come. */
  run<T>(deadlineMs: number, command: (client: ImapFlow) => Promise<T>): Promise<T> {
    const mine = this.#turn.then(() => this.#within(deadlineMs, command))
    this.#turn = mine.catch(() => undefined)
    return mine
  }

  /** The one IDLE of this connection, shared by all who wait; the next command breaks it. False: the server refused it. */
  idle(): Promise<boolean | undefined> {
    this.#idling ??= this.client.idle().finally(() => (this.#idling = null))
    return this.#idling
  }

  async #within<T>(deadlineMs: number, command: (client: ImapFlow) => Promise<T>): Promise<T> {
    if (this.ended.aborted) throw this.ended.reason
    let timer: NodeJS.Timeout | undefined
    let onEnd: () => void = () => undefined
    const cutShort = new Promise<never>((_, reject) => {
      onEnd = () => reject(this.ended.reason as Error)
      this.ended.addEventListener('abort', onEnd, { once: true })
      timer = setTimeout(() => {
        reject(new MailboxFault('deadline', `The mailbox gave no answer within ${deadlineMs} ms.`))
        this.client.close()
      }, deadlineMs)
    })
    try {
      return await Promise.race([command(this.client), cutShort])
    } finally {
      clearTimeout(timer)
      this.ended.removeEventListener('abort', onEnd)
    }
  }
}

/** The library says "no" with false or undefined where a server refused or a precondition failed. */
export function answered<T>(answer: T | false | undefined | null, command: string): T {
  if (answer === false || answer === undefined || answer === null) {
    throw new MailboxFault('refused', `The mailbox refused ${command}.`)
  }
  return answer
}
