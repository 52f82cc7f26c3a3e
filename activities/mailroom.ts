/**
 * 收件: watches each mailbox from one process at a time, by a lease in the record. IDLE, a timer, a person or the schedule
 * wake it; a wake-up carries no data, it only says "look". What is seen is stored, mail by mail, before anything else
 * (reference: email.md 3.3, 3.4).
 */
import type { Logger } from 'pino'
import type { Db } from '../db/db.ts'
import { giveBackLease, highestUid, knownUids, leaseRenewSeconds, noteMailbox, openEpoch, storeMail, takeLease, type Lease } from '../db/write/mailbox.ts' // prettier-ignore
import type { FileStore } from '../io/files/store.ts'
import { classifyImapError } from '../io/imap/errors.ts'
import { openMailbox, type MailboxServer, type MailboxSession } from '../io/imap/open.ts'
import type { MailProfileSettings } from '../io/imap/profiles.ts'
import { fingerprintOf } from '../io/mail/fingerprint.ts'
import { wholeMailBytes } from '../io/imap/limits.ts'

export interface Door {
  readonly mailboxId: number
  readonly address: string
  readonly server: MailboxServer
  readonly profile: MailProfileSettings
}

/** A provider locks accounts that keep knocking with a wrong code: no more than six tries an hour. */
const authRetryMs = 10 * 60_000
const networkRetryMs = { first: 500, last: 15_000 }
const leaseRetryMs = 3_000
/** The whole folder is compared with the record at the start and so often afterwards; between, only what is new. */
const fullPassMs = 60 * 60_000
/** An asked-for look that has not come to an end by then is left to the watcher. */
const lookMs = 45_000

interface Watch {
  readonly door: Door
  /** Wakes the watcher from its wait. */
  wake: AbortController
  waiting: (() => void)[]
}

export interface MailroomOptions {
  readonly db: Db
  readonly files: FileStore
  readonly log: Logger
  /** Names this process in the lease. */
  readonly owner: string
  readonly doors: readonly Door[]
}

export class Mailroom {
  private readonly options: MailroomOptions
  private readonly watches: Map<number, Watch>
  private readonly stopping = new AbortController()
  private running: Promise<unknown> = Promise.resolve()

  constructor(options: MailroomOptions) {
    this.options = options
    this.watches = new Map(
      options.doors.map((door) => [door.mailboxId, { door, wake: new AbortController(), waiting: [] }]),
    )
  }

  start(): void {
    this.running = Promise.all([...this.watches.values()].map((watch) => this.watch(watch)))
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    for (const watch of this.watches.values()) watch.wake.abort()
    await this.running
  }

  /** Looks now, and comes back when the look is over, or when another process is the one that looks. */
  async look(mailboxId: number): Promise<void> {
    const watch = this.watches.get(mailboxId)
    if (watch === undefined) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, lookMs)
      watch.waiting.push(() => {
        clearTimeout(timer)
        resolve()
      })
      watch.wake.abort()
    })
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted
  }

  private async watch(watch: Watch): Promise<void> {
    let failures = 0
    while (!this.stopped) {
      const wait = await this.hold(watch)
        .then((held) => {
          failures = 0
          return held ? 0 : leaseRetryMs
        })
        .catch((error: unknown) => {
          failures += 1
          return this.failed(watch.door, error, failures)
        })
      this.answerAll(watch)
      if (wait > 0) await this.pause(watch, wait)
    }
  }

  /** Holds the lease and one session until something breaks. @returns whether the lease was had. */
  private async hold(watch: Watch): Promise<boolean> {
    const { door } = watch
    const { db, owner } = this.options
    const lease = await takeLease(db, door.mailboxId, owner)
    if (lease === null) return false
    let session: MailboxSession | null = null
    // Not renewed in time: another may hold it now, so this session must end.
    const renewal = setInterval(() => {
      takeLease(db, door.mailboxId, owner).then(
        (renewed) => {
          if (renewed === null || renewed.token !== lease.token) void session?.close()
        },
        (error: unknown) => this.options.log.warn({ err: error, mailboxId: door.mailboxId }, 'lease not renewed'),
      )
    }, leaseRenewSeconds * 1000)
    try {
      session = await openMailbox(door.server, door.profile)
      await this.readAndWait(watch, lease, session)
    } finally {
      clearInterval(renewal)
      await session?.close().catch(() => undefined)
      if (this.stopped) await giveBackLease(db, lease).catch(() => undefined)
    }
    return true
  }

  private async readAndWait(watch: Watch, lease: Lease, session: MailboxSession): Promise<void> {
    const { door } = watch
    const epochId = await openEpoch(this.options.db, door.mailboxId, door.server.folder, session.uidValidity)
    let fullPassAt = 0
    while (!this.stopped) {
      watch.wake = new AbortController()
      const full = Date.now() - fullPassAt > fullPassMs
      await this.pass(lease, session, epochId, full)
      if (full) fullPassAt = Date.now()
      await noteMailbox(this.options.db, door.mailboxId, null)
      this.answerAll(watch)
      const news = await session.waitForNews(door.profile.pollSeconds * 1000, watch.wake.signal)
      if (news === 'closed') return
    }
  }

  /** One comparison of the folder with the record; what is missing there is fetched and stored, in order. */
  private async pass(lease: Lease, session: MailboxSession, epochId: number, full: boolean): Promise<void> {
    const { db, files, log } = this.options
    const since = full ? 0 : (await highestUid(db, epochId)) + 1
    const listed = await session.listUids(full ? null : since)
    const known = await knownUids(db, epochId, since)
    for await (const mail of session.fetchMany(listed.filter((uid) => !known.has(uid)))) {
      const { sha256 } = await files.put(mail.raw)
      const stored = await storeMail(db, lease, {
        epochId,
        uid: mail.uid,
        internalDate: mail.internalDate?.toISOString() ?? null,
        size: mail.size,
        headersOnly: mail.size > wholeMailBytes,
        rawSha: sha256,
        fingerprint: fingerprintOf(mail.raw),
      })
      if (stored === null) throw new Error('The lease of the mailbox was lost.')
      log.info({ mailboxId: lease.mailboxId, uid: mail.uid, mailId: stored.mailId, isNew: stored.isNew }, 'mail stored')
      if (this.stopped) return
    }
  }

  private async failed(door: Door, error: unknown, failures: number): Promise<number> {
    const found = classifyImapError(error)
    this.options.log.warn({ mailboxId: door.mailboxId, kind: found.kind, err: error }, 'mailbox not read')
    // The record may be what is away; then there is nowhere to note it.
    await noteMailbox(this.options.db, door.mailboxId, found).catch(() => undefined)
    if (found.kind === 'auth') return authRetryMs
    const doubled = networkRetryMs.first * 2 ** Math.min(failures - 1, 10)
    return Math.min(doubled, networkRetryMs.last) * (0.75 + Math.random() / 2)
  }

  private answerAll(watch: Watch): void {
    for (const answer of watch.waiting.splice(0)) answer()
  }

  private async pause(watch: Watch, ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.stopping.signal.addEventListener(
        'abort',
        () => {
          clearTimeout(timer)
          resolve()
        },
        { once: true },
      )
    })
    watch.wake = new AbortController()
  }
}
