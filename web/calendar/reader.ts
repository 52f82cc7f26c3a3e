/** The working-day calendar, read again now and then: it changes once a year. */
import type { ReadDb } from '../../db/db.ts'
import { readCalendar } from '../../db/read/calendar.ts'
import type { Calendar } from '../../domain/calendar/working-days.ts'

const keptMs = 10_000

export function calendarReader(db: ReadDb): () => Promise<Calendar> {
  let kept: { readonly calendar: Calendar; readonly until: number } | null = null
  return async () => {
    if (kept !== null && kept.until > Date.now()) return kept.calendar
    const calendar = await readCalendar(db)
    kept = { calendar, until: Date.now() + keptMs }
    return calendar
  }
}
