/**
 * 工作日: Monday to Friday, without statutory holidays, with make-up days (调休上班), as the State Council's notices say.
 * Beyond the covered year nothing is promised: every answer that would need such a day says `beyondCalendar`.
 */
import type { Day, Moment } from '../brand.ts'
import { addDays, dayOf, isWeekend, millisecondOfDay, momentAt } from './day.ts'

export { dayOf } from './day.ts'

export interface Calendar {
  /** Days that differ from Monday-to-Friday. */
  readonly special: ReadonlyMap<Day, 'rest' | 'work'>
  /** The last day that the notices cover. */
  readonly coveredThrough: Day
}

type IsWorkingDay = boolean | 'beyondCalendar'

export function isWorkingDay(day: Day, calendar: Calendar): IsWorkingDay {
  if (day > calendar.coveredThrough) return 'beyondCalendar'
  const special = calendar.special.get(day)
  return special === undefined ? !isWeekend(day) : special === 'work'
}

/** The day itself when it is a working day, else the next one. */
function workingDayFrom(day: Day, calendar: Calendar): Day | 'beyondCalendar' {
  // Ends: at the latest one day beyond the cover.
  for (let at = day; ; at = addDays(at, 1)) {
    const working = isWorkingDay(at, calendar)
    if (working === 'beyondCalendar') return working
    if (working) return at
  }
}

/** The `count`-th working day after `day`, which itself is not counted; `count` is not negative. */
export function addWorkingDays(day: Day, count: number, calendar: Calendar): Day | 'beyondCalendar' {
  let at = day
  for (let left = count; left > 0; left--) {
    const next = workingDayFrom(addDays(at, 1), calendar)
    if (next === 'beyondCalendar') return next
    at = next
  }
  return at
}

/** Working days after `from`, up to and including `to`; negative when `to` is earlier. */
function countWorkingDays(from: Day, to: Day, calendar: Calendar): number | 'beyondCalendar' {
  if (to < from) {
    const back = countWorkingDays(to, from, calendar)
    return back === 'beyondCalendar' ? back : -back
  }
  if (to > calendar.coveredThrough) return 'beyondCalendar'
  let count = 0
  for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) if (isWorkingDay(at, calendar) === true) count++
  return count
}

export const unbanDeadlineDays = 5
/** 17:30 in Shanghai, the end of a working day. */
export const endOfWorkMinute = 17 * 60 + 30

type UnbanDeadline =
  | { readonly kind: 'day'; readonly dueOn: Day; readonly dueAt: Moment }
  | { readonly kind: 'beyondCalendar'; readonly coveredThrough: Day }

/**
 * 解禁期限: five working days from the last submission (spec 10-unban, The queue). Day 0 is the working day of arrival;
 * what comes after 17:30 or on a free day arrives on the next one.
 * @param receivedAt the place of the mail: the server's receipt time.
 */
export function unbanDeadline(receivedAt: Moment, calendar: Calendar): UnbanDeadline {
  const beyond = { kind: 'beyondCalendar', coveredThrough: calendar.coveredThrough } as const
  const arrival = dayOf(receivedAt)
  const afterWork = millisecondOfDay(receivedAt) > endOfWorkMinute * 60_000
  const dayZero = workingDayFrom(afterWork ? addDays(arrival, 1) : arrival, calendar)
  if (dayZero === 'beyondCalendar') return beyond
  const dueOn = addWorkingDays(dayZero, unbanDeadlineDays, calendar)
  return dueOn === 'beyondCalendar' ? beyond : { kind: 'day', dueOn, dueAt: momentAt(dueOn, endOfWorkMinute) }
}

/**
 * 还剩 n 个工作日: working days after the day of `now`, up to and including the day of `dueAt`. 0: today; negative: that
 * many working days ago.
 */
export function workingDaysBetween(now: Moment, dueAt: Moment, calendar: Calendar): number | 'beyondCalendar' {
  return countWorkingDays(dayOf(now), dayOf(dueAt), calendar)
}
