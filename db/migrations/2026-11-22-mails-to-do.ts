/**
 * Mails that wait for a person: questions are seen to by a member of staff (who, when, how), and a mail that was ever set
 * apart keeps the reason, whatever the chief makes of it afterwards: its files stay what they are.
 */
import { sql, type Kysely } from 'kysely'

const statements = [
  `alter table mail add column handled_at timestamptz, add column handled_by bigint references account,
    add column handled_cipher text, add column quarantined_as text`,
  `update mail set quarantined_as = case when audit_log.detail ->> 'reason' = 'forged' then 'forged' else 'harmful' end
    from audit_log where audit_log.key = 'mail:' || mail.id || '/quarantined'`,
  // Read on every page of the office: as many lines as there are mails to see to, however many came.
  `create index mail_to_settle on mail (authority_id, received_at) where state in ('manual', 'quarantined', 'onHold')`,
  `create index mail_to_answer on mail (authority_id, received_at)
    where state = 'note' and state_reason in ('replyWithoutForm', 'withdrawalRefused') and handled_at is null`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
