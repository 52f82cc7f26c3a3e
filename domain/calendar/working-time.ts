/**
 * 工作时间: time that passes on working days; a day off takes none of it. Beyond the days that the notices cover, Monday
 * to Friday is assumed (预计): these are times for staff, never promises to outsiders.
 */
import type { Day, Moment } from '../brand.ts'
import { addDays, dayOf, momentAt } from './day.ts'
import { estimatedCalendar, isWorkingDay, type Calendar } from './working-days.ts'

const minutesOfDay = 24 * 60

const works = (day: Day, calendar: Calendar): boolean => isWorkingDay(day, estimatedCalendar(calendar)) === true

const endOf = (day: Day): number => Date.parse(momentAt(day, minutesOfDay))

/** Milliseconds between two moments that lie on working days; 0 when `to` is not later. */
export function workingTimeBetween(from: Moment, to: Moment, calendar: Calendar): number {
  const end = Date.parse(to)
  let total = 0
  let at = Date.parse(from)
  for (let day = dayOf(from); at < end; day = addDays(day, 1)) {
    const until = Math.min(end, endOf(day))
    if (works(day, calendar)) total += until - at
    at = until
  }
  return total
}

/** The moment at which so many milliseconds of working time have passed. */
export function afterWorkingTime(from: Moment, milliseconds: number, calendar: Calendar): Moment {
  let left = milliseconds
  let at = Date.parse(from)
  for (let day = dayOf(from); ; day = addDays(day, 1)) {
    if (works(day, calendar)) {
      if (at + left <= endOf(day)) return new Date(at + left).toISOString()
      left -= endOf(day) - at
    }
    at = endOf(day)
  }
}
