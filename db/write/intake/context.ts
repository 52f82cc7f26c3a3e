/** What the placing and answering of one mail needs, read once under the queue's lock. */
import type { Vault } from '../../crypto.ts'
import type { Tx } from '../../db.ts'
import type { Calendar } from '../../../domain/calendar/working-days.ts'
import type { SenderVerdict } from '../../../domain/mail/types.ts'
import { readCalendar } from '../../read/calendar.ts'
import { readSender, type Sender } from '../letters/letter.ts'
import { lockQueue } from '../queue-lock.ts'

export interface MailContext {
  readonly tx: Tx
  readonly vault: Vault
  readonly calendar: Calendar
  readonly baseUrl: string
  readonly sender: Sender
  readonly authority: { readonly id: string; readonly regionCode: string; readonly name: string }
  /** An act of the chief brings the mail to its end; `vouched`: its sender counts as one who may write. */
  readonly act?: { readonly n: number; readonly accountId: number; readonly vouched: boolean }
  readonly mail: {
    readonly id: number
    readonly state: string
    readonly receivedAt: string
    readonly arrival: number
    readonly messageId: string | null
    readonly subject: string
    readonly fromAddress: string | null
    readonly verdict: SenderVerdict | null
  }
}

/** The same for every mail of a mailbox: read once for all that one transaction settles. */
export interface MailboxFacts {
  readonly calendar: Calendar
  readonly sender: Sender
  readonly authority: MailContext['authority']
}

/** Locks the queue. @param mailId any mail of the mailbox. */
export async function openMailbox(tx: Tx, mailId: number): Promise<MailboxFacts> {
  const found = await tx
    .selectFrom('mail')
    .innerJoin('authority', 'authority.id', 'mail.authority_id')
    .select(['authority.id', 'authority.region_code', 'authority.name', 'mail.mailbox_id'])
    .where('mail.id', '=', mailId)
    .executeTakeFirstOrThrow()
  await lockQueue(tx, found.id)
  return {
    calendar: await readCalendar(tx),
    sender: await readSender(tx, found.mailbox_id),
    authority: { id: found.id, regionCode: found.region_code, name: found.name },
  }
}

/** Locks the queue, then the mail. @param facts of its mailbox, whose queue is locked already. */
export async function openMailContext(
  tx: Tx,
  vault: Vault,
  mailId: number,
  baseUrl: string,
  facts?: MailboxFacts,
): Promise<MailContext> {
  const known = facts ?? (await openMailbox(tx, mailId))
  const mail = await tx.selectFrom('mail').selectAll().where('id', '=', mailId).forUpdate().executeTakeFirstOrThrow()
  return {
    tx,
    vault,
    baseUrl,
    ...known,
    mail: {
      id: mailId,
      state: mail.state,
      receivedAt: mail.received_at,
      arrival: mail.arrival,
      messageId: mail.message_id,
      subject: mail.subject,
      fromAddress: mail.from_address,
      verdict: mail.verdict,
    },
  }
}
