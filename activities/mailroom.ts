/**
 * 收件: watches each mailbox from one process at a time, by a lease in the record. IDLE, a timer, a person, a new line or the
 * schedule wake it; a wake-up carries no data, it only says "look". What is seen is stored before anything else happens to
 * it (reference: email.md 3.3, 3.4).
 */
import type { Logger } from 'pino'
import type { Db } from '../db/db.ts'
import { noteLook, noteProblem, openEpoch } from '../db/write/mailbox.ts'
import { giveBackLease, leaseRenewSeconds, takeLease, type Lease } from '../db/write/mailbox-lease.ts'
import { untilNextTry } from '../domain/mail/login-tries.ts'
import type { FileStore } from '../io/files/store.ts'
import { classifyImapError, MailboxFault } from '../io/imap/errors.ts'
import type { ImapTimes } from '../io/imap/limits.ts'
import { openMailbox, type MailboxSession } from '../io/imap/open.ts'
import type { Sandbox } from '../io/sandbox.ts'
import type { Door } from './door.ts'
import { sortSettled } from './mailbox-sorting.ts'
import { lookIntoJunk } from './mailbox-junk.ts'
import { LeaseLost } from './mailbox-store.ts'
import { SyncOnce } from './mailbox-sync.ts'
import { StaleView, type ViewTimes } from './mailbox-view.ts'

const leaseRetryMs = 3_000
/** A person who asks for a look need not wait for the end of a pause. */
const pauseStepMs = 2_000
/** An asked-for look that has not come to an end by then is left to the watcher. */
const lookMs = 45_000
const sortingEveryMs = 10_000
const junkEndMs = 2_000

interface Watch {
  readonly door: Door
  /** Wakes the watcher from its wait. */
  wake: AbortController
  waiting: (() => void)[]
  /** Failures since the last good look. */
  failures: number
  /** The newest asked-for look that was answered; null before the first: then the program has just started. */
  lookedFor: string | null
  started: boolean
  /** A batch failed: the next mails are fetched one by one, so that one of them cannot keep the others. */
  alone: boolean
  junkAt: number
  /** The look into the Junk folder that goes on beside the inbox. */
  junk: Promise<void> | null
}

export interface MailroomOptions {
  readonly db: Db
  readonly files: FileStore
  readonly sandbox: Pick<Sandbox, 'readMail'>
  readonly log: Logger
  /** Names this process in the lease. */
  readonly owner: string
  readonly doors: readonly Door[]
  readonly times?: ImapTimes | undefined
  readonly viewTimes?: ViewTimes | undefined
}

export class Mailroom {
  private readonly options: MailroomOptions
  private readonly watches: Map<number, Watch>
  private readonly stopping = new AbortController()
  private running: Promise<unknown> = Promise.resolve()

  constructor(options: MailroomOptions) {
    this.options = options
    this.watches = new Map(options.doors.map((door) => [door.mailboxId, newWatch(door)]))
  }

  start(): void {
    this.running = Promise.all([...this.watches.values()].map((watch) => this.watch(watch)))
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    for (const watch of this.watches.values()) watch.wake.abort()
    await this.running
    // A look into the Junk folder that hangs keeps nobody: what it stores is stored whole or not at all.
    const junk = Promise.all([...this.watches.values()].map(({ junk: look }) => look ?? Promise.resolve()))
    await Promise.race([junk, sleep(junkEndMs, new AbortController().signal)])
  }

  /** Looks now, and comes back when the look is over, or when it is not this process or not the time to look. */
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
    while (!this.stopped) {
      const wait = await this.hold(watch).catch((error: unknown) => this.failed(watch, error))
      answerAll(watch)
      if (wait > 0) await this.pause(watch, wait)
    }
  }

  /** Holds the lease and one session until something breaks. @returns milliseconds until the next try. */
  private async hold(watch: Watch): Promise<number> {
    const { door } = watch
    const { db, owner } = this.options
    const lease = await takeLease(db, door.mailboxId, owner)
    if (lease === null) return leaseRetryMs
    const asked = !watch.started || wasAsked(watch, lease)
    watch.started = true
    watch.lookedFor = lease.lookAskedAt
    const locked = untilNextTry(lease.authRefused, asked, lease.now)
    if (locked > 0) return locked
    let session: MailboxSession | null = null
    // Not renewed in time: another may hold it now, so this session must end.
    const renewal = setInterval(() => {
      takeLease(db, door.mailboxId, owner).then(
        (renewed) => {
          if (renewed === null || renewed.token !== lease.token) void session?.close()
          else if (wasAsked(watch, renewed)) {
            watch.lookedFor = renewed.lookAskedAt
            watch.wake.abort()
          }
        },
        (error: unknown) => this.options.log.warn({ err: error, mailboxId: door.mailboxId }, 'lease not renewed'),
      )
    }, leaseRenewSeconds * 1000)
    try {
      session = await openMailbox(door.server, door.profile, this.options.times)
      await this.readAndWait(watch, lease, session)
    } finally {
      clearInterval(renewal)
      await session?.close().catch(() => undefined)
      if (this.stopped) await giveBackLease(db, lease).catch(() => undefined)
    }
    return this.stopped ? 0 : door.profile.reconnectMs.first
  }

  private async readAndWait(watch: Watch, lease: Lease, session: MailboxSession): Promise<void> {
    const { door } = watch
    const { db } = this.options
    const epochId = await openEpoch(db, door.mailboxId, door.server.folder, session.uidValidity)
    const sync = new SyncOnce({ ...this.options, door, lease, session, epochId, fromJunk: false })
    const view = new StaleView({ ...this.options, door, epochId, uidValidity: session.uidValidity })
    let sortedAt = 0
    while (!this.stopped) {
      watch.wake = new AbortController()
      const found = await sync.run({ alone: watch.alone, stopped: this.stopping.signal }).catch((error: unknown) => {
        watch.alone = true
        throw error
      })
      watch.alone = false
      watch.failures = 0
      await noteLook(db, lease, found.left)
      answerAll(watch)
      if (this.stopped) return
      this.lookIntoJunk(watch, lease)
      if (Date.now() - sortedAt > sortingEveryMs) {
        sortedAt = Date.now()
        await sortSettled({ ...this.options, door, session, epochId })
      }
      if (view.isStale(found.stored > 0)) throw new MailboxFault('stale', 'The session does not see mails that are there.') // prettier-ignore
      const news = await session.waitForNews(door.profile.pollSeconds * 1000, watch.wake.signal)
      if (news === 'closed') return
    }
  }

  /** Beside the inbox, on a line of its own: whatever goes wrong there, the inbox is read. */
  private lookIntoJunk(watch: Watch, lease: Lease): void {
    const { door } = watch
    if (watch.junk !== null || Date.now() < watch.junkAt) return
    watch.junkAt = Date.now() + door.profile.junkSeconds * 1000
    watch.junk = lookIntoJunk({ ...this.options, door, lease, stopped: this.stopping.signal })
      .catch((error: unknown) => this.options.log.warn({ err: error, mailboxId: door.mailboxId }, 'junk not read'))
      .finally(() => (watch.junk = null))
  }

  private async failed(watch: Watch, error: unknown): Promise<number> {
    const { door } = watch
    const { db, log } = this.options
    watch.failures += 1
    const found = classifyImapError(error)
    log.warn({ mailboxId: door.mailboxId, kind: found.kind, err: error }, 'mailbox not read')
    if (error instanceof LeaseLost) return leaseRetryMs
    // The record may be what is away; then there is nowhere to note it. How long a refused login waits is read from it.
    await noteProblem(db, door.mailboxId, found).catch(() => undefined)
    const { first, last } = door.profile.reconnectMs
    return Math.min(first * 2 ** Math.min(watch.failures - 1, 20), last) * (0.75 + Math.random() / 2)
  }

  /** Until the time is over, the program ends, or a person asks for a look. Nobody else waits for it. */
  private async pause(watch: Watch, ms: number): Promise<void> {
    const end = Date.now() + ms
    while (!this.stopped && Date.now() < end) {
      watch.wake = new AbortController()
      const signal = AbortSignal.any([watch.wake.signal, this.stopping.signal])
      await sleep(Math.min(pauseStepMs, end - Date.now()), signal)
      answerAll(watch)
      if (end - Date.now() > pauseStepMs && (await this.isAsked(watch))) return
    }
  }

  private async isAsked(watch: Watch): Promise<boolean> {
    const row = await this.options.db
      .selectFrom('mailbox')
      .select('look_asked_at as lookAskedAt')
      .where('id', '=', watch.door.mailboxId)
      .executeTakeFirst()
      .catch(() => undefined)
    return row !== undefined && wasAsked(watch, row)
  }
}

function newWatch(door: Door): Watch {
  return { door, wake: new AbortController(), waiting: [], failures: 0, lookedFor: null, started: false, alone: false, junkAt: 0, junk: null } // prettier-ignore
}

function wasAsked(watch: Watch, { lookAskedAt }: { readonly lookAskedAt: string | null }): boolean {
  return lookAskedAt !== null && lookAskedAt !== watch.lookedFor
}

function answerAll(watch: Watch): void {
  for (const answer of watch.waiting.splice(0)) answer()
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, Math.max(0, ms))
    function end() {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    signal.addEventListener('abort', end, { once: true })
    if (signal.aborted) end()
  })
}
