/** 邮箱状态: how reading a mailbox goes, for the pages: when it was read, how far behind, and what is wrong. */
import { sql } from 'kysely'
import { mailboxAlerts, type MailboxAlert } from '../../domain/mail/mailbox-alerts.ts'
import { isOddlyQuiet } from '../../domain/mail/oddly-quiet.ts'
import type { ReadDb } from '../db.ts'
import { readCalendar } from './calendar.ts'

export interface MailboxHealth {
  readonly mailboxId: number
  readonly address: string
  readonly profile: string
  readonly lastOkAt: string | null
  /** Of the last hour's mails, the median from receipt to the first sight; null when none came. */
  readonly lagSeconds: number | null
  /** Seen in the folder and not yet stored: a backlog being read. */
  readonly waiting: number
  /** Mails the server could not hand out in three tries. */
  readonly unreadable: number
  readonly junkLookedAt: string | null
  readonly problem: { readonly kind: 'auth' | 'network' | 'other'; readonly since: string } | null
  readonly sortingStoppedAt: string | null
  /** One a kind, the most urgent first. */
  readonly alerts: readonly MailboxAlert[]
}

/** Mails whose way is looked at, and how far back. */
const lagMails = 20
const lagMinutesBack = 60
/** Tries after which a mail counts as not to be had. */
const triesUntilTold = 3
const daysBack = 15

/** @returns null for an authority without a mailbox. */
export async function readMailboxHealth(db: ReadDb, authorityId: string): Promise<MailboxHealth | null> {
  const row = await db
    .selectFrom('mailbox')
    .select([
      'id',
      'address',
      'profile',
      'last_ok_at',
      'problem_since',
      'last_error_kind',
      'waiting_mails',
      'junk_looked_at',
      'sorting_stopped_at',
      sql<string>`now()`.as('now'),
    ])
    .where('authority_id', '=', authorityId)
    .orderBy('id')
    .executeTakeFirst()
  if (row === undefined) return null
  const [lagSeconds, unreadable, oddlyQuiet] = await Promise.all([
    readLag(db, row.id),
    countUnreadable(db, row.id),
    readOddlyQuiet(db, row.id, row.now),
  ])
  const problem = row.problem_since === null ? null : { kind: kindOf(row.last_error_kind), since: row.problem_since }
  const facts = { now: row.now, lastOkAt: row.last_ok_at, problem, lagSeconds, oddlyQuiet, unreadable, sortingStoppedAt: row.sorting_stopped_at } // prettier-ignore
  return {
    mailboxId: row.id,
    address: row.address,
    profile: row.profile,
    lastOkAt: row.last_ok_at,
    lagSeconds,
    waiting: row.waiting_mails,
    unreadable,
    junkLookedAt: row.junk_looked_at,
    problem,
    sortingStoppedAt: row.sorting_stopped_at,
    alerts: mailboxAlerts(facts),
  }
}

function kindOf(kind: string | null): 'auth' | 'network' | 'other' {
  return kind === 'auth' || kind === 'network' ? kind : 'other'
}

/** What was found in Junk, or came with a time that nobody believes, says nothing of the way. */
async function readLag(db: ReadDb, mailboxId: number): Promise<number | null> {
  const newest = db
    .selectFrom('mail')
    .select(sql<number>`extract(epoch from first_seen_at - received_at)`.as('lag'))
    .where('mailbox_id', '=', mailboxId)
    .where('first_seen_at', '>', sql<string>`now() - make_interval(mins => ${lagMinutesBack})`)
    .where('time_source', '=', 'internalDate')
    .where(sql<boolean>`not badges && array['fromJunk', 'timeDisputed']`)
    .orderBy('first_seen_at', 'desc')
    .limit(lagMails)
  const row = await db
    .with('newest', () => newest)
    .selectFrom('newest')
    .select(sql<number | null>`percentile_cont(0.5) within group (order by lag)`.as('median'))
    .executeTakeFirst()
  return row?.median === null || row?.median === undefined ? null : Math.max(0, Math.round(Number(row.median)))
}

async function countUnreadable(db: ReadDb, mailboxId: number): Promise<number> {
  const row = await db
    .selectFrom('mail_unfetched')
    .innerJoin('mailbox_epoch', 'mailbox_epoch.id', 'epoch_id')
    .select((select) => select.fn.countAll<number>().as('mails'))
    .where('mailbox_id', '=', mailboxId)
    .where('tries', '>=', triesUntilTold)
    .executeTakeFirstOrThrow()
  return row.mails
}

async function readOddlyQuiet(db: ReadDb, mailboxId: number, now: string): Promise<boolean> {
  const [hours, calendar] = await Promise.all([
    db
      .selectFrom('mail')
      .select([
        sql<string>`to_char(received_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24')`.as('hour'),
        (select) => select.fn.countAll<number>().as('mails'),
      ])
      .where('mailbox_id', '=', mailboxId)
      .where('first_seen_at', '>', sql<string>`now() - make_interval(days => ${daysBack})`)
      .where('class', '=', 'human')
      .groupBy('hour')
      .execute(),
    readCalendar(db),
  ])
  return isOddlyQuiet(new Map(hours.map(({ hour, mails }) => [hour, mails])), now, calendar)
}
