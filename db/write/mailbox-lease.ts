/**
 * 邮箱租约 — one fetcher a mailbox: whoever holds the lease reads it. Its token rises with every new holder; what a stale
 * holder still writes names the old token and is refused (reference: email.md 3.4 step 1).
 */
import { sql } from 'kysely'
import type { Db, Tx } from '../db.ts'

/** Seconds a lease holds without renewal; the holder renews every `leaseRenewSeconds`. */
const leaseSeconds = 15
export const leaseRenewSeconds = 5

export interface Lease {
  readonly mailboxId: number
  readonly owner: string
  readonly token: number
  /** When a person last asked for a look. */
  readonly lookAskedAt: string | null
  /** Refused logins, the newest six. */
  readonly authRefused: readonly string[]
  /** The record's own clock. */
  readonly now: string
}

/** Takes the lease when it is free, lapsed or already ours, or renews it; null when another holds it. */
export async function takeLease(db: Db, mailboxId: number, owner: string): Promise<Lease | null> {
  const row = await db
    .updateTable('mailbox')
    .set({
      lease_owner: owner,
      lease_token: sql<number>`case when lease_owner = ${owner} then lease_token else lease_token + 1 end`,
      lease_until: sql<string>`now() + make_interval(secs => ${leaseSeconds})`,
    })
    .where('id', '=', mailboxId)
    .where(
      (where) =>
      where.or([where('lease_owner', 'is', null), where('lease_owner', '=', owner), where('lease_until', '<', sql<string>`now()`)]), // prettier-ignore
    )
    .returning([
      'lease_token as token',
      'look_asked_at as lookAskedAt',
      sql<string[]>`to_json(auth_refused)`.as('authRefused'),
      sql<string>`now()`.as('now'),
    ])
    .executeTakeFirst()
  return row === undefined ? null : { mailboxId, owner, ...row }
}

export async function giveBackLease(db: Db, lease: Lease): Promise<void> {
  await db
    .updateTable('mailbox')
    .set({ lease_owner: null, lease_until: null })
    .where('id', '=', lease.mailboxId)
    .where('lease_owner', '=', lease.owner)
    .where('lease_token', '=', lease.token)
    .execute()
}

export interface HeldMailbox {
  readonly id: number
  readonly authorityId: string
  /** The last good look; null before the first. */
  readonly lastLook: string | null
  readonly now: string
}

/** Whether the lease is still ours, for the length of the transaction; null when it was lost. */
export async function holdLease(tx: Tx, lease: Lease): Promise<HeldMailbox | null> {
  const row = await tx
    .selectFrom('mailbox')
    .select(['id', 'authority_id as authorityId', 'last_ok_at as lastLook', sql<string>`now()`.as('now')])
    .where('id', '=', lease.mailboxId)
    .where('lease_owner', '=', lease.owner)
    .where('lease_token', '=', lease.token)
    .where('lease_until', '>', sql<string>`now()`)
    .forShare()
    .executeTakeFirst()
  return row ?? null
}
