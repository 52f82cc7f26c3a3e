/** 来信办理: acts that were asked for by a page, and what came of them. */
import type { MailActKind } from '../../domain/mail/acts.ts'
import type { ReadDb } from '../db.ts'

/** Acts taken in one go. */
const actsAtOnce = 20

/** Acts of a mailbox that wait to be done, in the order in which they were asked for. */
export function readOpenActs(db: ReadDb, mailboxId: number) {
  return db
    .selectFrom('mail_act')
    .selectAll()
    .where('mailbox_id', '=', mailboxId)
    .where('settled_at', 'is', null)
    .orderBy('made_at')
    .orderBy('n')
    .limit(actsAtOnce)
    .execute()
}
export type OpenAct = Awaited<ReturnType<typeof readOpenActs>>[number]

/** What came of an act; null: it waits. undefined: there is none of this id. */
export async function readActOutcome(db: ReadDb, id: string) {
  const row = await db.selectFrom('mail_act').select('outcome').where('id', '=', id).executeTakeFirst()
  return row?.outcome
}

/** What was done with a mail by people, the last first. The reason is sealed: people write names into it. */
export function readMailActs(db: ReadDb, mailId: number) {
  return db
    .selectFrom('mail_act')
    .innerJoin('account', 'account.id', 'mail_act.account_id')
    .select([
      'mail_act.kind',
      'mail_act.outcome',
      'mail_act.made_at as madeAt',
      'mail_act.reason_cipher as reasonCipher',
      'account.name as by',
    ]) // prettier-ignore
    .where('mail_act.mail_id', '=', mailId)
    .where('mail_act.kind', 'in', [
      'accept',
      'rerun',
      'return',
      'dismiss',
      'giveTime',
      'revokeLink',
    ] satisfies MailActKind[]) // prettier-ignore
    .orderBy('mail_act.n', 'desc')
    .execute()
}

export type MailAct = Awaited<ReturnType<typeof readMailActs>>[number]

/** The mailbox that a mail came to: whose intake does the acts on it. */
export async function readActMailbox(db: ReadDb, mailId: number): Promise<number> {
  const mail = await db.selectFrom('mail').select('mailbox_id').where('id', '=', mailId).executeTakeFirstOrThrow()
  return mail.mailbox_id
}

/** The bytes of a mail and what is known of its arrival: to judge it anew. */
export function readMailToJudge(db: ReadDb, mailId: number) {
  return db
    .selectFrom('mail')
    .innerJoin('mailbox', 'mailbox.id', 'mail.mailbox_id')
    .select(['mail.raw_sha', 'mail.headers_only', 'mail.received_at', 'mail.time_source', 'mailbox.address'])
    .where('mail.id', '=', mailId)
    .executeTakeFirst()
}
