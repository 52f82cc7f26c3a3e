/**
 * 异常安静 — hours in which mail is expected and none comes. Only for watching the mailbox; beyond the covered calendar
 * Monday to Friday are taken for working days, for nothing is promised by it.
 */
import type { Day, Moment } from '../brand.ts'
import { addDays, dayOf, millisecondOfDay } from '../calendar/day.ts'
import { estimatedCalendar, isWorkingDay, type Calendar } from '../calendar/working-days.ts'

const hourMs = 3_600_000

const works = (day: Day, calendar: Calendar): boolean => isWorkingDay(day, estimatedCalendar(calendar)) === true

/** Working days that are looked back upon, and the hours in which nothing coming is remarkable. */
const daysBack = 14
const quietHours = 3
/** Whole hours of a working day. */
const hours = [9, 10, 11, 12, 13, 14, 15, 16] as const
/** Up to so many mails in three hours, three hours without any are chance. */
const usualAtLeast = 5

/**
 * Whether nobody has written for three working hours though usually more than five people do: a broken rule of the
 * provider looks like a quiet day.
 * @param humanMails mails written by people, by hour of receipt in Shanghai (`2026-11-20T09`).
 */
export function isOddlyQuiet(humanMails: ReadonlyMap<string, number>, now: Moment, calendar: Calendar): boolean {
  const days = wholeHours(now, calendar).map((slots) => slots.map((slot) => humanMails.get(slot) ?? 0))
  const last = days.flat().slice(-quietHours)
  if (last.length < quietHours || last.some((count) => count > 0)) return false
  // The silence itself is no part of what is usual.
  const before = days.map((counts, index) => (index === days.length - 1 ? counts.slice(0, -quietHours) : counts))
  const windows = before.flatMap((counts) => counts.map((_count, at) => counts.slice(at, at + quietHours)).filter(({ length }) => length === quietHours)) // prettier-ignore
  return median(windows.map((counts) => counts.reduce((sum, count) => sum + count, 0))) > usualAtLeast
}

/** The hours of the last working days that are over, a list a day. */
function wholeHours(now: Moment, calendar: Calendar): string[][] {
  const today = dayOf(now)
  const days = Array.from({ length: daysBack + 1 }, (_, back) => addDays(today, back - daysBack)).filter((day) => works(day, calendar)) // prettier-ignore
  return days
    .map((day) =>
      hours
        .filter((hour) => day < today || (hour + 1) * hourMs <= millisecondOfDay(now))
        .map((hour) => `${day}T${String(hour).padStart(2, '0')}`),
    ) // prettier-ignore
    .filter((slots) => slots.length > 0)
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  if (sorted.length % 2 === 1) return sorted[middle] ?? 0
  return ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
