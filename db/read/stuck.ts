/** 停滞: cases in which something should have happened by itself and has not, by what it is. None, while all is well. */
import { sql } from 'kysely'
import type { ReadDb } from '../db.ts'

export const stuckKinds = ['endingOver', 'claimLapsed', 'asideOver', 'holdOver', 'mailUnread', 'wishOpen'] as const
export type StuckKind = (typeof stuckKinds)[number]
export type StuckCases = Readonly<Record<StuckKind, number>>

/** Minutes after its moment at which a thing counts as stuck: a worker that was restarted has long caught up. */
const graceMinutes = 5
const graceMailMinutes = 15

/** Small sets all of them: each is found by a partial index or among what is open. */
export async function readStuckCases(db: ReadDb): Promise<StuckCases> {
  const late = sql`now() - make_interval(mins => ${graceMinutes})`
  const { rows } = await sql<StuckCases>`
    select
      (select count(*) from request where claimed_by is not null and state = 'ending' and undo_until < ${late}) as "endingOver",
      (select count(*) from request where claimed_by is not null and state = 'claimed' and claim_until < ${late}) as "claimLapsed",
      (select count(*) from put_aside join request on request.id = request_id
        where ended_at is null and until < ${late} and state = 'putAside') as "asideOver",
      (select count(*) from sender_hold join mail on mail.id = mail_id where mail.state = 'onHold' and confirmed_at is null
        and expired_at is null and expires_at < ${late}) as "holdOver",
      (select count(*) from mail where state = 'stored'
        and first_seen_at < now() - make_interval(mins => ${graceMailMinutes})) as "mailUnread",
      (select count(*) from wish where wanted > served and wanted_at < ${late}) as "wishOpen"`.execute(db)
  return rows[0] ?? { endingOver: 0, claimLapsed: 0, asideOver: 0, holdOver: 0, mailUnread: 0, wishOpen: 0 }
}
