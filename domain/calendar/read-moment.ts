/** 时刻: what a person writes, `2026-11-18 09:02` or `2026-11-18 09:02:11`, by the clock of Shanghai. */
import type { Moment } from '../brand.ts'
import { isCalendarDay, momentAt } from './day.ts'

/** Lenient in spaces, full-width signs and slashes. null: no such moment. */
export function readMoment(text: string): Moment | null {
  const found = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(
    text.normalize('NFKC').trim(),
  )
  if (found === null) return null
  const [, year = '', month = '', dayOfMonth = '', hour = '', minute = '', second = '0'] = found
  const day = `${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`
  if (!isCalendarDay(day) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null
  const midnight = Date.parse(momentAt(day, 0))
  return new Date(midnight + (Number(hour) * 3_600 + Number(minute) * 60 + Number(second)) * 1_000).toISOString()
}
