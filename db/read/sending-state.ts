/** 发信情况 of a mailbox, for the chief: what waits, since when, and what holds it up. */
import { sql } from 'kysely'
import type { SendLimit } from '../../domain/mail/sending-pace.ts'
import type { ReadDb } from '../db.ts'
import type { OutgoingKind } from '../schema.ts'

export interface SendingState {
  /** Letters that wait to be sent, by kind. */
  readonly queued: Readonly<Record<OutgoingKind, number>>
  /** When the oldest of them was written; null: none waits. */
  readonly oldestAt: string | null
  /** Outcome unknown, being looked up. */
  readonly uncertain: number
  /** A limit is reached until then. */
  readonly limitedUntil: string | null
  readonly limit: SendLimit | null
  /** Limits are halved until then. */
  readonly halvedUntil: string | null
  /** The breaker has stopped everything since then. */
  readonly stoppedAt: string | null
}

export async function readSendingState(db: ReadDb, mailboxId: number): Promise<SendingState> {
  const [mailbox, letters] = await Promise.all([
    db
      .selectFrom('mailbox')
      .select([
        'sending_stopped_at as stoppedAt',
        sql<string | null>`case when send_after > now() then send_after end`.as('limitedUntil'),
        sql<SendLimit | null>`case when send_after > now() then send_limit end`.as('limit'),
        sql<string | null>`case when halved_until > now() then halved_until end`.as('halvedUntil'),
      ])
      .where('id', '=', mailboxId)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('outgoing_mail')
      .select([
        'kind',
        (select) => select.fn.countAll<number>().as('letters'),
        sql<number>`count(*) filter (where state = 'uncertain')`.as('uncertain'),
        sql<string>`min(created_at)`.as('oldestAt'),
      ])
      .where('mailbox_id', '=', mailboxId)
      .where('state', 'in', ['pending', 'sending', 'retry', 'uncertain'])
      .groupBy('kind')
      .execute(),
  ])
  const count = (kind: OutgoingKind) => letters.find((row) => row.kind === kind)?.letters ?? 0
  return {
    ...mailbox,
    queued: { result: count('result'), return: count('return'), ack: count('ack'), progress: count('progress'), note: count('note') }, // prettier-ignore
    oldestAt: letters.map(({ oldestAt }) => oldestAt).sort()[0] ?? null,
    uncertain: letters.reduce((sum, row) => sum + row.uncertain, 0),
  }
}

/** Mailboxes of the authority whose sending the breaker has stopped. */
export async function readStoppedMailboxes(db: ReadDb, authorityId: string): Promise<number[]> {
  const rows = await db
    .selectFrom('mailbox')
    .select('id')
    .where('authority_id', '=', authorityId)
    .where('sending_stopped_at', 'is not', null)
    .execute()
  return rows.map(({ id }) => id)
}
