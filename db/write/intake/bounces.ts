/** 退信: a notice is believed when it carries a Message-ID of ours; anything else only stays on the list (email.md 6.2 B8–B11). */
import { readEmailAddress } from '../../../domain/codes/email-address.ts'
import type { ReadMail } from '../../../domain/mail/types.ts'
import type { MailContext } from './context.ts'

/** Actions of RFC 3464 that end a delivery; a delay ends nothing. */
const ending: ReadonlySet<string> = new Set(['failed'])

export async function correlateBounce({ tx }: MailContext, { dsn }: ReadMail): Promise<void> {
  if (dsn === null || dsn.originalMessageId === null) return
  const outgoing = await tx
    .selectFrom('outgoing_mail')
    .select(['id', 'to_address'])
    .where('message_id', '=', dsn.originalMessageId)
    .executeTakeFirst()
  if (outgoing === undefined) return
  const recipient = dsn.recipient === null ? null : readEmailAddress(dsn.recipient)
  if (recipient !== null && recipient !== outgoing.to_address) return
  const failed = ending.has(dsn.action)
  if (failed) await tx.updateTable('outgoing_mail').set({ state: 'bounced' }).where('id', '=', outgoing.id).execute()
  await tx
    .insertInto('delivery_event')
    .values({ outgoing_id: outgoing.id, kind: failed ? 'bounced' : 'delayed', detail: dsn.status })
    .execute()
}
