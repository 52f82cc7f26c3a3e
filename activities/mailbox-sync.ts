/**
 * 对照邮箱与记录 (syncOnce): one comparison of a folder with the record by UID, ascending. What is missing there is fetched in
 * batches and stored, files before rows; the next batch is fetched while one is stored (reference: email.md 3.4).
 */
import { forgetUnfetched, highestUid, noteUnfetched, noteWaiting, settledUids } from '../db/write/mailbox.ts'
import type { FetchedMail } from '../io/imap/fetch.ts'
import { batchMails } from '../io/imap/limits.ts'
import type { MailboxSession } from '../io/imap/open.ts'
import { codeOf, storeBatch, type StoreOptions } from './mailbox-store.ts'

/** Up to so many mails in the folder, all of them are listed at each look; above, what is new, and all once an hour. */
const listedWhole = 2_000
const fullPassMs = 60 * 60_000
/** How often what is left of a backlog is noted, in mails. */
const noteEvery = 1_000

interface SyncOptions extends StoreOptions {
  readonly session: Pick<MailboxSession, 'listUids' | 'fetchBatches'>
}

interface RunOptions {
  /** Fetch the first mails one by one: a batch has failed. */
  readonly alone: boolean
  readonly stopped: AbortSignal
}

interface Found {
  readonly stored: number
  /** Listed, and not to be had now. */
  readonly left: number
}

export class SyncOnce {
  private readonly options: SyncOptions
  /** How many mails the folder held at the last whole listing; null before the first. */
  private held: number | null = null
  private fullAt = 0

  constructor(options: SyncOptions) {
    this.options = options
  }

  async run({ alone, stopped }: RunOptions): Promise<Found> {
    const missing = await this.listMissing()
    const single = alone ? missing.slice(0, batchMails) : []
    let stored = 0
    for (const uid of single) {
      if (stopped.aborted) break
      stored += await this.takeAlone(uid)
    }
    if (!stopped.aborted) stored += await this.takeAll(missing.slice(single.length), stopped)
    return { stored, left: missing.length - stored }
  }

  private async listMissing(): Promise<number[]> {
    const { db, session, epochId } = this.options
    const whole = this.held === null || this.held <= listedWhole || Date.now() - this.fullAt > fullPassMs
    const listed = await session.listUids(whole ? null : (await highestUid(db, epochId)) + 1)
    if (whole) {
      this.held = listed.length
      this.fullAt = Date.now()
    }
    const settled = await settledUids(db, epochId, listed)
    return listed.filter((uid) => !settled.has(uid))
  }

  /** @returns how many were stored. */
  private async takeAll(uids: readonly number[], stopped: AbortSignal): Promise<number> {
    const { db, lease, session } = this.options
    const batches = session.fetchBatches(uids)
    let stored = 0
    let noted = 0
    let next = batches.next()
    for (;;) {
      const batch = await next
      if (batch.done === true || stopped.aborted) return stored
      next = batches.next()
      // Awaited in the next round; a fault meanwhile is not nobody's.
      next.catch(() => undefined)
      stored += await storeBatch(this.options, batch.value)
      if (stored - noted < noteEvery) continue
      noted = stored
      await noteWaiting(db, lease, uids.length - stored)
    }
  }

  /** A mail that the server cannot hand out is noted before the fault goes on: the line is over mostly. */
  private async takeAlone(uid: number): Promise<number> {
    const { db, session, epochId } = this.options
    const found: FetchedMail[] = []
    try {
      for await (const batch of session.fetchBatches([uid])) found.push(...batch)
    } catch (error) {
      await noteUnfetched(db, epochId, uid, codeOf(error))
      throw error
    }
    const stored = await storeBatch(this.options, found)
    if (stored > 0) await forgetUnfetched(db, epochId, [uid])
    return stored
  }
}
