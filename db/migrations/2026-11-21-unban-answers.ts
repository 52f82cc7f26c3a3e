/** Answers at a provider's pace, replies on cases, bounced addresses, and the chief's acts on mails (spec 10-unban, States). */
import { sql, type Kysely } from 'kysely'

const statements = [
  // --- at what pace the mailbox sends --------------------------------------------------------------------------------
  // send_after: no letter before it, by the limit that send_limit names. breaker_since: letters before it are not counted.
  `alter table mailbox add column send_after timestamptz, add column send_limit text,
    add column halved_until timestamptz, add column sending_stopped_at timestamptz,
    add column breaker_since timestamptz not null default now()`,
  // plain: the content was refused once, so the words go without markup. said_key: what a return says, to say it once.
  `alter table outgoing_mail add column plain boolean not null default false, add column said_key text,
    add column merged_into bigint references outgoing_mail, add column resent_as bigint references outgoing_mail`,
  `create index outgoing_by_address on outgoing_mail (to_address, created_at)`,
  `create index outgoing_by_creation on outgoing_mail (mailbox_id, created_at)`,
  `create index outgoing_by_sending on outgoing_mail (mailbox_id, sent_at) where sent_at is not null`,
  `create index outgoing_merged on outgoing_mail (merged_into) where merged_into is not null`,
  // Addresses whose mail came back: no automatic mail goes there until then.
  `create table address_suspension (
    address text primary key, since timestamptz not null default now(), until timestamptz not null,
    outgoing_id bigint not null references outgoing_mail)`,
  // --- what a mail without a form has to do with requests and enterprises ----------------------------------------------
  `create table mail_note (
    request_id bigint not null references request, mail_id bigint not null references mail,
    kind text not null check (kind in ('reply', 'withdrawal', 'withdrawalRefused', 'progress')),
    at timestamptz not null default now(), primary key (request_id, mail_id))`,
  `create index mail_note_by_mail on mail_note (mail_id)`,
  // In whose name somebody wrote who may not: the enterprise sees that, not what.
  `create table mail_naming (
    mail_id bigint not null references mail, enterprise_id bigint not null references enterprise,
    people integer not null, primary key (mail_id, enterprise_id))`,
  `create index mail_naming_by_enterprise on mail_naming (enterprise_id, mail_id)`,
  // --- acts on mails: asked for by a page, done by the intake, once --------------------------------------------------
  `create table mail_act (
    id text primary key, n bigint generated always as identity unique,
    mailbox_id bigint not null references mailbox, mail_id bigint references mail,
    request_id bigint references request, outgoing_id bigint references outgoing_mail,
    account_id bigint not null references account, acting_for bigint references enterprise,
    kind text not null, input jsonb not null default '{}', reason_cipher text,
    made_at timestamptz not null default clock_timestamp(), attempts integer not null default 0,
    outcome text, settled_at timestamptz)`,
  `create index mail_act_open on mail_act (mailbox_id, made_at) where settled_at is null`,
  `create index mail_act_by_mail on mail_act (mail_id, made_at)`,
  // time_before: what the record said before the chief gave a time.
  `alter table mail add column time_before timestamptz, add column status_revoked_at timestamptz`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
