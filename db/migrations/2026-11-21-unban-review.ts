/** 审核: requests put aside, notes of the staff, and how often each kept reason was given. */
import { sql, type Kysely } from 'kysely'

const statements = [
  // One row each time; the last one without `ended_at` is the one that lasts.
  `create table put_aside (
    id bigint generated always as identity primary key, request_id bigint not null references request,
    reason text not null, reason_text text not null default '', by_account bigint not null references account,
    at timestamptz not null default now(), until timestamptz not null,
    ended_at timestamptz, ended_by bigint references account)`,
  `create index put_aside_by_request on put_aside (request_id, id)`,
  // For the staff's eyes only. The key makes twice once.
  `create table request_note (
    id bigint generated always as identity primary key, key text not null unique,
    request_id bigint not null references request, account_id bigint not null references account,
    kind text not null check (kind in ('note', 'claimRevoked')), text text not null,
    at timestamptz not null default now())`,
  `create index request_note_by_request on request_note (request_id, id)`,
  // Counted when a review has ended for good; orders the kept reasons from the next day on.
  `create table reason_usage (
    authority_id text not null references authority, day date not null, code text not null, times integer not null,
    primary key (authority_id, day, code))`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
