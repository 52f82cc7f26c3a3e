/**
 * 退信: a notice is believed when it carries a Message-ID of ours, whose last part nobody can guess; anything else only stays
 * on the list (email.md 6.2 B8–B11). An address whose mail came back for good gets no automatic mail for a while.
 */
import { readEmailAddress } from '../../../domain/codes/email-address.ts'
import { readBounce } from '../../../domain/mail/bounce.ts'
import type { ReadMail } from '../../../domain/mail/types.ts'
import { noteDelivery, suspendAddress } from '../delivery.ts'
import type { MailContext } from './context.ts'

/** Why the notice is on the list; worded in web/mails. */
export type BounceReason = 'bounceMatched' | 'bounceDelayed' | 'bounceUnmatched'

export async function correlateBounce({ tx }: MailContext, { dsn }: ReadMail): Promise<BounceReason> {
  if (dsn === null || dsn.originalMessageId === null) return 'bounceUnmatched'
  const outgoing = await tx
    .selectFrom('outgoing_mail')
    .select(['id', 'to_address'])
    .where('message_id', '=', dsn.originalMessageId)
    .forUpdate()
    .executeTakeFirst()
  if (outgoing === undefined) return 'bounceUnmatched'
  const recipient = dsn.recipient === null ? null : readEmailAddress(dsn.recipient)
  if (recipient !== null && recipient !== outgoing.to_address) return 'bounceUnmatched'
  const { failed, addressAtFault } = readBounce(dsn)
  await noteDelivery(tx, outgoing.id, failed ? 'bounced' : 'delayed', dsn.status)
  if (!failed) return 'bounceDelayed'
  await tx
    .updateTable('outgoing_mail')
    .set({ state: 'bounced' })
    .where((where) => where.or([where('id', '=', outgoing.id), where('merged_into', '=', outgoing.id)]))
    .execute()
  if (addressAtFault) await suspendAddress(tx, outgoing.to_address, outgoing.id)
  return 'bounceMatched'
}
