/**
 * 邮箱 — the record of what the mailbox held. One fetcher at a time by a lease with a token; the database is the only
 * truth of what was seen, never a flag or a folder (reference: email.md 3.3, 3.4).
 */
import { sql } from 'kysely'
import type { Db, Tx } from '../db.ts'
import type { MailBadge } from '../../domain/mail/types.ts'
import { appendAudit } from './audit.ts'
import { wish } from './wishes.ts'

/** Seconds a lease holds without renewal; the holder renews every `leaseRenewSeconds`. */
const leaseSeconds = 15
export const leaseRenewSeconds = 5
/** A receipt time this far in the future is not believed. */
const futureToleranceMinutes = 5

export interface Lease {
  readonly mailboxId: number
  readonly owner: string
  readonly token: number
}

/** Takes the lease when it is free, lapsed or already ours; null when another holds it. */
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
    .returning('lease_token')
    .executeTakeFirst()
  return row === undefined ? null : { mailboxId, owner, token: row.lease_token }
}

export async function giveBackLease(db: Db, lease: Lease): Promise<void> {
  await db
    .updateTable('mailbox')
    .set({ lease_owner: null, lease_until: null })
    .where('id', '=', lease.mailboxId)
    .where('lease_owner', '=', lease.owner)
    .execute()
}

/** The mailbox answered, or why it did not. */
export async function noteMailbox(
  db: Db,
  mailboxId: number,
  problem: { kind: string; sentence: string } | null,
): Promise<void> {
  await db
    .updateTable('mailbox')
    .set(
      problem === null
        ? { last_ok_at: sql<string>`now()`, last_error: null, last_error_kind: null }
        : {
            last_error: problem.sentence.slice(0, 500),
            last_error_kind: problem.kind,
            last_error_at: sql<string>`now()`,
          },
    )
    .where('id', '=', mailboxId)
    .execute()
}

/** The folder under one UIDVALIDITY; a new UIDVALIDITY is a new epoch, and its UIDs mean nothing of the old. */
export async function openEpoch(db: Db, mailboxId: number, folder: string, uidValidity: number): Promise<number> {
  const found = await db
    .selectFrom('mailbox_epoch')
    .select('id')
    .where('mailbox_id', '=', mailboxId)
    .where('folder', '=', folder)
    .where('uidvalidity', '=', uidValidity)
    .executeTakeFirst()
  if (found !== undefined) return found.id
  await db
    .insertInto('mailbox_epoch')
    .values({ mailbox_id: mailboxId, folder, uidvalidity: uidValidity })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return openEpoch(db, mailboxId, folder, uidValidity)
}

/** UIDs of the epoch that are already in the record, from `since` on. */
export async function knownUids(db: Db, epochId: number, since: number): Promise<Set<number>> {
  const rows = await db
    .selectFrom('mail_location')
    .select('uid')
    .where('epoch_id', '=', epochId)
    .where('uid', '>=', since)
    .execute()
  return new Set(rows.map((row) => row.uid))
}

/** Highest UID of the epoch in the record, 0 when none. */
export async function highestUid(db: Db, epochId: number): Promise<number> {
  const row = await db
    .selectFrom('mail_location')
    .select((select) => select.fn.max('uid').as('uid'))
    .where('epoch_id', '=', epochId)
    .executeTakeFirst()
  return row?.uid ?? 0
}

export interface SeenMail {
  readonly epochId: number
  readonly uid: number
  readonly internalDate: string | null
  readonly size: number
  readonly headersOnly: boolean
  /** The raw bytes are in the file store before this is called. */
  readonly rawSha: string
  readonly fingerprint: string
}

/**
 * Stores one mail with its place, and asks for intake: one transaction. The same fingerprint again only adds where it was
 * seen: it is the same mail, delivered twice, and never counts as a resend.
 * @returns the mail's id, or null when the lease was lost (another fetches now; nothing was written).
 */
export function storeMail(db: Db, lease: Lease, seen: SeenMail): Promise<{ mailId: number; isNew: boolean } | null> {
  return db.transaction().execute(async (tx) => {
    const mailbox = await holdLease(tx, lease)
    if (mailbox === null) return null
    const inserted = await insertMail(tx, mailbox, seen)
    const mailId = inserted ?? (await findMail(tx, mailbox.id, seen.fingerprint))
    await tx
      .insertInto('mail_location')
      .values({ epoch_id: seen.epochId, uid: seen.uid, mail_id: mailId, internal_date: seen.internalDate })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    if (inserted !== null) {
      await wish(tx, 'intake', mailbox.id)
      await appendAudit(tx, {
        chain: mailbox.authority_id,
        key: `mail:${mailId}/stored`,
        actor: 'system',
        action: 'mail.stored',
        object: `mail:${mailId}`,
        detail: { epoch: seen.epochId, uid: seen.uid, rawSha: seen.rawSha },
      })
    }
    return { mailId, isNew: inserted !== null }
  })
}

async function holdLease(tx: Tx, lease: Lease) {
  const row = await tx
    .selectFrom('mailbox')
    .select(['id', 'authority_id'])
    .where('id', '=', lease.mailboxId)
    .where('lease_owner', '=', lease.owner)
    .where('lease_token', '=', lease.token)
    .where('lease_until', '>', sql<string>`now()`)
    .forShare()
    .executeTakeFirst()
  return row ?? null
}

async function insertMail(
  tx: Tx,
  mailbox: { id: number; authority_id: string },
  seen: SeenMail,
): Promise<number | null> {
  // Receipt time: INTERNALDATE; where it is missing or in the future, the moment of the first sight, with a badge.
  const believed = sql<boolean>`${seen.internalDate}::timestamptz is not null
    and ${seen.internalDate}::timestamptz <= now() + make_interval(mins => ${futureToleranceMinutes})`
  const row = await tx
    .insertInto('mail')
    .values({
      mailbox_id: mailbox.id,
      authority_id: mailbox.authority_id,
      fingerprint: seen.fingerprint,
      received_at: sql<string>`case when ${believed} then ${seen.internalDate}::timestamptz else date_trunc('second', now()) end`,
      time_source: sql<'internalDate'>`case when ${believed} then 'internalDate' else 'firstSeen' end`,
      badges: sql<MailBadge[]>`case when ${believed} then '{}'::text[] else '{internalDateMissing}'::text[] end`,
      arrival: arrivalOf(seen.epochId, seen.uid),
      raw_sha: seen.rawSha,
      size: seen.size,
      headers_only: seen.headersOnly,
      state: 'stored',
    })
    .onConflict((conflict) => conflict.columns(['mailbox_id', 'fingerprint']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

async function findMail(tx: Tx, mailboxId: number, fingerprint: string): Promise<number> {
  const row = await tx
    .selectFrom('mail')
    .select('id')
    .where('mailbox_id', '=', mailboxId)
    .where('fingerprint', '=', fingerprint)
    .executeTakeFirstOrThrow()
  return row.id
}

/** Order within one second: epoch, then UID, at the first sight. */
function arrivalOf(epochId: number, uid: number): number {
  return epochId * 2 ** 32 + uid
}

/**
 * Settling a mail failed: after `attemptsMax` times it is staff's, and the others go on.
 * @returns attempts left.
 */
export async function mailAttempted(db: Db, mailId: number, attemptsMax: number): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('mail')
      .set({ attempts: sql<number>`attempts + 1` })
      .where('id', '=', mailId)
      .where('state', '=', 'stored')
      .returning(['attempts', 'authority_id'])
      .executeTakeFirst()
    if (row === undefined || row.attempts < attemptsMax) return attemptsMax - (row?.attempts ?? attemptsMax)
    await tx.updateTable('mail').set({ state: 'manual', state_reason: 'notSettled' }).where('id', '=', mailId).execute()
    await appendAudit(tx, {
      chain: row.authority_id,
      key: `mail:${mailId}/manual`,
      actor: 'system',
      action: 'mail.manual',
      object: `mail:${mailId}`,
      detail: { reason: 'notSettled', attempts: row.attempts },
    })
    return 0
  })
}
