/** Mails that are stored and not yet settled, in the order of their places. */
import type { ReadDb } from '../db.ts'

export type StoredMail = Awaited<ReturnType<typeof readStoredMails>>[number]

export function readStoredMails(db: ReadDb, mailboxId: number, limit: number) {
  return db
    .selectFrom('mail')
    .innerJoin('mailbox', 'mailbox.id', 'mail.mailbox_id')
    .select([
      'mail.id',
      'mail.raw_sha',
      'mail.size',
      'mail.headers_only',
      'mail.received_at',
      'mail.time_source',
      'mail.attempts',
      'mailbox.address',
    ])
    .where('mail.mailbox_id', '=', mailboxId)
    .where('mail.state', '=', 'stored')
    .orderBy('mail.received_at')
    .orderBy('mail.arrival')
    .limit(limit)
    .execute()
}

/** Whether any mail waits to be settled. */
export async function mailsWait(db: ReadDb): Promise<boolean> {
  return (
    (await db.selectFrom('mail').select('id').where('state', '=', 'stored').limit(1).executeTakeFirst()) !== undefined
  )
}
