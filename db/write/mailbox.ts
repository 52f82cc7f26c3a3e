/**
 * 邮箱 — the record of what a mailbox's folders held and of how reading them went. The database is the only truth of what
 * was seen, never a flag or a folder (reference: email.md 3.3, 3.4).
 */
import { sql } from 'kysely'
import { triesPerHour } from '../../domain/mail/login-tries.ts'
import type { Db } from '../db.ts'
import { notify } from './notices.ts'
import { appendAudit } from './audit.ts'
import type { Lease } from './mailbox-lease.ts'

/** Tries at once; then after ten minutes, and twice as long each time up to six hours. */
const unfetchedPause = { triesAtOnce: 3, firstMinutes: 10, lastMinutes: 360 }

/** The folder was looked at from end to end of what is new. `waiting`: seen there and not yet stored. */
export async function noteLook(db: Db, lease: Lease, waiting: number): Promise<void> {
  await held(db, lease)
    .set({
      last_ok_at: sql<string>`now()`,
      last_error: null,
      last_error_kind: null,
      problem_since: null,
      waiting_mails: waiting,
    })
    .execute()
}

/** Minutes after which a trouble is told (email.md 11). */
const troubleMinutes = 5

/** Why the mailbox did not answer. */
export async function noteProblem(
  db: Db,
  mailboxId: number,
  problem: { readonly kind: string; readonly sentence: string },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('mailbox')
      .set({
        last_error: problem.sentence.slice(0, 500),
        last_error_kind: problem.kind,
        last_error_at: sql<string>`now()`,
        problem_since: sql<string>`coalesce(problem_since, now())`,
        ...(problem.kind === 'auth'
          ? { auth_refused: sql<string[]>`(array[now()] || auth_refused)[1:${triesPerHour}::integer]` }
          : {}),
      })
      .where('id', '=', mailboxId)
      .returning([
        'authority_id',
        'problem_since',
        sql<boolean>`last_error_kind = 'auth' or problem_since < now() - make_interval(mins => ${troubleMinutes})`.as(
          'lasts',
        ),
      ])
      .executeTakeFirst()
    if (row?.lasts !== true) return
    // Once for each trouble: what ends within minutes disturbs nobody. A refused login does not end by itself.
    await notify(tx, {
      key: `mailbox:${mailboxId}/trouble/${row.problem_since ?? ''}`,
      kind: 'mailboxTrouble',
      to: { kind: 'staff', authorityId: row.authority_id },
    })
  })
}

export async function noteWaiting(db: Db, lease: Lease, waiting: number): Promise<void> {
  await held(db, lease).set({ waiting_mails: waiting }).execute()
}

export async function noteJunkLook(db: Db, lease: Lease): Promise<void> {
  await held(db, lease)
    .set({ junk_looked_at: sql<string>`now()` })
    .execute()
}

/** Only as long as the lease is ours. */
function held(db: Db, lease: Lease) {
  return db
    .updateTable('mailbox')
    .where('id', '=', lease.mailboxId)
    .where('lease_owner', '=', lease.owner)
    .where('lease_token', '=', lease.token)
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

/** Of these UIDs those that nothing is to be done about: stored, passed over, or to be tried again later. */
export async function settledUids(db: Db, epochId: number, uids: readonly number[]): Promise<Set<number>> {
  if (uids.length === 0) return new Set()
  const asked = sql<number>`any(${uids}::bigint[])`
  const rows = await db
    .selectFrom('mail_location')
    .select('uid')
    .where('epoch_id', '=', epochId)
    .where('uid', '=', asked)
    .union((also) =>
      also.selectFrom('mail_passed_over').select('uid').where('epoch_id', '=', epochId).where('uid', '=', asked),
    ) // prettier-ignore
    .union((also) =>
      also
        .selectFrom('mail_unfetched')
        .select('uid')
        .where('epoch_id', '=', epochId)
        .where('uid', '=', asked)
        .where('next_try_at', '>', sql<string>`now()`),
    ) // prettier-ignore
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

/** Mails of the Junk folder that are none of ours. */
export async function passOver(db: Db, epochId: number, uids: readonly number[]): Promise<void> {
  if (uids.length === 0) return
  await db
    .insertInto('mail_passed_over')
    .values(uids.map((uid) => ({ epoch_id: epochId, uid })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** One mail could not be fetched or stored: the others go on, and it is tried again, ever less often. */
export async function noteUnfetched(db: Db, epochId: number, uid: number, error: string): Promise<void> {
  const { triesAtOnce, firstMinutes, lastMinutes } = unfetchedPause
  await db
    .insertInto('mail_unfetched')
    .values({ epoch_id: epochId, uid, last_error: error.slice(0, 200) })
    .onConflict((conflict) =>
      conflict.columns(['epoch_id', 'uid']).doUpdateSet({
        tries: sql<number>`mail_unfetched.tries + 1`,
        last_error: error.slice(0, 200),
        next_try_at: sql<string>`now() + case when mail_unfetched.tries + 1 < ${triesAtOnce}::integer then interval '0'
          else make_interval(mins => least(${lastMinutes}::integer,
            (${firstMinutes} * 2 ^ least(mail_unfetched.tries + 1 - ${triesAtOnce}::integer, 10))::integer)) end`,
      }),
    )
    .execute()
}

/** They are stored now. */
export async function forgetUnfetched(db: Db, epochId: number, uids: readonly number[]): Promise<void> {
  await db
    .deleteFrom('mail_unfetched')
    .where('epoch_id', '=', epochId)
    .where('uid', 'in', [...uids])
    .execute()
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
