/**
 * 工作日: Monday to Friday, without statutory holidays, with make-up days (调休上班), as the State Council's notices say.
 * Beyond the covered year nothing is promised: every answer that would need such a day says `beyondCalendar`.
 */
import type { Day, Moment } from '../brand.ts'
import { addDays, dayOf, daysBetween, isWeekend, millisecondOfDay, momentAt } from './day.ts'

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
  let count = weekdaysBetween(from, to)
  // Only the days that differ are looked at one by one: a list shows fifty requests, each of which may be months late.
  for (const [day, kind] of calendar.special) {
    if (day <= from || day > to) continue
    if (kind === 'work' && isWeekend(day)) count += 1
    if (kind === 'rest' && !isWeekend(day)) count -= 1
  }
  return count
}

/** Mondays to Fridays after `from`, up to and including `to`, which is not earlier. */
function weekdaysBetween(from: Day, to: Day): number {
  const days = daysBetween(from, to)
  const weeks = Math.floor(days / 7)
  let count = weeks * 5
  for (let left = days - weeks * 7; left > 0; left -= 1) if (!isWeekend(addDays(to, 1 - left))) count += 1
  return count
}

export const unbanDeadlineDays = 5
/** 17:30 in Shanghai, the end of a working day. */
export const endOfWorkMinute = 17 * 60 + 30

export type Deadline =
  | { readonly kind: 'day'; readonly dueOn: Day; readonly dueAt: Moment }
  | { readonly kind: 'beyondCalendar'; readonly coveredThrough: Day }
  /** A pause that has not ended: no day can be said while it lasts. */
  | { readonly kind: 'paused'; readonly since: Moment }

/** 期限账: when a deadline began, how many working days it has, and when its clock stood still. */
export interface DeadlineLedger {
  readonly startedAt: Moment
  readonly workingDays: number
  /** In their order, not overlapping; only the last may still last (null). */
  readonly pauses: readonly { readonly from: Moment; readonly until: Moment | null }[]
}

/**
 * 到期日 of a ledger. Day 0 is the working day on which it began; what begins after 17:30 or on a free day begins on the
 * next one. A working day counts when the clock runs at its end, 17:30; the deadline is the end of the last one counted.
 */
export function deadlineOf({ startedAt, workingDays, pauses }: DeadlineLedger, calendar: Calendar): Deadline {
  const beyond = { kind: 'beyondCalendar', coveredThrough: calendar.coveredThrough } as const
  const began = dayOf(startedAt)
  const afterWork = millisecondOfDay(startedAt) > endOfWorkMinute * 60_000
  let at = workingDayFrom(afterWork ? addDays(began, 1) : began, calendar)
  for (let left = workingDays; left > 0 && at !== 'beyondCalendar';) {
    at = addWorkingDays(at, 1, calendar)
    if (at === 'beyondCalendar') break
    const end = momentAt(at, endOfWorkMinute)
    const pause = pauses.find(({ from, until }) => from <= end && (until === null || end < until))
    if (pause === undefined) left--
    else if (pause.until === null) return { kind: 'paused', since: pause.from }
  }
  return at === 'beyondCalendar' ? beyond : { kind: 'day', dueOn: at, dueAt: momentAt(at, endOfWorkMinute) }
}

/**
 * 解禁期限: five working days from the last submission (spec 10-unban, The queue). Its clock never stands still: a return
 * ends the request, and putting it aside does not stop the time.
 * @param receivedAt the place of the mail: the server's receipt time.
 */
export function unbanDeadline(receivedAt: Moment, calendar: Calendar): Exclude<Deadline, { readonly kind: 'paused' }> {
  const deadline = deadlineOf({ startedAt: receivedAt, workingDays: unbanDeadlineDays, pauses: [] }, calendar)
  if (deadline.kind === 'paused') throw new Error('A deadline without pauses is never paused.')
  return deadline
}

/**
 * 预计用日历: as if every day beyond the notices were Monday to Friday at work and the weekend free. Only for our own
 * reminders, marked 预计; nobody outside is told a day by it.
 */
export const estimatedCalendar = ({ special }: Calendar): Calendar => ({ special, coveredThrough: '9999-12-31' as Day })

/**
 * 还剩 n 个工作日: working days after the day of `now`, up to and including the day of `dueAt`. 0: today; negative: that
 * many working days ago.
 */
export function workingDaysBetween(now: Moment, dueAt: Moment, calendar: Calendar): number | 'beyondCalendar' {
  return countWorkingDays(dayOf(now), dayOf(dueAt), calendar)
}
