/** The association's mailbox as pages show it: when it was last read, and what is wrong. */
import type { ReadDb } from '../db.ts'

export interface MailboxState {
  readonly address: string
  readonly lastOkAt: string | null
  readonly lastErrorAt: string | null
  /** `auth`, `network` or `other` (io/imap); null while all is well. */
  readonly errorKind: string | null
}

export async function readMailbox(db: ReadDb, authorityId: string): Promise<MailboxState | null> {
  const row = await db
    .selectFrom('mailbox')
    .select(['address', 'last_ok_at as lastOkAt', 'last_error_at as lastErrorAt', 'last_error_kind as errorKind'])
    .where('authority_id', '=', authorityId)
    .orderBy('id')
    .executeTakeFirst()
  if (row === undefined) return null
  const failing = row.lastErrorAt !== null && (row.lastOkAt === null || row.lastErrorAt > row.lastOkAt)
  return { ...row, errorKind: failing ? (row.errorKind ?? 'other') : null }
}

/** Where forms are sent to. */
export function readAssociationMailboxes(db: ReadDb): Promise<{ name: string; address: string }[]> {
  return db
    .selectFrom('mailbox')
    .innerJoin('authority', 'authority.id', 'mailbox.authority_id')
    .select(['authority.name', 'mailbox.address'])
    .orderBy('mailbox.id')
    .execute()
}
export { readMailboxHealth, type MailboxHealth } from './mailbox-health.ts'
