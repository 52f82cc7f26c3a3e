/**
 * Counts of the queue, kept by triggers in the transaction that changes a request, so that a place is a sum over a few
 * hundred small rows however many requests wait.
 *
 * `queue_place` is a tree of counters over the second of receipt: level 0 counts single seconds, and each level above
 * counts 64 of those below (64 s, 68 min, 3 days, 194 days). What stands before a second is, level by level, what the
 * elder siblings on its path hold; within the second the requests themselves are counted. `queue_due` counts by deadline.
 * Both hold what waits or is under review and has people; a counter that comes to zero goes away.
 */
import { sql, type Kysely } from 'kysely'

/** The states of domain/unban/types.ts openRequestStates: the same words as in the index request_waiting. */
const waits = `state in ('queued', 'claimed', 'ending', 'putAside') and people > 0`
const waiting = (row: 'old' | 'new') =>
  `(${row}.state in ('queued', 'claimed', 'ending', 'putAside') and ${row}.people > 0)`

const statements = [
  `create table queue_place (
    authority_id text not null references authority, level smallint not null, bucket bigint not null,
    requests bigint not null, people bigint not null, primary key (authority_id, level, bucket)) with (fillfactor = 70)`,
  `create table queue_due (
    authority_id text not null references authority, due_on date not null, due_at timestamptz not null,
    requests bigint not null, primary key (authority_id, due_on, due_at)) with (fillfactor = 70)`,
  `create function queue_second(at timestamptz) returns bigint language sql immutable parallel safe as $$
    select floor(extract(epoch from at))::bigint $$`,
  // The widest counter first: two transactions that meet at all meet there, and never cross.
  `create function queue_count(authority text, at timestamptz, by_requests integer, by_people integer)
    returns void language plpgsql as $$
    declare second bigint := queue_second(at);
    begin
      insert into queue_place as kept (authority_id, level, bucket, requests, people)
        select authority, step, second >> (6 * step), by_requests, by_people from generate_series(4, 0, -1) as step
        on conflict (authority_id, level, bucket) do update
        set requests = kept.requests + excluded.requests, people = kept.people + excluded.people;
      if by_requests < 0 then
        delete from queue_place as kept using generate_series(0, 4) as step
          where kept.authority_id = authority and kept.level = step and kept.bucket = second >> (6 * step)
            and kept.requests = 0 and kept.people = 0;
      end if;
    end $$`,
  `create function queue_count_due(authority text, day date, at timestamptz, by_requests integer)
    returns void language plpgsql as $$
    begin
      if day is null or at is null then return; end if;
      insert into queue_due as kept (authority_id, due_on, due_at, requests) values (authority, day, at, by_requests)
        on conflict (authority_id, due_on, due_at) do update set requests = kept.requests + excluded.requests;
      if by_requests < 0 then
        delete from queue_due where authority_id = authority and due_on = day and due_at = at and requests = 0;
      end if;
    end $$`,
  `create function queue_counted() returns trigger language plpgsql as $$
    declare was boolean := false; is_now boolean := false;
    begin
      if tg_op <> 'INSERT' then was := ${waiting('old')}; end if;
      if tg_op <> 'DELETE' then is_now := ${waiting('new')}; end if;
      -- One at a time for an authority: a change of place touches two paths, and two of them could cross.
      perform pg_advisory_xact_lock(hashtextextended('queue_place:' || coalesce(new.authority_id, old.authority_id), 0));
      if was and is_now and old.authority_id = new.authority_id and old.received_at = new.received_at then
        -- In one step: a counter never passes through a value that nobody meant.
        if old.people <> new.people then
          perform queue_count(new.authority_id, new.received_at, 0, new.people - old.people);
        end if;
      else
        if was then perform queue_count(old.authority_id, old.received_at, -1, -old.people); end if;
        if is_now then perform queue_count(new.authority_id, new.received_at, 1, new.people); end if;
      end if;
      if was and is_now and old.authority_id = new.authority_id and old.due_on is not distinct from new.due_on
        and old.due_at is not distinct from new.due_at then return null; end if;
      if was then perform queue_count_due(old.authority_id, old.due_on, old.due_at, -1); end if;
      if is_now then perform queue_count_due(new.authority_id, new.due_on, new.due_at, 1); end if;
      return null;
    end $$`,
  // A claim or a decision changes none of these columns' meaning, and pays nothing.
  `create trigger queue_counted_insert after insert on request for each row when ${waiting('new')}
    execute function queue_counted()`,
  `create trigger queue_counted_delete after delete on request for each row when ${waiting('old')}
    execute function queue_counted()`,
  `create trigger queue_counted_update after update on request for each row when (
      ${waiting('old')} is distinct from ${waiting('new')} or ${waiting('new')} and (
        old.people <> new.people or old.received_at <> new.received_at or old.authority_id <> new.authority_id
        or old.due_on is distinct from new.due_on or old.due_at is distinct from new.due_at))
    execute function queue_counted()`,
  // What stands before one place: db/read/place.ts. Level by level (lateral) and between two bounds, so that the planner
  // has nothing to guess: over a million it would otherwise read the counters whole.
  `create function queue_before(authority text, at timestamptz, arrived bigint, self bigint)
    returns table (requests bigint, people bigint) language plpgsql stable set enable_seqscan = off as $$
    declare second bigint := queue_second(at);
    begin
      return query
        select coalesce(sum(counted.requests), 0)::bigint, coalesce(sum(counted.people), 0)::bigint from (
          select level.requests, level.people from generate_series(0, 3) as step cross join lateral (
            select sum(kept.requests) as requests, sum(kept.people) as people from queue_place as kept
            where kept.authority_id = authority and kept.level = step
              and kept.bucket >= (second >> (6 * (step + 1))) << 6 and kept.bucket < second >> (6 * step)) as level
          union all
          select kept.requests, kept.people from queue_place as kept
            where kept.authority_id = authority and kept.level = 4 and kept.bucket < second >> 24
          union all
          select count(*), sum(request.people) from request
            where authority_id = authority and ${waits.replaceAll('people', 'request.people')}
              and received_at >= to_timestamp(second) and received_at <= at
              and (received_at < at or arrival < arrived or arrival = arrived and request.id < self)
        ) as counted;
    end $$`,
  // The counts as they should be; db/read/queue-places.ts compares, db/write/queue-places.ts rebuilds.
  `create view queue_place_recount as
    select authority_id, step::smallint as level, queue_second(received_at) >> (6 * step) as bucket,
      count(*) as requests, sum(people)::bigint as people
    from request cross join generate_series(0, 4) as step where ${waits} group by 1, 2, 3`,
  `create view queue_due_recount as
    select authority_id, due_on, due_at, count(*) as requests from request
    where ${waits} and due_on is not null and due_at is not null group by 1, 2, 3`,
  `create function rebuild_queue_places() returns void language plpgsql as $$
    begin
      -- Nobody changes a request meanwhile; reading goes on.
      lock table request in share row exclusive mode;
      delete from queue_place;
      delete from queue_due;
      insert into queue_place (authority_id, level, bucket, requests, people)
        select authority_id, level, bucket, requests, people from queue_place_recount;
      insert into queue_due (authority_id, due_on, due_at, requests)
        select authority_id, due_on, due_at, requests from queue_due_recount;
    end $$`,
  `select rebuild_queue_places()`,
  // --- lists over a million requests --------------------------------------------------------------------------------
  // Done, the newest first.
  `create index request_done on request (authority_id, id desc) where state in ('decided', 'answered')`,
  // What waits and is not free to be taken: few rows, which a count and the filter by state find at once.
  `create index request_held on request (authority_id, received_at, arrival)
    where state in ('claimed', 'ending', 'putAside') and people > 0`,
  // One business or one enterprise in the order of the queue.
  `create index request_waiting_by_business on request (authority_id, business, received_at, arrival) where ${waits}`,
  `create index request_waiting_by_enterprise on request (authority_id, enterprise_id, received_at, arrival) where ${waits}`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
