/** 投递记录: what became of a letter, who is told of it, and addresses that rest because their mail came back. */
import { sql } from 'kysely'
import type { Tx } from '../db.ts'
import { notify } from './notices.ts'

export async function noteDelivery(tx: Tx, outgoingId: number, kind: string, detail: string): Promise<void> {
  await tx
    .insertInto('delivery_event')
    .values({ outgoing_id: outgoingId, kind, detail: detail.slice(0, 500) })
    .execute()
  if (kind === 'failed' || kind === 'bounced') await notifyUndelivered(tx, outgoingId)
}

/** Whoever it was for has not read it: somebody must reach them otherwise. */
async function notifyUndelivered(tx: Tx, outgoingId: number): Promise<void> {
  const letter = await tx
    .selectFrom('outgoing_mail')
    .innerJoin('mailbox', 'mailbox.id', 'outgoing_mail.mailbox_id')
    .select(['authority_id', 'mail_id', 'request_id'])
    .where('outgoing_mail.id', '=', outgoingId)
    .executeTakeFirstOrThrow()
  await notify(tx, {
    key: `outgoing:${outgoingId}/undelivered`,
    kind: 'letterFailed',
    to: { kind: 'staff', authorityId: letter.authority_id },
    facts: {
      ...(letter.mail_id === null ? {} : { mailId: letter.mail_id }),
      ...(letter.request_id === null ? {} : { requestId: letter.request_id }),
    },
  })
}

/** No automatic mail goes to an address for so long after one came back for good. */
const suspensionDays = 30

export async function suspendAddress(tx: Tx, address: string, outgoingId: number): Promise<void> {
  const until = sql<string>`now() + make_interval(days => ${suspensionDays})`
  await tx
    .insertInto('address_suspension')
    .values({ address, until, outgoing_id: outgoingId })
    .onConflict((conflict) => conflict.column('address').doUpdateSet({ until, outgoing_id: outgoingId }))
    .execute()
}
