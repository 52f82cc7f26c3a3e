/**
 * 陈旧会话: long sessions of big providers may freeze and go on answering "nothing new". When nothing has come for a while
 * in working hours, a second connection is asked; when it sees mails twice that the record lacks, the session is
 * given up (reference: email.md 3.4 step 9).
 */
import type { Logger } from 'pino'
import type { Db } from '../db/db.ts'
import { readCalendar } from '../db/read/calendar.ts'
import { settledUids } from '../db/write/mailbox.ts'
import { officeAt } from '../domain/calendar/office-hours.ts'
import type { ImapTimes } from '../io/imap/limits.ts'
import { openMailbox } from '../io/imap/open.ts'
import type { Door } from './door.ts'

export interface ViewTimes {
  /** Silence after which a second connection is asked. */
  readonly silenceMs: number
  /** From a difference to the second question. */
  readonly againMs: number
  /** Also outside working hours: for tests. */
  readonly always: boolean
}

const usual: ViewTimes = { silenceMs: 30 * 60_000, againMs: 60_000, always: false }

interface ViewOptions {
  readonly db: Db
  readonly log: Logger
  readonly door: Door
  readonly epochId: number
  readonly uidValidity: number
  readonly times?: ImapTimes | undefined
  readonly viewTimes?: ViewTimes | undefined
}

export class StaleView {
  private readonly options: ViewOptions
  private readonly viewTimes: ViewTimes
  private askAt: number
  private differences = 0
  private asking = false

  constructor(options: ViewOptions) {
    this.options = options
    this.viewTimes = options.viewTimes ?? usual
    this.askAt = Date.now() + this.viewTimes.silenceMs
  }

  /** After each look; the question goes on beside it. @returns true when the session is to be given up. */
  isStale(hasNew: boolean): boolean {
    if (hasNew) this.startAgain()
    if (Date.now() >= this.askAt && !this.asking) {
      this.asking = true
      void this.ask().finally(() => (this.asking = false))
    }
    return this.differences >= 2
  }

  private async ask(): Promise<void> {
    const differs = await this.isTime()
      .then((isTime) => isTime && this.differs())
      .catch((error: unknown) => {
        this.options.log.warn({ err: error, mailboxId: this.options.door.mailboxId }, 'second connection failed')
        return false
      })
    if (!differs) return this.startAgain()
    this.differences += 1
    this.askAt = Date.now() + this.viewTimes.againMs
  }

  private startAgain(): void {
    this.differences = 0
    this.askAt = Date.now() + this.viewTimes.silenceMs
  }

  private async isTime(): Promise<boolean> {
    if (this.viewTimes.always) return true
    return officeAt(new Date().toISOString(), await readCalendar(this.options.db)).working
  }

  /** Whether a fresh session sees mails that the record lacks, or other numbers altogether. */
  private async differs(): Promise<boolean> {
    const { db, door, epochId, uidValidity } = this.options
    const second = await openMailbox(door.server, door.profile, this.options.times)
    try {
      if (second.uidValidity !== uidValidity) return true
      const listed = await second.listUids(null)
      const settled = await settledUids(db, epochId, listed)
      return listed.some((uid) => !settled.has(uid))
    } finally {
      await second.close()
    }
  }
}
