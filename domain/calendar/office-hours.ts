/** 上班时间: 09:00 to 17:30 on working days. Ages of what waits are told in working hours; reminders go out in them. */
import type { Moment } from '../brand.ts'
import { addDays, dayOf, millisecondOfDay } from './day.ts'
import { endOfWorkMinute, estimatedCalendar, isWorkingDay, type Calendar } from './working-days.ts'

/** 09:00 in Shanghai. */
const startOfWorkMinute = 9 * 60
const msPerMinute = 60_000

/** Minutes of work between two moments; beyond the notices Monday to Friday count. 0 when `to` is not later. */
export function officeMinutesBetween(from: Moment, to: Moment, calendar: Calendar): number {
  if (Date.parse(to) <= Date.parse(from)) return 0
  const estimated = estimatedCalendar(calendar)
  const [first, last] = [dayOf(from), dayOf(to)]
  let minutes = 0
  for (let day = first; day <= last; day = addDays(day, 1)) {
    if (isWorkingDay(day, estimated) !== true) continue
    const begins = day === first ? minuteAtWork(from) : startOfWorkMinute
    const ends = day === last ? minuteAtWork(to) : endOfWorkMinute
    minutes += ends - begins
  }
  return minutes
}

/** Minutes since midnight, not before work begins and not after it ends. */
function minuteAtWork(moment: Moment): number {
  const minute = Math.floor(millisecondOfDay(moment) / msPerMinute)
  return Math.min(endOfWorkMinute, Math.max(startOfWorkMinute, minute))
}

/**
 * Whether somebody is at work, for reminders: within the notices on working days (调休 in); beyond them from Monday to
 * Friday, which is an estimate.
 */
export function officeAt(now: Moment, calendar: Calendar): { readonly working: boolean; readonly estimated: boolean } {
  const minute = Math.floor(millisecondOfDay(now) / msPerMinute)
  const day = dayOf(now)
  const inHours = minute >= startOfWorkMinute && minute < endOfWorkMinute
  return {
    working: inHours && isWorkingDay(day, estimatedCalendar(calendar)) === true,
    estimated: day > calendar.coveredThrough,
  }
}
