/** Fills a queue with invented requests, quickly: by insert-select, the counters made once at the end. */
import { sql } from 'kysely'
import { openDb, type Db } from '../../db/db.ts'
import { rebuildQueuePlaces } from '../../db/write/queue-places.ts'

export interface QueueFilling {
  readonly authorityId: string
  readonly requests: number
  /** The last one was received this moment, the first so long before. */
  readonly spreadSeconds: number
  /** The share of those already decided; 0 otherwise. */
  readonly done?: number
}

/** Enterprises that send them, made where they are missing. */
const enterprises = 500
const regionCode = '450100'

/** Without triggers: no search entries and no lines of the queue's log are made of what is invented here. */
const filled = ['mail', 'request', 'request_row'] as const

/** @param ownerUrl as a superuser: triggers are off meanwhile. */
export async function fillQueue(ownerUrl: string, filling: QueueFilling): Promise<void> {
  const open = openDb(ownerUrl, 1, null)
  try {
    await open.db.connection().execute(async (db) => {
      await sql`set statement_timeout = 0`.execute(db)
      await addOthers(db, filling.authorityId)
      await sql`set session_replication_role = replica`.execute(db)
      await addRequests(db, filling)
      await sql`set session_replication_role = default`.execute(db)
      await rebuildQueuePlaces(db)
      for (const table of [...filled, 'queue_place', 'queue_due']) {
        await sql`vacuum analyze ${sql.table(table)}`.execute(db)
      }
    })
  } finally {
    await open.close()
  }
}

/** The authority, its mailbox, enterprises with one person each. */
async function addOthers(db: Db, authorityId: string): Promise<void> {
  await sql`insert into authority (id, kind, name, region_code, profile, credit_code)
    values (${authorityId}, 'association', '某地建筑机械协会', '450000', 'guangxi', '') on conflict do nothing`.execute(
    db,
  )
  await sql`insert into mailbox (authority_id, address, profile)
    values (${authorityId}, ${`${authorityId}@association.test`}, 'bundled') on conflict do nothing`.execute(db)
  await sql`insert into enterprise (credit_code, name, name_key, kind, region_code, legal_name, legal_id_cipher,
      legal_id_key, legal_id_last4, contact, phone_cipher, phone_last4, address, status)
    select 'bench-' || n, '第' || n || '建筑机械租赁有限公司', 'bench-' || n, 'installer', ${regionCode}, '某', '', '', '', '某', '', '',
      '', 'approved' from generate_series(1, ${enterprises}) as n on conflict do nothing`.execute(db)
  await sql`insert into person (id_cipher, id_key, id_last4, name, name_key, sex, birth_date, phone_cipher, phone_last4,
      enterprise_id, post_type, post, trade, status)
    select '', 'bench-' || id, '0000', '某人', '某人', '男', '1990-01-01', '', '', id, '', '', '', 'disabled'
    from enterprise where credit_code like 'bench-%' on conflict do nothing`.execute(db)
}

/** One mail, one request and one row each; places evenly over the time, several a second where that is short. */
async function addRequests(db: Db, { authorityId, requests, spreadSeconds, done = 0 }: QueueFilling): Promise<void> {
  const step = spreadSeconds / requests
  const over = Math.floor(requests * done)
  const { rows } = await sql<{ last: number }>`select coalesce(max(id), 0) as last from mail`.execute(db)
  const last = rows[0]?.last ?? 0
  await sql`
    insert into mail (mailbox_id, authority_id, fingerprint, received_at, arrival, time_source, raw_sha, size, state,
        class, from_address, subject)
      select mailbox.id, ${authorityId}, 'filled-' || ${last}::bigint + n,
        date_trunc('second', now()) - make_interval(secs => floor((${requests}::bigint - n) * ${step}::float8)),
        ${last}::bigint + n, 'internalDate', '', 0, 'accepted', 'human', 'office@enterprise.test', '人员解禁申请'
      from generate_series(1, ${requests}::bigint) as n cross join mailbox where mailbox.authority_id = ${authorityId}
      order by n`.execute(db)
  await sql`
    insert into request (case_no, mail_id, authority_id, enterprise_id, business, received_at, arrival,
        list_fingerprint, state, people, due_on, due_at, decided_at, answered_at)
      select 'GX-2026-' || lpad(mail.id::text, 9, '0'), mail.id, ${authorityId}, chosen.id,
        case when mail.id % 4 = 0 then 'bind' else 'unban' end, received_at, arrival, '',
        case when over then 'answered' else 'queued' end, case when over then 0 else 1 + mail.id % 3 end,
        (received_at + interval '7 days')::date,
        date_trunc('day', received_at + interval '7 days') + interval '9 hours 30 minutes',
        case when over then received_at + interval '1 day' end, case when over then received_at + interval '1 day' end
      from mail cross join lateral (select arrival <= ${last + over}::bigint as over) as of
      join (select id, row_number() over (order by id) - 1 as k from enterprise where credit_code like 'bench-%') as chosen
        on chosen.k = mail.id % ${enterprises}::bigint
      where mail.id > ${last}`.execute(db)
  await sql`insert into request_row (request_id, n, enterprise_id, business, person_key, person_id, name, id_last4, state)
    select request.id, 1, request.enterprise_id, request.business, 'filled-' || request.id, person.id, '某人', '0000',
      case when request.people = 0 then 'approved' else 'live' end
    from request join person on person.enterprise_id = request.enterprise_id and person.id_key like 'bench-%'
    where request.authority_id = ${authorityId}
      and not exists (select from request_row where request_row.request_id = request.id)`.execute(db)
}
