/** 工作日历: the notices' days and how far they reach, for the rules in domain/calendar. */
import type { Day } from '../../domain/brand.ts'
import type { Calendar } from '../../domain/calendar/working-days.ts'
import type { ReadDb, Tx } from '../db.ts'

/** @throws Error when no calendar has been loaded: then no day can be said at all. */
export async function readCalendar(db: ReadDb | Tx): Promise<Calendar> {
  const cover = await db.selectFrom('calendar_cover').select('covered_through').executeTakeFirst()
  if (cover === undefined) throw new Error('No calendar is loaded: loadTables has not run on this database.')
  const days = await db.selectFrom('holiday').select(['day', 'kind']).execute()
  return {
    special: new Map(days.map(({ day, kind }) => [day as Day, kind])),
    coveredThrough: cover.covered_through as Day,
  }
}
