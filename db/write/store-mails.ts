/**
 * 收存来信 — a seen mail gets its row, its place and its location, once for ever: the same fingerprint again only adds where
 * it was seen. It is the same mail, delivered twice, moved, or renumbered, and never counts as a resend (email.md 5.1).
 */
import { sql } from 'kysely'
import type { Db, Tx } from '../db.ts'
import { receiptTime } from '../../domain/mail/receipt-time.ts'
import type { HeaderLine, MailBadge } from '../../domain/mail/types.ts'
import { appendAudits } from './audit.ts'
import { holdLease, type HeldMailbox, type Lease } from './mailbox-lease.ts'
import { wish } from './wishes.ts'

export interface SeenMail {
  readonly uid: number
  readonly internalDate: string | null
  readonly size: number
  readonly headersOnly: boolean
  /** The raw bytes are in the file store before this is called. */
  readonly rawSha: string
  readonly fingerprint: string
  readonly headers: readonly HeaderLine[]
}

/** Of what folder the mails are. */
export interface SeenIn {
  readonly epochId: number
  readonly fromJunk: boolean
  /** Hosts whose Received is believed (io/imap/profiles.ts). */
  readonly receivedBy: readonly string[]
}

export interface StoredMailKey {
  readonly uid: number
  readonly mailId: number
  readonly isNew: boolean
}

/**
 * Stores mails with their places, and asks for intake: one transaction.
 * @returns them in the order given, or null when the lease was lost (another reads now; nothing was written).
 */
export function storeMails(
  db: Db,
  lease: Lease,
  seen: readonly SeenMail[],
  where: SeenIn,
): Promise<StoredMailKey[] | null> {
  return db.transaction().execute(async (tx) => {
    const mailbox = await holdLease(tx, lease)
    if (mailbox === null) return null
    const inserted = await insertMails(tx, mailbox, seen, where)
    const ids = new Map([...(await findMails(tx, mailbox.id, seen.map(({ fingerprint }) => fingerprint))), ...inserted]) // prettier-ignore
    const idOf = ({ fingerprint }: SeenMail): number => {
      const id = ids.get(fingerprint)
      if (id === undefined) throw new Error('A mail is neither new nor known.')
      return id
    }
    await tx
      .insertInto('mail_location')
      .values(
        seen.map((mail) => ({
          epoch_id: where.epochId,
          uid: mail.uid,
          mail_id: idOf(mail),
          internal_date: mail.internalDate,
          copied_at: null,
          sorted_at: null,
        })),
      ) // prettier-ignore
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    // Of two deliveries in one batch the first is the new one.
    const fresh = new Map([...seen].reverse().filter(({ fingerprint }) => inserted.has(fingerprint)).map((mail) => [mail.fingerprint, mail])) // prettier-ignore
    if (fresh.size > 0) {
      await wish(tx, 'intake', mailbox.id)
      await appendAudits(
        tx,
        seen.filter((mail) => fresh.get(mail.fingerprint) === mail).map((mail) => storedAudit(mailbox, where, mail, idOf(mail))), // prettier-ignore
      )
    }
    return seen.map((mail) => ({ uid: mail.uid, mailId: idOf(mail), isNew: fresh.get(mail.fingerprint) === mail }))
  })
}

function storedAudit(mailbox: HeldMailbox, where: SeenIn, mail: SeenMail, mailId: number) {
  return {
    chain: mailbox.authorityId,
    key: `mail:${mailId}/stored`,
    actor: 'system',
    action: 'mail.stored',
    object: `mail:${mailId}`,
    detail: { epoch: where.epochId, uid: mail.uid, rawSha: mail.rawSha, ...(where.fromJunk ? { fromJunk: true } : {}) },
  }
}

/** @returns those that were not yet known, by fingerprint. */
async function insertMails(
  tx: Tx,
  mailbox: HeldMailbox,
  seen: readonly SeenMail[],
  where: SeenIn,
): Promise<Map<string, number>> {
  const rows = await tx
    .insertInto('mail')
    .values(seen.map((mail) => mailRow(mailbox, mail, where)))
    .onConflict((conflict) => conflict.columns(['mailbox_id', 'fingerprint']).doNothing())
    .returning(['id', 'fingerprint'])
    .execute()
  return new Map(rows.map(({ id, fingerprint }) => [fingerprint, id]))
}

function mailRow(mailbox: HeldMailbox, mail: SeenMail, where: SeenIn) {
  const time = receiptTime({
    internalDate: mail.internalDate,
    headers: mail.headers,
    firstSeen: mailbox.now,
    // When the Junk folder was looked at says nothing of a mail that a filter or a person put there.
    lastLook: where.fromJunk ? null : mailbox.lastLook,
    receivedBy: where.receivedBy,
  })
  const badges: MailBadge[] = [...time.badges, ...(where.fromJunk ? ['fromJunk' as const] : [])]
  return {
    mailbox_id: mailbox.id,
    authority_id: mailbox.authorityId,
    fingerprint: mail.fingerprint,
    received_at: time.at,
    time_source: time.source,
    badges,
    arrival: arrivalOf(where.epochId, mail.uid),
    raw_sha: mail.rawSha,
    size: mail.size,
    headers_only: mail.headersOnly,
    state: 'stored' as const,
    first_seen_at: sql<string>`clock_timestamp()`,
    message_id: null,
    from_address: null,
    from_name: null,
    date_header: null,
    class: null,
    verdict: null,
    state_reason: null,
    classified_at: null,
  }
}

async function findMails(tx: Tx, mailboxId: number, fingerprints: readonly string[]): Promise<[string, number][]> {
  const rows = await tx
    .selectFrom('mail')
    .select(['id', 'fingerprint'])
    .where('mailbox_id', '=', mailboxId)
    .where('fingerprint', 'in', [...fingerprints])
    .execute()
  return rows.map(({ id, fingerprint }) => [fingerprint, id])
}

/** Order within one second: epoch, then UID, at the first sight. */
function arrivalOf(epochId: number, uid: number): number {
  return epochId * 2 ** 32 + uid
}
