/**
 * 公布日历: new days, how far they reach, and the deadlines that move, in one transaction with one audit row. Twice is once
 * by the key of the form; of two chiefs the second learns who was first. Mails are placed under the queue's lock and read
 * the calendar after taking it, so none can slip in between with a day of the old one.
 */
import { sql } from 'kysely'
import type { Vault } from '../crypto.ts'
import type { Db, Tx } from '../db.ts'
import type { Words } from '../../domain/brand.ts'
import type { Planned, Publication } from '../../domain/calendar/publication.ts'
import type { Calendar } from '../../domain/calendar/working-days.ts'
import { readCalendarChanges, readPublishedCalendar, type CalendarChange } from '../read/calendar.ts'
import { appendAudit, hasHappened } from './audit.ts'
import { moveDeadlines } from './calendar-moves.ts'
import { notify } from './notices.ts'
import { lockQueue } from './queue-lock.ts'

export interface PublishCalendar {
  /** Made with the form. */
  readonly key: string
  /** The calendar's version that the preview showed. */
  readonly version: number
  readonly accountId: number
  readonly authorityId: string
  readonly what:
    | { readonly kind: 'year'; readonly year: number }
    | { readonly kind: 'day'; readonly day: string; readonly reason: string }
  /** Pure: the same that made the preview. */
  readonly plan: (calendar: Calendar) => Planned
  readonly baseUrl: string
}
export type Published =
  | { readonly kind: 'published' | 'repeat'; readonly version: number; readonly moved: number }
  | { readonly kind: 'changedMeanwhile'; readonly by: CalendarChange | null }
  | { readonly kind: 'refused'; readonly errors: readonly Words[] }

export function publishCalendar(db: Db, vault: Vault, input: PublishCalendar): Promise<Published> {
  const { key, accountId, authorityId, what } = input
  const auditKey = `calendar/${key}`
  return db.transaction().execute(async (tx): Promise<Published> => {
    await lockQueues(tx)
    await tx.selectFrom('calendar_cover').select('version').forUpdate().execute()
    if (await hasHappened(tx, auditKey)) {
      const done = await tx.selectFrom('calendar_change').select(['version', 'moved']).where('key', '=', key).executeTakeFirstOrThrow() // prettier-ignore
      return { kind: 'repeat', ...done }
    }
    const { calendar, version: before } = await readPublishedCalendar(tx)
    if (before !== input.version) return { kind: 'changedMeanwhile', by: (await readCalendarChanges(tx))[0] ?? null }
    const planned = input.plan(calendar)
    if (!planned.ok) return { kind: 'refused', errors: planned.errors }
    const { publication } = planned
    const version = before + 1
    await writeDays(tx, publication, version)
    const moved = await moveDeadlines(tx, vault, { calendar: publication.calendar, about: `calendar-${version}`, baseUrl: input.baseUrl }) // prettier-ignore
    await tx
      .insertInto('calendar_change')
      .values({
        version,
        key,
        kind: what.kind,
        day: what.kind === 'day' ? what.day : null,
        year: what.kind === 'year' ? what.year : null,
        reason: what.kind === 'day' ? what.reason : '',
        days: JSON.stringify(publication.changes),
        covered_from: publication.coveredFrom,
        covered_through: publication.coveredThrough,
        moved: moved.length,
        account_id: accountId,
      })
      .execute()
    await sql`
      insert into deadline_move (version, request_id, due_from, due_to)
      select ${version}, * from unnest(${moved.map(({ requestId }) => requestId)}::bigint[],
        ${moved.map(({ dueOn }) => dueOn)}::date[], ${moved.map(({ dueTo }) => dueTo)}::date[])`.execute(tx)
    for (const authority of await tx.selectFrom('mailbox').select('authority_id').distinct().execute()) {
      await notify(tx, {
        key: `calendar-${version}/${authority.authority_id}`,
        kind: 'calendarPublished',
        to: { kind: 'staff', authorityId: authority.authority_id },
        facts: {
          requests: moved.filter((one) => one.authorityId === authority.authority_id).length,
          until: publication.coveredThrough,
          year: Number((what.kind === 'year' ? String(what.year) : what.day).slice(0, 4)),
        },
      })
    }
    await appendAudit(tx, {
      chain: authorityId,
      key: auditKey,
      actor: `account:${accountId}`,
      action: what.kind === 'year' ? 'calendar.published' : 'calendar.corrected',
      object: `calendar:${version}`,
      detail: {
        ...what,
        days: publication.changes,
        coveredFrom: publication.coveredFrom,
        coveredThrough: publication.coveredThrough,
        moved: moved.length,
      },
    })
    return { kind: 'published', version, moved: moved.length }
  })
}

/** Always in one order. */
export async function lockQueues(tx: Tx): Promise<void> {
  const authorities = await tx.selectFrom('mailbox').select('authority_id').distinct().orderBy('authority_id').execute()
  for (const { authority_id } of authorities) await lockQueue(tx, authority_id)
}

async function writeDays(tx: Tx, { days, coveredThrough }: Publication, version: number): Promise<void> {
  await sql`
    insert into holiday (day, kind, name, source, by_hand)
    select *, true from unnest(${days.map(({ day }) => day)}::date[], ${days.map(({ kind }) => kind)}::text[],
      ${days.map(({ holiday }) => holiday)}::text[], ${days.map(({ notice }) => notice)}::text[])
    on conflict (day) do update set kind = excluded.kind, name = excluded.name, source = excluded.source, by_hand = true`.execute(
    tx,
  )
  await tx.updateTable('calendar_cover').set({ covered_through: coveredThrough, version }).execute()
}
