/**
 * 分拣 — which mails lie in the inbox though they are settled, and what came of moving them. For people's convenience: what
 * is wrong here never touches a case (reference: email.md 3.4 step 6).
 */
import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { MailState } from '../../domain/unban/types.ts'

/** Failures in a row after which nothing is moved any more. */
const failuresAtMost = 3
/** Hours after which it is tried once more. */
const pauseHours = 24

export interface ToSort {
  readonly uid: number
  readonly state: MailState
  readonly copied: boolean
}

/**
 * Settled mails of one folder that were never sorted, first come first. A mail is moved once: whoever takes it back into
 * the inbox finds it there.
 */
export async function readToSort(
  db: Db,
  mailboxId: number,
  epochId: number,
  options: { readonly states: readonly MailState[]; readonly afterSeconds: number; readonly limit: number },
): Promise<ToSort[]> {
  const rows = await db
    .selectFrom('mail_location as here')
    .innerJoin('mail', 'mail.id', 'here.mail_id')
    .select(['here.uid', 'mail.state', 'here.copied_at'])
    .where('here.epoch_id', '=', epochId)
    .where('here.sorted_at', 'is', null)
    .where('mail.state', 'in', [...options.states])
    .where('mail.classified_at', '<', sql<string>`now() - make_interval(secs => ${options.afterSeconds})`)
    .where(
      (where) => where.not(where.exists(where.selectFrom('mail_location as sorted').select('sorted.uid').whereRef('sorted.mail_id', '=', 'here.mail_id').where('sorted.sorted_at', 'is not', null))), // prettier-ignore
    )
    .where(
      (where) => where.not(where.exists(where.selectFrom('mailbox').select('id').where('id', '=', mailboxId).where('sorting_stopped_at', '>', sql<string>`now() - make_interval(hours => ${pauseHours})`))), // prettier-ignore
    )
    .orderBy('here.uid')
    .limit(options.limit)
    .execute()
  return rows.map(({ uid, state, copied_at }) => ({ uid, state, copied: copied_at !== null }))
}

export async function noteCopied(db: Db, epochId: number, uids: readonly number[]): Promise<void> {
  await setLocations(db, epochId, uids, { copied_at: sql<string>`now()` })
}

export async function noteSorted(db: Db, mailboxId: number, epochId: number, uids: readonly number[]): Promise<void> {
  await setLocations(db, epochId, uids, { sorted_at: sql<string>`now()` })
  await db
    .updateTable('mailbox')
    .set({ sorting_failed: 0, sorting_stopped_at: null })
    .where('id', '=', mailboxId)
    .where('sorting_failed', '>', 0)
    .execute()
}

export async function noteSortingFailed(db: Db, mailboxId: number): Promise<void> {
  await db
    .updateTable('mailbox')
    .set({
      sorting_failed: sql<number>`sorting_failed + 1`,
      sorting_stopped_at: sql<string>`case when sorting_failed + 1 >= ${failuresAtMost} then now() else sorting_stopped_at end`,
    })
    .where('id', '=', mailboxId)
    .execute()
}

async function setLocations(
  db: Db,
  epochId: number,
  uids: readonly number[],
  set: { copied_at: ReturnType<typeof sql<string>> } | { sorted_at: ReturnType<typeof sql<string>> },
): Promise<void> {
  if (uids.length === 0) return
  await db
    .updateTable('mail_location')
    .set(set)
    .where('epoch_id', '=', epochId)
    .where('uid', 'in', [...uids])
    .execute()
}
