/**
 * 发件: sends one letter after another, in the outbox's order and at the profile's limits. What happened to a letter is
 * always one of: taken, surely not taken, unknown. The unknown is looked up among the sent mails before it is said again
 * (reference: email.md 10).
 */
import type { Logger } from 'pino'
import type { Vault } from '../db/crypto.ts'
import type { Db } from '../db/db.ts'
import { mailsWait } from '../db/read/stored-mails.ts'
import {
  fixRendered,
  letterRunBegins,
  letterRefused,
  letterSent,
  letterUncertain,
  markSending,
  mayResend,
  secondsUntilDue,
  takeNextLetter,
  type DueLetter,
} from '../db/write/outgoing.ts'
import { mergeAcks, readMerged } from '../db/write/merge-acks.ts'
import { noteFrequency, readPace } from '../db/write/sending.ts'
import type { Letter } from '../domain/unban/answers.ts'
import type { FileStore } from '../io/files/store.ts'
import { openMailbox } from '../io/imap/open.ts'
import { composeLetter, type Composed } from '../io/smtp/compose.ts'
import type { Sender, SendOutcome } from '../io/smtp/send.ts'
import type { Door } from './door.ts'

/** One run sends for so long at most; then the engine sees that it goes on. */
const runMs = 60_000
const pulseMs = 1_500
/** A wait up to here is spent in the run; a longer one is the engine's. */
const waitInRunMs = 5_000
/** Between letters while mails wait to be placed: answers follow, the machine is the mails'. */
const besideMailsMs = 250
/** Seconds until the next try, where the reason says more than the number of tries. */
const waitsByReason: Readonly<Record<string, number>> = { auth: 600, frequency: 60, content: 0 }
const backoff = { firstSeconds: 2, lastSeconds: 60 }

export interface PostOfficeOptions {
  readonly db: Db
  readonly vault: Vault
  readonly files: FileStore
  readonly log: Logger
  readonly doors: ReadonlyMap<number, Door & { readonly sender: Sender }>
}

export class PostOffice {
  private readonly options: PostOfficeOptions

  constructor(options: PostOfficeOptions) {
    this.options = options
  }

  /** Sends what is due. @returns seconds until more is due, null when nothing waits. */
  async sendDue(mailboxId: number, alive: () => void): Promise<number | null> {
    const { db } = this.options
    const door = this.options.doors.get(mailboxId)
    if (door === undefined) return null
    const end = Date.now() + runMs
    // A single send may take longer than the engine waits for a sign of life.
    const pulse = setInterval(alive, pulseMs)
    try {
      await letterRunBegins(db, mailboxId, door.profile.uncertainWaitSeconds)
      return await this.sendUntil(end, door)
    } finally {
      clearInterval(pulse)
    }
  }

  private async sendUntil(end: number, door: Door & { sender: Sender }): Promise<number | null> {
    const { db } = this.options
    while (Date.now() < end) {
      if ((await secondsUntilDue(db, door.mailboxId)) !== 0) break
      const pace = await readPace(db, door.mailboxId, door.profile)
      if (pace.kind === 'stop' || pace.kind === 'stopped') return this.stopped(door)
      if (pace.kind === 'wait') {
        if (pace.seconds * 1000 > waitInRunMs) return pace.seconds
        await new Promise((resolve) => setTimeout(resolve, pace.seconds * 1000))
        continue
      }
      const letter = await takeNextLetter(db, door.mailboxId)
      if (letter === null) break
      if (pace.left !== null) await mergeAcks(db, letter, pace.left)
      await this.deliver(door, letter)
      if (await mailsWait(db)) await new Promise((resolve) => setTimeout(resolve, besideMailsMs))
    }
    return secondsUntilDue(db, door.mailboxId)
  }

  /** The breaker has tripped: nothing is due until the chief lets it go on, which asks for a new run. */
  private stopped(door: Door): null {
    this.options.log.error({ mailboxId: door.mailboxId }, 'sending stopped: too many automatic mails at once')
    return null
  }

  private async deliver(door: Door & { sender: Sender }, letter: DueLetter): Promise<void> {
    const { db, log } = this.options
    if (letter.state === 'uncertain') {
      const found = await this.lookUp(door, letter)
      if (found === 'unknown')
        return letterUncertain(db, letter, letter.last_error ?? '', door.profile.uncertainWaitSeconds)
      if (found === 'sent') return letterSent(db, letter, 'foundInSent', letter.message_id)
      if (!(await mayResend(db, letter, found === 'notSent' && door.profile.resendAcks))) return
      await markSending(db, letter.id)
    }
    const raw = await this.rendered(letter)
    const outcome = await door.sender.send(raw, { from: door.address, to: letter.to_address })
    log.info({ outgoingId: letter.id, kind: letter.kind, outcome: outcome.kind }, 'letter')
    await this.settle(door, letter, outcome)
  }

  private async settle(door: Door, letter: DueLetter, outcome: SendOutcome): Promise<void> {
    const { db } = this.options
    if (outcome.kind === 'sent') return letterSent(db, letter, 'accepted', outcome.response)
    if (outcome.kind === 'uncertain')
      return letterUncertain(db, letter, outcome.text, door.profile.uncertainWaitSeconds)
    const doubled = Math.min(backoff.firstSeconds * 2 ** Math.min(letter.attempts, 6), backoff.lastSeconds)
    const waitSeconds = waitsByReason[outcome.reason ?? 'none'] ?? doubled
    if (outcome.reason === 'frequency') await noteFrequency(db, door.mailboxId, waitSeconds, door.profile)
    return letterRefused(db, letter, {
      temporary: outcome.temporary,
      text: outcome.text,
      waitSeconds,
      reason: outcome.reason ?? null,
    })
  }

  /** The letter's bytes: rendered once, kept, and the same at every attempt. */
  private async rendered(letter: DueLetter): Promise<Buffer> {
    const { db, files, vault } = this.options
    if (letter.raw_sha !== null) return files.get(letter.raw_sha)
    const composed: Composed = await composeLetter(JSON.parse(vault.open(letter.letter_cipher)) as Letter, {
      plain: letter.plain,
      merged: await readMerged(db, vault, letter.id),
    })
    const { sha256 } = await files.put(composed.raw)
    await fixRendered(db, letter.id, sha256, composed.subject)
    const fixed = await db.selectFrom('outgoing_mail').select('raw_sha').where('id', '=', letter.id).executeTakeFirstOrThrow() // prettier-ignore
    return files.get(fixed.raw_sha ?? sha256)
  }

  /**
   * Whether an uncertain letter is among the sent mails. `noCopy`: the server keeps none, or has no such folder, so that its
   * absence proves nothing.
   */
  private async lookUp(door: Door, letter: DueLetter): Promise<'sent' | 'notSent' | 'noCopy' | 'unknown'> {
    try {
      const session = await openMailbox(door.server, door.profile)
      try {
        const found = await session.findInSent(letter.message_id)
        if (found === true) return 'sent'
        return found === 'noSentFolder' || !door.profile.keepsSentCopy ? 'noCopy' : 'notSent'
      } finally {
        await session.close().catch(() => undefined)
      }
    } catch (error) {
      this.options.log.warn({ err: error, outgoingId: letter.id }, 'sent mails not read')
      return 'unknown'
    }
  }

  close(): void {
    for (const door of this.options.doors.values()) door.sender.close()
  }
}
