/** 工作日历: the notices' days and how far they reach, for the rules in domain/calendar and the page of the calendar. */
import { sql } from 'kysely'
import type { Day } from '../../domain/brand.ts'
import type { DayChange, PublishedKind } from '../../domain/calendar/publication.ts'
import type { Calendar } from '../../domain/calendar/working-days.ts'
import type { ReadDb, Tx } from '../db.ts'

/** @throws Error when no calendar has been loaded: then no day can be said at all. */
export async function readCalendar(db: ReadDb | Tx): Promise<Calendar> {
  return (await readPublishedCalendar(db)).calendar
}

/** The calendar and the number of its last change, by which a publication knows whether another came first. */
export async function readPublishedCalendar(db: ReadDb | Tx): Promise<{ calendar: Calendar; version: number }> {
  const cover = await db.selectFrom('calendar_cover').select(['covered_through', 'version']).executeTakeFirst()
  if (cover === undefined) throw new Error('No calendar is loaded: loadTables has not run on this database.')
  const days = await db.selectFrom('holiday').select(['day', 'kind']).execute()
  const special = new Map<Day, 'rest' | 'work'>()
  for (const { day, kind } of days) if (kind !== 'plain') special.set(day as Day, kind)
  return { calendar: { special, coveredThrough: cover.covered_through as Day }, version: cover.version }
}

/** The number of the calendar's last change; null: none is loaded. */
export async function readCalendarVersion(db: ReadDb): Promise<number | null> {
  const cover = await db.selectFrom('calendar_cover').select('version').executeTakeFirst()
  return cover?.version ?? null
}

export interface NamedDay {
  readonly day: string
  readonly kind: PublishedKind
  readonly holiday: string
  readonly notice: string
}

/** The days of one year that differ, in their order. */
export async function readYear(db: ReadDb, year: number): Promise<NamedDay[]> {
  return db
    .selectFrom('holiday')
    .select(['day', 'kind', 'name as holiday', 'source as notice'])
    .where('day', '>=', `${year}-01-01`)
    .where('day', '<=', `${year}-12-31`)
    .where('kind', '!=', 'plain')
    .orderBy('day')
    .execute()
}

/** The first year that a notice is for; one also names free days of the December before. */
export async function readFirstYear(db: ReadDb): Promise<number> {
  const row = await db
    .selectFrom('holiday')
    .select((select) => select.fn.min('day').as('day'))
    .where(sql<boolean>`extract(month from day) < 12`)
    .executeTakeFirst()
  return Number((row?.day ?? '').slice(0, 4))
}

export interface CalendarChange {
  readonly version: number
  readonly kind: 'year' | 'day'
  readonly year: number | null
  readonly day: string | null
  readonly reason: string
  readonly changes: readonly DayChange[]
  readonly moved: number
  readonly by: string
  readonly at: string
}

const changesShown = 20

/** The last publications and corrections, the newest first. */
export async function readCalendarChanges(db: ReadDb | Tx): Promise<CalendarChange[]> {
  return db
    .selectFrom('calendar_change')
    .innerJoin('account', 'account.id', 'calendar_change.account_id')
    .select(['version', 'kind', 'year', 'day', 'reason', 'days as changes', 'moved', 'account.name as by', 'at'])
    .orderBy('version', 'desc')
    .limit(changesShown)
    .execute()
}
