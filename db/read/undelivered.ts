/** 未送达的答复: letters that failed or came back, whose they are, and how the office reaches them otherwise. */
import type { ReadDb, Tx } from '../db.ts'

/** Letters about one mail that did not arrive and were not sent again: also one that went out inside another's. */
export async function readUndelivered(db: ReadDb, mailId: number) {
  const rows = await db
    .selectFrom('outgoing_mail')
    .select(['id', 'subject', 'to_address as to', 'state', 'resent_as'])
    .where('mail_id', '=', mailId)
    .where('state', 'in', ['failed', 'bounced'])
    .where('resent_as', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ resent_as, ...row }) => ({ ...row, resent: resent_as !== null }))
}

export function readLetter(db: ReadDb, id: number) {
  return db
    .selectFrom('outgoing_mail')
    .innerJoin('mailbox', 'mailbox.id', 'outgoing_mail.mailbox_id')
    .select([
      'outgoing_mail.id',
      'outgoing_mail.state',
      'outgoing_mail.resent_as',
      'outgoing_mail.mail_id',
      'outgoing_mail.request_id',
      'outgoing_mail.to_address',
      'outgoing_mail.mailbox_id',
      'mailbox.authority_id',
    ])
    .where('outgoing_mail.id', '=', id)
    .executeTakeFirst()
}

/** Of its request, of the one enterprise in its mail, or of the one that its address writes for; null: nobody knows. */
export async function enterpriseOfLetter(
  db: ReadDb | Tx,
  letter: { readonly request_id: number | null; readonly mail_id: number | null; readonly to_address: string },
): Promise<number | null> {
  if (letter.request_id !== null) {
    const row = await db.selectFrom('request').select('enterprise_id').where('id', '=', letter.request_id).executeTakeFirst() // prettier-ignore
    return row?.enterprise_id ?? null
  }
  const named =
    letter.mail_id === null
      ? []
      : await db
          .selectFrom('request')
          .select('enterprise_id')
          .distinct()
          .where('mail_id', '=', letter.mail_id)
          .execute()
  const [one, another] = named
  if (one !== undefined) return another === undefined ? one.enterprise_id : null
  const writing = await db.selectFrom('enterprise_address').select('enterprise_id').where('address', '=', letter.to_address).where('revoked_at', 'is', null).limit(2).execute() // prettier-ignore
  return writing.length === 1 ? (writing[0]?.enterprise_id ?? null) : null
}
