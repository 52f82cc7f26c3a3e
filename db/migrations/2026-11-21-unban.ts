/** The record of people, enterprises, the mailbox and the unban queue. States and forms: spec 10-unban, 60-common. */
import { sql, type Kysely } from 'kysely'

const statements = [
  // --- who -----------------------------------------------------------------------------------------------------------
  `create table authority (
    id text primary key, kind text not null, name text not null, region_code text not null, profile text not null,
    credit_code text not null, mailbox_address text, number_region text, filing_prefix text, filing_form text,
    world_key text unique, created_at timestamptz not null default now())`,
  `create table enterprise (
    id bigint generated always as identity primary key, credit_code text not null unique, name text not null,
    name_key text not null unique, kind text not null, region_code text not null,
    legal_name text not null, legal_id_cipher text not null, legal_id_key text not null, legal_id_last4 text not null,
    contact text not null, phone_cipher text not null, phone_last4 text not null, address text not null,
    status text not null check (status in ('approved', 'incomplete', 'pending')), missing text[] not null default '{}',
    version integer not null default 1, created_at timestamptz not null default now())`,
  `create table enterprise_address (
    enterprise_id bigint not null references enterprise, address text not null,
    source text not null check (source in ('record', 'confirmed')), confirmed_at timestamptz not null default now(),
    revoked_at timestamptz, primary key (enterprise_id, address))`,
  // A sender's enterprises are looked up by address at every mail.
  `create index enterprise_address_by_address on enterprise_address (address) where revoked_at is null`,
  `create table account (
    id bigint generated always as identity primary key, login text not null unique, password_hash text not null,
    name text not null, phone_cipher text not null, phone_last4 text not null, email text not null,
    roles text[] not null, authority_id text references authority, failed_tries integer not null default 0,
    locked_until timestamptz, disabled_at timestamptz, created_at timestamptz not null default now())`,
  `create table account_enterprise (
    account_id bigint not null references account, enterprise_id bigint not null references enterprise,
    primary key (account_id, enterprise_id))`,
  `create table session (
    token_hash text primary key, public_id text not null unique, account_id bigint not null references account,
    enterprise_id bigint references enterprise, csrf text not null, user_agent text not null default '',
    created_at timestamptz not null default now(), last_seen_at timestamptz not null default now(),
    expires_at timestamptz not null)`,
  `create index session_by_account on session (account_id)`,
  `create table api_token (
    id bigint generated always as identity primary key, account_id bigint not null references account,
    enterprise_id bigint references enterprise, name text not null, token_hash text not null unique,
    created_at timestamptz not null default now(), expires_at timestamptz not null, revoked_at timestamptz,
    last_used_at timestamptz)`,
  `create table draft (
    account_id bigint not null references account, form text not null, subject text not null, body_cipher text not null,
    saved_at timestamptz not null default now(), primary key (account_id, form, subject))`,
  // --- the register --------------------------------------------------------------------------------------------------
  `create table person (
    id bigint generated always as identity primary key, id_cipher text not null, id_key text not null unique,
    id_last4 text not null, name text not null, name_key text not null, sex text not null, birth_date date not null,
    phone_cipher text not null, phone_last4 text not null, phone_placeholder boolean not null default false,
    enterprise_id bigint references enterprise, post_type text not null, post text not null, trade text not null,
    status text not null check (status in ('disabled', 'active')), photo_sha text, social_security jsonb, contract jsonb,
    version integer not null default 1, created_at timestamptz not null default now(),
    updated_at timestamptz not null default now())`,
  `create index person_by_enterprise on person (enterprise_id, id)`,
  `create index person_by_name on person (name_key)`,
  `create table certificate (
    id bigint generated always as identity primary key, person_id bigint not null references person,
    number text not null unique, kind text not null, trade text not null, issuer text not null, issued_on date not null,
    valid_until date not null, status text not null check (status in ('held', 'active')), scan_sha text)`,
  `create index certificate_by_person on certificate (person_id)`,
  `create table stored_file (
    sha256 text primary key, size bigint not null, type text not null, created_at timestamptz not null default now())`,
  // --- the mailbox ---------------------------------------------------------------------------------------------------
  `create table mailbox (
    id bigint generated always as identity primary key, authority_id text not null references authority,
    address text not null unique, profile text not null, lease_owner text, lease_token bigint not null default 0,
    lease_until timestamptz, last_ok_at timestamptz, last_error text, last_error_kind text, last_error_at timestamptz)`,
  `create table mailbox_epoch (
    id bigint generated always as identity primary key, mailbox_id bigint not null references mailbox,
    folder text not null, uidvalidity bigint not null, opened_at timestamptz not null default now(),
    unique (mailbox_id, folder, uidvalidity))`,
  `create table mail (
    id bigint generated always as identity primary key, mailbox_id bigint not null references mailbox,
    authority_id text not null references authority, fingerprint text not null, message_id text,
    from_address text, from_name text, subject text not null default '', date_header text,
    received_at timestamptz not null, arrival bigint not null,
    time_source text not null check (time_source in ('internalDate', 'firstSeen', 'chief')),
    first_seen_at timestamptz not null default now(), raw_sha text not null, size bigint not null,
    headers_only boolean not null default false, class text, verdict text, state text not null, state_reason text,
    codes jsonb not null default '[]', badges text[] not null default '{}', attempts integer not null default 0,
    classified_at timestamptz, body_text text not null default '', unique (mailbox_id, fingerprint))`,
  // Intake takes what is stored and not yet classified, oldest place first.
  `create index mail_stored on mail (mailbox_id, received_at, arrival) where state = 'stored'`,
  `create index mail_by_message_id on mail (message_id)`,
  `create index mail_by_place on mail (authority_id, received_at desc, arrival desc)`,
  `create table mail_location (
    epoch_id bigint not null references mailbox_epoch, uid bigint not null, mail_id bigint not null references mail,
    internal_date timestamptz, first_seen_at timestamptz not null default now(), primary key (epoch_id, uid))`,
  `create index mail_location_by_mail on mail_location (mail_id)`,
  `create table attachment (
    mail_id bigint not null references mail, n integer not null, name text not null, size bigint not null,
    sha256 text not null, kind text not null, problem text, primary key (mail_id, n))`,
  `create table mail_row (
    mail_id bigint not null references mail, n integer not null, name text not null, id_cipher text not null,
    id_key text, id_last4 text not null, company text not null, business text not null, asked_both boolean not null,
    remark text not null, outcome text not null, codes jsonb not null default '[]', same_as integer,
    request_row_id bigint, primary key (mail_id, n))`,
  `create table sender_hold (
    mail_id bigint not null references mail, enterprise_id bigint not null references enterprise,
    address text not null, token_hash text not null unique, expires_at timestamptz not null,
    confirmed_at timestamptz, expired_at timestamptz, primary key (mail_id, enterprise_id))`,
  // --- the queue -----------------------------------------------------------------------------------------------------
  `create table request (
    id bigint generated always as identity primary key, case_no text not null unique,
    mail_id bigint not null references mail, authority_id text not null references authority,
    enterprise_id bigint not null references enterprise,
    business text not null check (business in ('unban', 'bind')),
    received_at timestamptz not null, arrival bigint not null, list_fingerprint text not null,
    state text not null check (state in
      ('queued', 'claimed', 'ending', 'decided', 'answered', 'putAside', 'superseded', 'withdrawn', 'closed')),
    version integer not null default 1, people integer not null,
    claim_no integer not null default 0, claimed_by bigint references account, claimed_at timestamptz,
    claim_until timestamptz, undo_until timestamptz, due_at timestamptz, due_on date, overdue_at timestamptz,
    decided_at timestamptz, answered_at timestamptz, created_at timestamptz not null default now(),
    unique (mail_id, enterprise_id, business),
    check ((state in ('claimed', 'ending')) = (claimed_by is not null)))`,
  // The queue in order; 20,000 waiting give a place in 3 ms by this index.
  `create index request_waiting on request (authority_id, received_at, arrival)
    where state in ('queued', 'claimed', 'ending', 'putAside') and people > 0`,
  `create index request_by_claimant on request (claimed_by) where claimed_by is not null`,
  `create index request_by_enterprise on request (enterprise_id, received_at desc)`,
  `create table request_row (
    id bigint generated always as identity primary key, request_id bigint not null references request,
    n integer not null, enterprise_id bigint not null references enterprise, business text not null,
    person_key text not null, person_id bigint not null references person, name text not null, id_last4 text not null,
    remark text not null default '',
    state text not null check (state in
      ('live', 'locked', 'approved', 'rejected', 'closed', 'moved', 'withdrawn', 'shadowed', 'alreadyDone')),
    moved_to bigint references request_row, shadow_of bigint references request_row,
    decision text check (decision in ('approve', 'reject')), reasons text[] not null default '{}',
    reason_text text not null default '', decided_by bigint references account, decided_at timestamptz,
    person_version integer, unique (request_id, n))`,
  // L: at most one live or locked row for a person, an enterprise and a business.
  `create unique index request_row_one_place on request_row (enterprise_id, business, person_key)
    where state in ('live', 'locked')`,
  `create index request_row_shadow on request_row (shadow_of) where state = 'shadowed'`,
  `create index request_row_by_person on request_row (person_id, id desc)`,
  // ↻ 重发后移至此位: which requests a resend has brought people to.
  `create index request_row_moved on request_row (moved_to) where moved_to is not null`,
  `create table case_serial (prefix text not null, year integer not null, last integer not null, primary key (prefix, year))`,
  // --- answers -------------------------------------------------------------------------------------------------------
  `create table outgoing_mail (
    id bigint generated always as identity primary key, key text not null unique,
    mailbox_id bigint not null references mailbox,
    kind text not null check (kind in ('ack', 'return', 'result', 'note', 'progress')),
    mail_id bigint references mail, request_id bigint references request, to_address text not null,
    subject text not null default '', message_id text not null unique, rows_header text not null,
    letter_cipher text not null, raw_sha text,
    state text not null check (state in ('pending', 'sending', 'sent', 'retry', 'uncertain', 'failed', 'bounced')),
    priority integer not null, attempts integer not null default 0, resends integer not null default 0,
    not_before timestamptz not null default now(), last_error text,
    created_at timestamptz not null default now(), sent_at timestamptz)`,
  // Results before acknowledgements before notes.
  `create index outgoing_due on outgoing_mail (mailbox_id, priority, id)
    where state in ('pending', 'retry', 'uncertain')`,
  `create index outgoing_by_mail on outgoing_mail (mail_id)`,
  `create index outgoing_by_request on outgoing_mail (request_id)`,
  `create table delivery_event (
    id bigint generated always as identity primary key, outgoing_id bigint not null references outgoing_mail,
    at timestamptz not null default now(), kind text not null, detail text not null default '')`,
  // --- what was asked of the engine, and is repeated until it is done --------------------------------------------------
  `create table wish (
    kind text not null, subject text not null, wanted bigint not null default 1, served bigint not null default 0,
    wanted_at timestamptz not null default now(), not_before timestamptz not null default now(),
    attempts integer not null default 0, last_error text, primary key (kind, subject))`,
  `create index wish_open on wish (not_before, wanted_at) where wanted > served`,
  `create function notify_wish() returns trigger language plpgsql as $$
    begin perform pg_notify('hoistway_wish', new.kind); return null; end $$`,
  `create trigger wish_notify after insert or update of wanted on wish
    for each row execute function notify_wish()`,
  `create table kept_update (
    update_id text primary key, request_id bigint not null references request, account_id bigint not null references account,
    name text not null, input jsonb not null, outcome text, settled_at timestamptz,
    kept_at timestamptz not null default date_trunc('milliseconds', clock_timestamp()))`,
  `create index kept_update_waiting on kept_update (request_id, kept_at) where settled_at is null`,
  // --- tables of the field -------------------------------------------------------------------------------------------
  `create table holiday (day date primary key, kind text not null check (kind in ('rest', 'work')), name text not null, source text not null)`,
  `create table calendar_cover (one boolean primary key default true check (one), covered_through date not null)`,
  `create table region (code text primary key, name text not null, status text not null)`,
  `create table world_load (sha256 text primary key, loaded_at timestamptz not null default now())`,
  // --- the audit chain -----------------------------------------------------------------------------------------------
  `create table audit_log (
    chain text not null, seq bigint not null, at timestamptz not null, key text not null unique, actor text not null,
    acting_for text not null default '', action text not null, object text not null, detail jsonb not null default '{}',
    prev_hash text not null, hash text not null, primary key (chain, seq))`,
  `create index audit_by_object on audit_log (object, at)`,
  `create table audit_head (chain text primary key, seq bigint not null, hash text not null)`,
  // hash = SHA-256 over the fields joined by U+001F, in this order; db/audit.ts verifies with the same words.
  `create function audit_hash(prev text, chain text, seq bigint, at timestamptz, key text, actor text, acting_for text,
      action text, object text, detail jsonb) returns text language sql stable as $$
    select encode(sha256(convert_to(concat_ws(e'\\x1f', prev, chain, seq::text,
      to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), key, actor, acting_for, action, object,
      detail::text), 'UTF8')), 'hex') $$`,
  // The chain's head is locked last in a transaction, and only the owner may move it.
  `create function audit_chain() returns trigger language plpgsql security definer set search_path = public as $$
    declare head audit_head%rowtype;
    begin
      insert into audit_head (chain, seq, hash) values (new.chain, 0, repeat('0', 64)) on conflict do nothing;
      select * into head from audit_head where chain = new.chain for update;
      new.seq := head.seq + 1; new.at := clock_timestamp(); new.prev_hash := head.hash;
      new.hash := audit_hash(new.prev_hash, new.chain, new.seq, new.at, new.key, new.actor, new.acting_for, new.action,
        new.object, new.detail);
      update audit_head set seq = new.seq, hash = new.hash where chain = new.chain;
      return new;
    end $$`,
  `create trigger audit_chained before insert on audit_log for each row execute function audit_chain()`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
