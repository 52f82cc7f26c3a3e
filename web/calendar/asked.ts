/** What a chief asks of the calendar: read from the form, with every error at its field or line. */
import type { Day, Words } from '../../domain/brand.ts'
import { readNoticeRows } from '../../domain/calendar/notice-rows.ts'
import { planCorrection, planYear, type Planned } from '../../domain/calendar/publication.ts'
import type { Calendar } from '../../domain/calendar/working-days.ts'
import { calendarDayForm, calendarYearForm } from '../../domain/forms/calendar-forms.ts'
import { check } from '../../domain/forms/check.ts'
import { z } from 'zod'

const text = z.string().max(30_000).optional().default('')
export const calendarBody = z.strictObject({
  what: z.enum(['year', 'day']),
  year: z.union([z.string(), z.number()]).optional().default('').transform(String),
  rows: text,
  day: text,
  kind: text,
  holiday: text,
  notice: text,
  reason: text,
})
export type CalendarTyped = z.output<typeof calendarBody>

export interface AskedError {
  /** Name of the field. */
  readonly field: string
  /** Of the pasted rows. */
  readonly line: number | null
  readonly message: Words
}
export type Asked =
  | { readonly ok: false; readonly errors: readonly AskedError[] }
  | {
      readonly ok: true
      readonly what:
        { readonly kind: 'year'; readonly year: number } | { readonly kind: 'day'; readonly day: Day; readonly reason: string } // prettier-ignore
      readonly plan: (calendar: Calendar) => Planned
    }

const readers: Readonly<Record<CalendarTyped['what'], (typed: CalendarTyped, today: Day) => Asked>> = {
  year(typed) {
    const checked = check(calendarYearForm, typed)
    if (!checked.ok) return refuse(checked.errors)
    const { year } = checked.values
    const read = readNoticeRows(checked.values.rows, year)
    if (!read.ok) return { ok: false, errors: read.errors.map((error) => ({ field: 'rows', ...error })) }
    return { ok: true, what: { kind: 'year', year }, plan: (calendar) => planYear(year, read.rows, calendar) }
  },
  day(typed, today) {
    const checked = check(calendarDayForm, typed, today)
    if (!checked.ok) return refuse(checked.errors)
    const { day, reason, ...how } = checked.values
    return { ok: true, what: { kind: 'day', day, reason }, plan: (calendar) => planCorrection({ day, ...how }, calendar) } // prettier-ignore
  },
}

export const readAsked = (typed: CalendarTyped, today: Day): Asked => readers[typed.what](typed, today)

const refuse = (errors: readonly { readonly path: string; readonly message: Words }[]): Asked => ({
  ok: false,
  errors: errors.map(({ path, message }) => ({ field: path, line: null, message })),
})
