/**
 * 发信节奏 — how fast the mailbox may send, from what it has sent (domain/mail/sending-pace.ts). What holds it up is written
 * down, so that the chief sees it (db/read/sending-state.ts).
 */
import { sql } from 'kysely'
import { paceOf, type Pace, type SendingLimits, type SendLimit } from '../../domain/mail/sending-pace.ts'
import type { Db, Tx } from '../db.ts'
import { appendAudit } from './audit.ts'
import { notify } from './notices.ts'
import { wish } from './wishes.ts'

/** Whether the next letter may go out now. A limit that is reached, and a breaker that trips, are written down. */
export async function readPace(db: Db, mailboxId: number, limits: SendingLimits): Promise<Pace> {
  const mailbox = await db
    .selectFrom('mailbox')
    .select([
      sql<boolean>`sending_stopped_at is not null`.as('stopped'),
      sql<number>`coalesce(extract(epoch from halved_until - now()), 0)::float8`.as('halvedSeconds'),
      sql<number>`case when send_limit = 'frequency' then extract(epoch from send_after - now()) else 0 end::float8`.as('frequencySeconds'), // prettier-ignore
    ])
    .where('id', '=', mailboxId)
    .executeTakeFirstOrThrow()
  const pace = paceOf(limits, {
    ...mailbox,
    written: limits.breaker === null ? 0 : await countWritten(db, mailboxId, limits.breaker.minutes),
    sentSecondsAgo: await readSent(db, mailboxId, limits),
  })
  if (pace.kind === 'stop') await stopSending(db, mailboxId)
  if (pace.kind === 'wait' && pace.limit !== null) await noteLimit(db, mailboxId, pace.limit, pace.seconds)
  return pace
}

async function countWritten(db: Db, mailboxId: number, minutes: number): Promise<number> {
  const row = await db
    .selectFrom('outgoing_mail')
    .innerJoin('mailbox', 'mailbox.id', 'outgoing_mail.mailbox_id')
    .select((select) => select.fn.countAll<number>().as('letters'))
    .where('mailbox_id', '=', mailboxId)
    .where('outgoing_mail.created_at', '>', sql<string>`now() - make_interval(mins => ${minutes})`)
    .whereRef('outgoing_mail.created_at', '>', 'mailbox.breaker_since')
    .executeTakeFirstOrThrow()
  return row.letters
}

/** Only as far back as the limits reach; merged ones went out as one. */
async function readSent(db: Db, mailboxId: number, { perHour, perDay }: SendingLimits): Promise<number[]> {
  const rows = await db
    .selectFrom('outgoing_mail')
    .select(sql<number>`extract(epoch from now() - sent_at)::float8`.as('ago'))
    .where('mailbox_id', '=', mailboxId)
    .where('merged_into', 'is', null)
    .where('sent_at', '>', sql<string>`now() - interval '1 day'`)
    .orderBy('sent_at', 'desc')
    .limit(Math.max(1, perHour ?? 0, perDay ?? 0))
    .execute()
  return rows.map(({ ago }) => ago)
}

async function stopSending(db: Db, mailboxId: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('mailbox')
      .set({ sending_stopped_at: sql<string>`now()` })
      .where('id', '=', mailboxId)
      .where('sending_stopped_at', 'is', null)
      .returning(['authority_id', 'sending_stopped_at'])
      .executeTakeFirst()
    if (row === undefined) return
    await notify(tx, {
      key: `mailbox:${mailboxId}/sendingStopped/${row.sending_stopped_at ?? ''}`,
      kind: 'breakerOpen',
      to: { kind: 'chief', authorityId: row.authority_id },
    })
    await appendAudit(tx, {
      chain: row.authority_id,
      key: `mailbox:${mailboxId}/sendingStopped/${row.sending_stopped_at ?? ''}`,
      actor: 'system',
      action: 'sending.stopped',
      object: `mailbox:${mailboxId}`,
    })
  })
}

/** 恢复发送: what was written before is not counted again. @returns whether it was stopped. */
export async function letSendingGoOn(tx: Tx, mailboxId: number): Promise<boolean> {
  const updated = await tx
    .updateTable('mailbox')
    .set({ sending_stopped_at: null, breaker_since: sql<string>`clock_timestamp()` })
    .where('id', '=', mailboxId)
    .where('sending_stopped_at', 'is not', null)
    .executeTakeFirst()
  if (updated.numUpdatedRows === 0n) return false
  await wish(tx, 'outgoing', mailboxId)
  return true
}

async function noteLimit(db: Db | Tx, mailboxId: number, limit: SendLimit, seconds: number): Promise<void> {
  await db
    .updateTable('mailbox')
    .set({ send_limit: limit, send_after: sql<string>`now() + make_interval(secs => ${seconds})` })
    .where('id', '=', mailboxId)
    .execute()
}

/** The server spoke of frequency: nothing for a moment, and half the pace for a while. */
export async function noteFrequency(
  db: Db,
  mailboxId: number,
  waitSeconds: number,
  limits: SendingLimits,
): Promise<void> {
  await noteLimit(db, mailboxId, 'frequency', waitSeconds)
  await db
    .updateTable('mailbox')
    .set({ halved_until: sql<string>`now() + make_interval(mins => ${limits.halvedMinutes})` })
    .where('id', '=', mailboxId)
    .execute()
}
