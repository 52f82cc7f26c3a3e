/**
 * 日期: calendar days and times of day in Asia/Shanghai, from moments that are given.
 * Shanghai is UTC+8 without summer time since 1991, so no time-zone data is needed and none can go stale.
 */
import type { Day, Moment } from '../brand.ts'

const shanghaiOffsetMinutes = 8 * 60
const msPerMinute = 60_000
const msPerDay = 86_400_000

/** The day in Shanghai, `2026-11-20`. @throws RangeError when the moment is not an ISO string. */
export function dayOf(moment: Moment): Day {
  return shanghai(moment).slice(0, 10) as Day
}

/** The time of day in Shanghai, `14:05:00`. @throws RangeError when the moment is not an ISO string. */
export function timeOf(moment: Moment): string {
  return shanghai(moment).slice(11, 19)
}

/** Both, `2026-11-20 14:05:00`. @throws RangeError when the moment is not an ISO string. */
export function dayAndTimeOf(moment: Moment): string {
  return shanghai(moment).slice(0, 19).replace('T', ' ')
}

/** Milliseconds since midnight in Shanghai. */
export function millisecondOfDay(moment: Moment): number {
  const local = Date.parse(moment) + shanghaiOffsetMinutes * msPerMinute
  return ((local % msPerDay) + msPerDay) % msPerDay
}

/** The moment at which a Shanghai clock shows so many minutes after midnight of that day. */
export function momentAt(day: Day, minuteOfDay: number): Moment {
  return new Date(Date.parse(day) + (minuteOfDay - shanghaiOffsetMinutes) * msPerMinute).toISOString()
}

function shanghai(moment: Moment): string {
  return new Date(Date.parse(moment) + shanghaiOffsetMinutes * msPerMinute).toISOString()
}

/** Whether a text is a day that exists, written `2026-11-20`. */
export function isCalendarDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(text)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** So many days later; earlier when negative. */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * msPerDay).toISOString().slice(0, 10) as Day
}

/** Days from one to the other; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / msPerDay)
}

/** Saturday or Sunday. */
export function isWeekend(day: Day): boolean {
  const weekday = new Date(Date.parse(day)).getUTCDay()
  return weekday === 0 || weekday === 6
}

/** The month of a day, `2026-11`, or so many months later; earlier when negative. */
export function monthOf(day: Day, monthsLater = 0): string {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + monthsLater
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`
}
