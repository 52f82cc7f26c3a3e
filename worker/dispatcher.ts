/**
 * Carries recorded wishes to the engine: starts, wake-ups, and acts that could not be said. A commit notifies it; a timer
 * sweeps what a notification missed. Saying a wish twice is harmless: every workflow has a fixed id.
 */
import type { Client } from '@temporalio/client'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { Db } from '../db/db.ts'
import type { WishKind } from '../db/schema.ts'
import { isBehindAnother, settleKept } from '../db/write/web/kept.ts'
import { mailsWait } from '../db/read/stored-mails.ts'
import { readOpenWishes, wishFailed, wishServed, type OpenWish } from '../db/write/wishes.ts'
import { isOpenRequest } from '../domain/unban/types.ts'
import { say, type Said } from '../io/temporal/say.ts'
import {
  actUpdates,
  changedSignal,
  taskQueue,
  wokenSignal,
  workflowIds,
  type ActName,
  type ActOutcome,
  type endReviewUpdate,
  type Refusal,
} from '../workflows/messages.ts'

/** Wishes carried at once. Those for cases have a lane of their own: a backlog of starts delays no wake-up and no act. */
const atOnce = 8
/** While mails wait to be placed, so many cases are started a second: the machine is the mails'. */
const casesASecondBesideMails = 4
const batch = 64
const sweepMs = 1_000
const deadlineMs = 8_000
/** Seconds until a wish that could not be said is tried again: doubled up to the last. */
const retrySeconds = { first: 0.5, last: 5 }

type Lane = 'cases' | 'others'
const laneOf: Record<WishKind, Lane> = { request: 'cases', intake: 'others', outgoing: 'others', update: 'others', hold: 'others' } // prettier-ignore
const kindsOf = (lane: Lane) => (Object.keys(laneOf) as WishKind[]).filter((kind) => laneOf[kind] === lane)

export interface DispatcherOptions {
  readonly db: Db
  readonly client: Client
  readonly log: Logger
  /** A connection of its own for LISTEN; null when the database is away. */
  listen(): Promise<pg.Client>
}

export class Dispatcher {
  private readonly options: DispatcherOptions
  private stopped = false
  /** Ends of naps; those that a wake-up does not end are ended by the stop alone. */
  private readonly napping = new Map<() => void, 'untilWoken' | 'wholly'>()
  private running: Promise<unknown> = Promise.resolve()
  private listener: pg.Client | null = null

  constructor(options: DispatcherOptions) {
    this.options = options
  }

  start(): void {
    this.running = Promise.all([this.carryOn('others'), this.carryOn('cases'), this.listenOn()])
  }

  async stop(): Promise<void> {
    this.stopped = true
    for (const end of [...this.napping.keys()]) end()
    await this.listener?.end().catch(() => undefined)
    await this.running
  }

  private async carryOn(lane: Lane): Promise<void> {
    while (!this.stopped) {
      const busy = lane === 'cases' && (await mailsWait(this.options.db).catch(() => false))
      const carried = await this.carryBatch(lane, busy).catch((error: unknown) => {
        this.options.log.warn({ err: error }, 'wishes not read')
        return 0
      })
      if (busy) await this.nap(1_000, 'wholly')
      else if (carried === 0) await this.nap(sweepMs, 'untilWoken')
    }
  }

  private nap(ms: number, how: 'untilWoken' | 'wholly'): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        this.napping.delete(end)
        resolve()
      }
      const timer = setTimeout(end, ms)
      this.napping.set(end, how)
    })
  }

  private wake(): void {
    for (const [end, how] of [...this.napping]) if (how === 'untilWoken') end()
  }

  private async carryBatch(lane: Lane, busy: boolean): Promise<number> {
    const open = await readOpenWishes(this.options.db, kindsOf(lane), busy ? casesASecondBesideMails : batch)
    for (let from = 0; from < open.length; from += atOnce) {
      await Promise.all(open.slice(from, from + atOnce).map((one) => this.carry(one)))
    }
    return open.length
  }

  private async carry(open: OpenWish): Promise<void> {
    const { db, log } = this.options
    try {
      const said = await this.deeds[open.kind](open.subject)
      if (said.kind === 'away') {
        const doubled = retrySeconds.first * 2 ** Math.min(open.attempts, 6)
        await wishFailed(db, open, Math.min(doubled, retrySeconds.last), said.why)
      } else {
        await wishServed(db, open)
      }
    } catch (error) {
      log.warn({ err: error, kind: open.kind, subject: open.subject }, 'wish not carried')
      await wishFailed(db, open, retrySeconds.last, error instanceof Error ? error.message : String(error)).catch(
        () => undefined,
      )
    }
  }

  /** What each kind of wish asks. */
  private readonly deeds: Record<WishKind, (subject: string) => Promise<Said<unknown>>> = {
    intake: (mailboxId) => this.wakeMailbox('mailIntake', Number(mailboxId)),
    outgoing: (mailboxId) => this.wakeMailbox('outgoingMail', Number(mailboxId)),
    request: (requestId) => this.tellRequest(Number(requestId)),
    update: (updateId) => this.sayKept(updateId),
    hold: (subject) => this.tellHold(subject),
  }

  private wakeMailbox(workflow: 'mailIntake' | 'outgoingMail', mailboxId: number): Promise<Said<unknown>> {
    const { client } = this.options
    return say(client, deadlineMs, () =>
      client.workflow.signalWithStart(workflow, {
        workflowId: workflowIds[workflow](mailboxId),
        taskQueue,
        args: [{ mailboxId }],
        signal: wokenSignal,
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    )
  }

  private async tellRequest(requestId: number): Promise<Said<unknown>> {
    const { client, db } = this.options
    const workflowId = workflowIds.unbanRequest(requestId)
    const row = await db.selectFrom('request').select('state').where('id', '=', requestId).executeTakeFirstOrThrow()
    const open = isOpenRequest(row.state)
    return say<unknown>(client, deadlineMs, () =>
      open
        ? client.workflow.signalWithStart('unbanRequest', {
            workflowId,
            taskQueue,
            args: [{ requestId }],
            signal: changedSignal,
            workflowIdConflictPolicy: 'USE_EXISTING',
          })
        : client.workflow.getHandle(workflowId).signal(changedSignal),
    )
  }

  /** An act kept while the engine was away: the same id, so that it has one effect however often it is said. */
  private async sayKept(updateId: string): Promise<Said<unknown>> {
    const { client, db } = this.options
    const kept = await db.selectFrom('kept_update').selectAll().where('update_id', '=', updateId).executeTakeFirst()
    if (kept === undefined || kept.settled_at !== null) return { kind: 'answered', outcome: null }
    if (await isBehindAnother(db, kept)) return { kind: 'away', why: 'an earlier act on the request waits' }
    // The workflow may not know of the claim yet: it looks at the record first.
    const told = await this.tellRequest(kept.request_id)
    if (told.kind === 'away') return told
    const handle = client.workflow.getHandle(workflowIds.unbanRequest(kept.request_id))
    const update = actUpdates[kept.name as ActName] as unknown as typeof endReviewUpdate
    const input = kept.input as unknown as { by: number; version: number }
    const said = await say(client, deadlineMs, () => handle.executeUpdate(update, { args: [input], updateId }))
    if (said.kind === 'refused' && said.type === ('notClaimed' satisfies Refusal) && (await this.isClaimed(kept))) {
      return { kind: 'away', why: 'the workflow has not looked at the record yet' }
    }
    if (said.kind !== 'away') await settleKept(db, updateId, outcomeOf(said))
    return said
  }

  private async isClaimed(kept: { request_id: number; account_id: number }): Promise<boolean> {
    const row = await this.options.db
      .selectFrom('request')
      .select('claimed_by')
      .where('id', '=', kept.request_id)
      .executeTakeFirst()
    return row?.claimed_by === kept.account_id
  }

  private tellHold(subject: string): Promise<Said<unknown>> {
    const { client } = this.options
    const [mailId = 0, enterpriseId = 0] = subject.split('/').map(Number)
    return say(client, deadlineMs, () =>
      client.workflow.signalWithStart('senderHold', {
        workflowId: `sender-hold:${mailId}/${enterpriseId}`,
        taskQueue,
        args: [{ mailId, enterpriseId }],
        signal: changedSignal,
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    )
  }

  private async listenOn(): Promise<void> {
    while (!this.stopped) {
      try {
        const listener = await this.options.listen()
        this.listener = listener
        const broken = new Promise<void>((resolve) => {
          listener.on('error', () => resolve())
          listener.on('end', () => resolve())
        })
        listener.on('notification', () => this.wake())
        await listener.query('listen hoistway_wish')
        this.wake()
        await broken
      } catch (error) {
        this.options.log.warn({ err: error }, 'wishes not listened for')
      }
      if (!this.stopped) await new Promise((resolve) => setTimeout(resolve, sweepMs))
    }
  }
}

function outcomeOf(said: Said<ActOutcome>): string {
  if (said.kind === 'answered') return said.outcome.kind === 'done' ? 'done' : said.outcome.refusal
  return said.kind === 'refused' ? said.type : said.kind
}
