/** What needs a person: mails that no rule could settle, answers that did not arrive. */
import { sql } from 'kysely'
import type { ReadDb } from '../db.ts'

export interface Attention {
  readonly manualMails: number
  readonly quarantinedMails: number
  /** Answers that failed or came back within the last month. */
  readonly undelivered: number
}

export async function readAttention(db: ReadDb, authorityId: string): Promise<Attention> {
  const [mails, answers] = await Promise.all([
    db
      .selectFrom('mail')
      .select([
        sql<number>`count(*) filter (where state = 'manual')`.as('manual'),
        sql<number>`count(*) filter (where state = 'quarantined')`.as('quarantined'),
      ])
      .where('authority_id', '=', authorityId)
      .where('state', 'in', ['manual', 'quarantined'])
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('outgoing_mail')
      .innerJoin('mailbox', 'mailbox.id', 'outgoing_mail.mailbox_id')
      .select(sql<number>`count(*)`.as('mails'))
      .where('mailbox.authority_id', '=', authorityId)
      .where('outgoing_mail.state', 'in', ['failed', 'bounced', 'uncertain'])
      .where('outgoing_mail.created_at', '>', sql<string>`now() - interval '1 month'`)
      .executeTakeFirstOrThrow(),
  ])
  return { manualMails: mails.manual, quarantinedMails: mails.quarantined, undelivered: answers.mails }
}
