/** Figures for operators: metrics and readiness. Counts and ages only. */
import { sql } from 'kysely'
import type { ReadDb } from '../db.ts'
import { openRequestStates } from '../../domain/unban/types.ts'

/** Seconds since the mailbox that was read longest ago was last read well; null age: never. null: no mailbox. */
export async function readOldestMailboxSync(db: ReadDb): Promise<{ readonly ageSeconds: number | null } | null> {
  const row = await db
    .selectFrom('mailbox')
    .select(sql<number | null>`extract(epoch from now() - last_ok_at)::int`.as('ageSeconds'))
    .orderBy(sql`last_ok_at asc nulls first`)
    .executeTakeFirst()
  return row ?? null
}

export interface OperationFigures {
  /** Seconds since the mail of the request at the head of any queue. */
  readonly queueAgeSeconds: number
  readonly waitingRequests: number
  readonly waitingPeople: number
  readonly overdueRequests: number
  /** Seconds between the server's receipt and our first sight, the worst of the last hour. */
  readonly mailLagSeconds: number
  /** Stored and not yet classified. */
  readonly unclassifiedMails: number
  /** For a person to look at. */
  readonly manualMails: number
  /** What was asked of the engine and is not done yet. */
  readonly openWishes: number
  readonly outbox: Readonly<Record<string, number>>
}

export async function readOperationFigures(db: ReadDb): Promise<OperationFigures> {
  const [queue, lag, mails, wishes, outbox] = await Promise.all([
    db
      .selectFrom('request')
      .select([
        sql<number>`coalesce(extract(epoch from now() - min(received_at)), 0)::int`.as('age'),
        sql<number>`count(*)`.as('requests'),
        sql<number>`coalesce(sum(people), 0)::bigint`.as('people'),
        sql<number>`count(*) filter (where due_at < now())`.as('overdue'),
      ])
      .where('state', 'in', openRequestStates)
      .where('people', '>', 0)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('mail')
      .select(sql<number>`coalesce(max(extract(epoch from first_seen_at - received_at)), 0)::int`.as('seconds'))
      .where('received_at', '>', sql<string>`now() - interval '1 hour'`)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('mail')
      .select(['state', sql<number>`count(*)`.as('mails')])
      .where('state', 'in', ['stored', 'manual'])
      .groupBy('state')
      .execute(),
    db
      .selectFrom('wish')
      .select(sql<number>`count(*)`.as('open'))
      .whereRef('wanted', '>', 'served')
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('outgoing_mail')
      .select(['state', sql<number>`count(*)`.as('mails')])
      .where('state', '!=', 'sent')
      .groupBy('state')
      .execute(),
  ])
  const mailsIn = (state: string) => mails.find((row) => row.state === state)?.mails ?? 0
  return {
    queueAgeSeconds: queue.age,
    waitingRequests: queue.requests,
    waitingPeople: queue.people,
    overdueRequests: queue.overdue,
    mailLagSeconds: Math.max(0, lag.seconds),
    unclassifiedMails: mailsIn('stored'),
    manualMails: mailsIn('manual'),
    openWishes: wishes.open,
    outbox: Object.fromEntries(outbox.map((row) => [row.state, row.mails])),
  }
}
