/**
 * Wishes: what the record asks of the engine. Written in the transaction that makes it necessary, repeated until served;
 * a commit and its start cannot diverge. The same wish twice is one; a wish renewed while it is served is served again.
 */
import { sql } from 'kysely'
import type { Db, Tx } from '../db.ts'
import { isOpen } from '../read/in-queue.ts'
import type { WishKind } from '../schema.ts'

export interface OpenWish {
  readonly kind: WishKind
  readonly subject: string
  readonly wanted: number
  readonly attempts: number
}

export interface Wished {
  readonly kind: WishKind
  readonly subject: string
}

export function wish(tx: Tx | Db, kind: WishKind, subject: number | string): Promise<void> {
  return wishAll(tx, [{ kind, subject: String(subject) }])
}

/** Several at once, in one order for everybody: whoever waits for another's wish holds none that the other waits for. */
export async function wishAll(tx: Tx | Db, wishes: readonly Wished[]): Promise<void> {
  const once = new Map(wishes.map((one) => [`${one.kind}/${one.subject}`, one]))
  if (once.size === 0) return
  const inOrder = [...once].sort(([one], [other]) => (one < other ? -1 : 1))
  await tx
    .insertInto('wish')
    .values(inOrder.map(([, { kind, subject }]) => ({ kind, subject, last_error: null })))
    .onConflict((conflict) =>
      conflict.columns(['kind', 'subject']).doUpdateSet({
        wanted: sql<number>`wish.wanted + 1`,
        wanted_at: sql<string>`now()`,
        not_before: sql<string>`now()`,
        attempts: 0,
      }),
    )
    .execute()
}

/** Wishes of some kinds that are due, oldest first. */
export function readOpenWishes(db: Db, kinds: readonly WishKind[], limit: number): Promise<OpenWish[]> {
  return db
    .selectFrom('wish')
    .select(['kind', 'subject', 'wanted', 'attempts'])
    .where('kind', 'in', kinds)
    .whereRef('wanted', '>', 'served')
    .where('not_before', '<=', sql<string>`now()`)
    .orderBy('wanted_at')
    .limit(limit)
    .execute()
}

/** Served up to what was seen: a wish renewed meanwhile stays open. */
export async function wishServed(db: Db, { kind, subject, wanted }: OpenWish): Promise<void> {
  await db
    .updateTable('wish')
    .set({ served: sql<number>`greatest(served, ${wanted})`, attempts: 0, last_error: null })
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .execute()
}

/** Not served: tried again after `seconds`. */
export async function wishFailed(db: Db, open: OpenWish, seconds: number, error: string): Promise<void> {
  await db
    .updateTable('wish')
    .set({
      attempts: open.attempts + 1,
      not_before: sql<string>`now() + make_interval(secs => ${seconds})`,
      last_error: error.slice(0, 500),
    })
    .where('kind', '=', open.kind)
    .where('subject', '=', open.subject)
    .execute()
}

/** Asks again for every open case of a mailbox: for an engine that has lost, or never had, its own record. */
export async function wishOpenCases(db: Db, mailboxId: number): Promise<void> {
  const again = sql`on conflict (kind, subject) do update set wanted = wish.wanted + 1, not_before = now(), attempts = 0`
  await sql`insert into wish (kind, subject)
    select 'request', request.id::text from request join mail on mail.id = request.mail_id
    where mail.mailbox_id = ${mailboxId} and ${isOpen} ${again}`.execute(db)
  await sql`insert into wish (kind, subject)
    select 'hold', mail_id::text || '/' || enterprise_id::text from sender_hold join mail on mail.id = mail_id
    where mailbox_id = ${mailboxId} and expired_at is null and state = 'onHold' ${again}`.execute(db)
  await wish(db, 'intake', mailboxId)
  await wish(db, 'outgoing', mailboxId)
}
