/** The mailbox: where a mail's time comes from, what was asked, refused and not readable, and what was sorted for people. */
import { sql, type Kysely } from 'kysely'

const statements = [
  `alter table mail drop constraint mail_time_source_check`,
  `alter table mail add constraint mail_time_source_check
    check (time_source in ('internalDate', 'received', 'firstSeen', 'appended', 'chief'))`,
  `alter table mailbox
    add column look_asked_at timestamptz,
    add column problem_since timestamptz,
    add column auth_refused timestamptz[] not null default '{}',
    add column waiting_mails integer not null default 0,
    add column junk_looked_at timestamptz,
    add column sorting_failed integer not null default 0,
    add column sorting_stopped_at timestamptz`,
  // Sorting of a location: copied first where the server cannot move, then done.
  `alter table mail_location add column copied_at timestamptz, add column sorted_at timestamptz`,
  `create index mail_location_to_sort on mail_location (epoch_id, uid) where sorted_at is null`,
  // Mails of the Junk folder that are none of ours: not read again.
  `create table mail_passed_over (
    epoch_id bigint not null references mailbox_epoch, uid bigint not null, seen_at timestamptz not null default now(),
    primary key (epoch_id, uid))`,
  // A mail that the server cannot hand out, or that cannot be stored: the others go on.
  `create table mail_unfetched (
    epoch_id bigint not null references mailbox_epoch, uid bigint not null, tries integer not null default 1,
    last_error text not null, next_try_at timestamptz not null default now(),
    first_tried_at timestamptz not null default now(), primary key (epoch_id, uid))`,
  // Lag and silence of the mailbox are read from the newest mails.
  `create index mail_by_first_seen on mail (mailbox_id, first_seen_at desc)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
