/**
 * The working-day calendar for pages: its version is asked for every time, its days are read again when that has changed
 * or some seconds have passed (a newer file of days comes without a version, with a new start of the program).
 */
import type { ReadDb } from '../../db/db.ts'
import { readCalendarVersion, readPublishedCalendar } from '../../db/read/calendar.ts'
import type { Calendar } from '../../domain/calendar/working-days.ts'
import { sharedReading } from '../shared-reading.ts'

const keptMs = 10_000

/** The returned function takes the snapshot of the visit, where there is one. */
export function calendarReader(db: ReadDb): (snapshot?: string | null) => Promise<Calendar> {
  let kept: { readonly calendar: Calendar; readonly version: number; readonly until: number } | null = null
  const oneVersion = sharedReading<number | null>()
  return async (snapshot = null) => {
    if (
      kept !== null &&
      kept.until > Date.now() &&
      kept.version === (await oneVersion('', snapshot, () => readCalendarVersion(db)))
    )
      return kept.calendar
    const { calendar, version } = await readPublishedCalendar(db)
    kept = { calendar, version, until: Date.now() + keptMs }
    return calendar
  }
}
