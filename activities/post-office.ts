/**
 * 发件: sends one letter after another, in the outbox's order and at the profile's limits. What happened to a letter is
 * always one of: taken, surely not taken, unknown. The unknown is looked up among the sent mails before it is said again
 * (reference: email.md 10).
 */
import type { Logger } from 'pino'
import { sql } from 'kysely'
import type { Vault } from '../db/crypto.ts'
import type { Db } from '../db/db.ts'
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
import type { Letter } from '../domain/unban/answers.ts'
import type { FileStore } from '../io/files/store.ts'
import { openMailbox } from '../io/imap/open.ts'
import { composeLetter, type Composed } from '../io/smtp/compose.ts'
import type { Sender, SendOutcome } from '../io/smtp/send.ts'
import type { Door } from './mailroom.ts'

/** One run sends for so long at most; then the engine sees that it goes on. */
const runMs = 60_000
const pulseMs = 1_500
const authWaitSeconds = 600
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
      const limited = await this.secondsOfLimit(door)
      if (limited > 0) return limited
      const letter = await takeNextLetter(db, door.mailboxId)
      if (letter === null) break
      await this.deliver(door, letter)
      if (door.profile.sendGapMs > 0) await new Promise((resolve) => setTimeout(resolve, door.profile.sendGapMs))
    }
    return secondsUntilDue(db, door.mailboxId)
  }

  private async deliver(door: Door & { sender: Sender }, letter: DueLetter): Promise<void> {
    const { db, log } = this.options
    if (letter.state === 'uncertain') {
      const found = await this.lookUp(door, letter)
      if (found === 'unknown')
        return letterUncertain(db, letter, letter.last_error ?? '', door.profile.uncertainWaitSeconds)
      if (found === 'sent') return letterSent(db, letter, 'foundInSent', letter.message_id)
      if (!(await mayResend(db, letter, door.profile.resendAcks))) return
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
    const doubled = backoff.firstSeconds * 2 ** Math.min(letter.attempts, 6)
    return letterRefused(db, letter, {
      temporary: outcome.temporary,
      text: outcome.text,
      waitSeconds: outcome.reason === 'auth' ? authWaitSeconds : Math.min(doubled, backoff.lastSeconds),
    })
  }

  /** The letter's bytes: rendered once, kept, and the same at every attempt. */
  private async rendered(letter: DueLetter): Promise<Buffer> {
    const { db, files, vault } = this.options
    if (letter.raw_sha !== null) return files.get(letter.raw_sha)
    const composed: Composed = await composeLetter(JSON.parse(vault.open(letter.letter_cipher)) as Letter, 'zh')
    const { sha256 } = await files.put(composed.raw)
    await fixRendered(db, letter.id, sha256, composed.subject)
    const fixed = await db.selectFrom('outgoing_mail').select('raw_sha').where('id', '=', letter.id).executeTakeFirstOrThrow() // prettier-ignore
    return files.get(fixed.raw_sha ?? sha256)
  }

  /** Whether an uncertain letter is among the sent mails. Where no copy is kept, its absence proves nothing. */
  private async lookUp(door: Door, letter: DueLetter): Promise<'sent' | 'notSent' | 'unknown'> {
    try {
      const session = await openMailbox(door.server, door.profile)
      try {
        return (await session.findInSent(letter.message_id)) === true ? 'sent' : 'notSent'
      } finally {
        await session.close().catch(() => undefined)
      }
    } catch (error) {
      this.options.log.warn({ err: error, outgoingId: letter.id }, 'sent mails not read')
      return 'unknown'
    }
  }

  /** Seconds until the profile's limits let another mail out; 0 when they do now. */
  private async secondsOfLimit(door: Door): Promise<number> {
    const { perHour, perDay } = door.profile
    for (const [limit, seconds] of [
      [perHour, 3_600],
      [perDay, 86_400],
    ] as const) {
      // prettier-ignore
      if (limit === null) continue
      const row = await this.options.db
        .selectFrom('outgoing_mail')
        .select([
          (select) => select.fn.countAll<number>().as('sent'),
          sql<number>`extract(epoch from min(sent_at) + make_interval(secs => ${seconds}) - now())::float8`.as(
            'freeIn',
          ),
        ])
        .where('mailbox_id', '=', door.mailboxId)
        .where('sent_at', '>', sql<string>`now() - make_interval(secs => ${seconds})`)
        .executeTakeFirstOrThrow()
      if (row.sent >= limit) return Math.max(1, row.freeIn)
    }
    return 0
  }

  close(): void {
    for (const door of this.options.doors.values()) door.sender.close()
  }
}
