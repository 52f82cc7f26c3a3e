/**
 * Time and trust: published calendars and the deadlines they moved, reminders, the message centre, and the log of the
 * queue's order (排队记录).
 *
 * `queue_log` is written by a trigger and by nobody else: whatever changes who waits at which place leaves a line,
 * whichever code or hand did it. Each line carries the hash of the one before it. All of these changes are made under
 * the queue's lock; the log has a lock of its own beside it, taken after that one, so that a hand which forgot the first
 * still gets a line of its own. Its canonical text is that of domain/unban/queue-log.ts.
 */
import { sql, type Kysely } from 'kysely'

const utc = (moment: string) => `to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

const statements = [
  // --- the calendar --------------------------------------------------------------------------------------------------
  // plain: a day that a correction made an ordinary one again; kept, so that the file of an older start does not bring it back.
  `alter table holiday drop constraint holiday_kind_check`,
  `alter table holiday add constraint holiday_kind_check check (kind in ('rest', 'work', 'plain'))`,
  `alter table holiday add column by_hand boolean not null default false`,
  `alter table calendar_cover add column version integer not null default 0`,
  `create table calendar_change (
    version integer primary key, key text not null unique, kind text not null check (kind in ('year', 'day')),
    day date, year integer, reason text not null default '', days jsonb not null, covered_from date not null,
    covered_through date not null, moved integer not null, account_id bigint not null references account,
    at timestamptz not null default now())`,
  `create table deadline_move (
    version integer not null references calendar_change, request_id bigint not null references request,
    due_from date, due_to date, primary key (version, request_id))`,
  // --- reminders: each once a day and level ------------------------------------------------------------------------------
  `create table deadline_reminder (
    request_id bigint not null references request, level text not null check (level in ('near', 'over')), day date not null,
    at timestamptz not null default now(), primary key (request_id, level, day))`,
  // --- the message centre --------------------------------------------------------------------------------------------
  `create table notice (
    id bigint generated always as identity primary key, key text not null unique, kind text not null,
    authority_id text references authority, chief_only boolean not null default false,
    enterprise_id bigint references enterprise, facts jsonb not null default '{}',
    at timestamptz not null default now(), check ((authority_id is null) <> (enterprise_id is null)))`,
  `create index notice_of_authority on notice (authority_id, id desc) where authority_id is not null`,
  `create index notice_of_enterprise on notice (enterprise_id, id desc) where enterprise_id is not null`,
  `create table notice_read (
    account_id bigint not null references account, notice_id bigint not null references notice,
    at timestamptz not null default now(), primary key (account_id, notice_id))`,
  // Everything up to here counts as read: one row for 全部标为已读.
  `create table notice_mark (
    account_id bigint primary key references account, through_id bigint not null)`,
  // --- what the chief's overview counts by, in windows of thirty days ------------------------------------------------------
  `create index request_by_place on request (authority_id, received_at, arrival)`,
  `create index request_decided on request (authority_id, decided_at) where decided_at is not null`,
  // Whether somebody was rejected before: 一次通过率.
  `create index request_row_rejected on request_row (person_id, id) where state = 'rejected'`,
  `create index outgoing_troubled on outgoing_mail (mailbox_id, created_at) where state in ('failed', 'bounced', 'uncertain')`,
  // --- the log of the order --------------------------------------------------------------------------------------------
  `create table queue_log (
    chain text not null references authority, n bigint not null, at timestamptz not null, event text not null,
    case_no text not null, received_at timestamptz not null, arrival bigint not null, people integer not null,
    note text not null default '', prev_hash text not null, hash text not null, primary key (chain, n))`,
  `create index queue_log_by_day on queue_log (chain, at)`,
  `create table order_publication (
    authority_id text primary key references authority, account_id bigint not null references account,
    at timestamptz not null default now())`,
  `create function queue_log_line(chain_of text, event_is text, case_is text, received timestamptz, arrived bigint,
      people_are integer, note_is text) returns void
    language plpgsql security definer set search_path = public as $$
    declare prev text; number bigint; moment timestamptz;
    begin
      perform pg_advisory_xact_lock(hashtextextended('queue-log:' || chain_of, 0));
      select n, hash into number, prev from queue_log where chain = chain_of order by n desc limit 1;
      number := coalesce(number, 0) + 1;
      prev := coalesce(prev, encode(sha256(convert_to('hoistway-queue-order/1|' || chain_of, 'UTF8')), 'hex'));
      moment := clock_timestamp();
      insert into queue_log (chain, n, at, event, case_no, received_at, arrival, people, note, prev_hash, hash)
      values (chain_of, number, moment, event_is, case_is, received, arrived, people_are, coalesce(note_is, ''), prev,
        encode(sha256(convert_to(concat_ws('|', prev, number, ${utc('moment')}, event_is, case_is, ${utc('received')},
          arrived, people_are, coalesce(note_is, '')), 'UTF8')), 'hex'));
    end $$`,
  // Where a request stands in the order. ending is still under review, answered is decided.
  `create function queue_stand(state text) returns text language sql immutable as $$
    select case state when 'ending' then 'claimed' when 'answered' then 'decided' else state end $$`,
  `create function queue_logged() returns trigger language plpgsql security definer set search_path = public as $$
    declare was text; becomes text := queue_stand(new.state); says text; why text := '';
    begin
      if tg_op = 'INSERT' then
        says := case becomes when 'queued' then 'placed' else becomes end;
        select time_source into why from mail where id = new.mail_id;
      else
        was := queue_stand(old.state);
        if old.received_at <> new.received_at or old.arrival <> new.arrival then
          select time_source into why from mail where id = new.mail_id;
          perform queue_log_line(new.authority_id, 'timed', new.case_no, new.received_at, new.arrival, new.people, why);
          why := '';
        end if;
        if was <> becomes then
          says := case
            when becomes = 'queued' and was = 'claimed' then 'released'
            when becomes = 'queued' and was = 'putAside' then 'takenBack'
            when becomes = 'queued' then 'reopened'
            else becomes end;
        elsif becomes in ('queued', 'putAside') and old.people <> new.people then
          says := case when new.people < old.people then 'moved' else 'joined' end;
        end if;
        if says = 'putAside' then
          select reason into why from put_aside where request_id = new.id and ended_at is null order by id desc limit 1;
        end if;
      end if;
      if says is not null then
        perform queue_log_line(new.authority_id, says, new.case_no, new.received_at, new.arrival, new.people, why);
      end if;
      return null;
    end $$`,
  // At the commit: by then the reason of a putting aside and the source of a time are written, too.
  `create constraint trigger queue_logged after insert or update of state, people, received_at, arrival on request
    deferrable initially deferred for each row execute function queue_logged()`,
  // What waits already is carried into the log as it stands.
  `do $$ declare one record; begin
    for one in select * from request where state in ('queued', 'claimed', 'ending', 'putAside')
      order by authority_id, received_at, arrival
    loop
      perform queue_log_line(one.authority_id, 'carried', one.case_no, one.received_at, one.arrival, one.people,
        queue_stand(one.state));
    end loop; end $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
