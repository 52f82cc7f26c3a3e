/** What the placing and answering of one mail needs, read once under the queue's lock. */
import type { Vault } from '../../crypto.ts'
import type { Tx } from '../../db.ts'
import type { Row } from '../../schema.ts'
import type { Calendar } from '../../../domain/calendar/working-days.ts'
import type { SenderVerdict } from '../../../domain/mail/types.ts'
import { databaseNow } from '../../clock.ts'
import { readCalendar } from '../../read/calendar.ts'
import { registerOf, type Register } from '../../read/register.ts'
import { atOnce, type Later } from '../later.ts'
import { readSender, type Sender } from '../letters/letter.ts'
import { lockQueue } from '../queue-lock.ts'

/** The same for every mail of a mailbox: read once for all that one transaction settles. */
export interface MailboxFacts {
  readonly tx: Tx
  readonly vault: Vault
  readonly calendar: Calendar
  readonly baseUrl: string
  readonly sender: Sender
  readonly authority: { readonly id: string; readonly regionCode: string; readonly name: string }
  /** The database's clock, when the transaction began to work. */
  readonly now: string
  readonly register: Register
  /** What nothing in the transaction reads again. */
  readonly later: Later
}

export interface MailContext extends MailboxFacts {
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

/** Locks the queue. @param mailId any mail of the mailbox. */
export async function openMailbox(tx: Tx, vault: Vault, mailId: number, baseUrl: string): Promise<MailboxFacts> {
  const found = await tx
    .selectFrom('mail')
    .innerJoin('authority', 'authority.id', 'mail.authority_id')
    .select(['authority.id', 'authority.region_code', 'authority.name', 'mail.mailbox_id'])
    .where('mail.id', '=', mailId)
    .executeTakeFirstOrThrow()
  await lockQueue(tx, found.id)
  return {
    tx,
    vault,
    baseUrl,
    calendar: await readCalendar(tx),
    sender: await readSender(tx, found.mailbox_id),
    authority: { id: found.id, regionCode: found.region_code, name: found.name },
    now: await databaseNow(tx),
    register: registerOf(tx, vault, found.region_code),
    later: atOnce(tx),
  }
}

/** Locks the queue, then the mail: for an act on one mail, which writes at once. */
export async function openMailContext(tx: Tx, vault: Vault, mailId: number, baseUrl: string): Promise<MailContext> {
  const facts = await openMailbox(tx, vault, mailId, baseUrl)
  const mail = await tx.selectFrom('mail').selectAll().where('id', '=', mailId).forUpdate().executeTakeFirstOrThrow()
  return contextOf(facts, mail)
}

export function contextOf(facts: MailboxFacts, mail: Row<'mail'>): MailContext {
  return {
    ...facts,
    mail: {
      id: mail.id,
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
