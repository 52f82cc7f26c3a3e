/**
 * 公布日历: what a year's arrangement, or the correction of one day, changes: which days, how far the calendar reaches, and
 * which deadlines move. Pure, so that the preview and the publication cannot say different things.
 */
import type { Day, Moment, Words } from '../brand.ts'
import type { HolidayRow } from './notice-rows.ts'
import { unbanDeadline, type Calendar } from './working-days.ts'

/** plain: an ordinary day, of Monday to Friday or of the weekend. */
export type PublishedKind = 'rest' | 'work' | 'plain'
export interface PublishedDay {
  readonly day: Day
  readonly kind: PublishedKind
  readonly holiday: string
  readonly notice: string
}
export interface DayChange {
  readonly day: Day
  readonly from: PublishedKind
  readonly to: PublishedKind
}

export interface Publication {
  readonly days: readonly PublishedDay[]
  /** Days that are another kind than before. */
  readonly changes: readonly DayChange[]
  readonly coveredFrom: Day
  readonly coveredThrough: Day
  readonly calendar: Calendar
}
export type Planned =
  { readonly ok: true; readonly publication: Publication } | { readonly ok: false; readonly errors: readonly Words[] }

/** Only the year after the covered one: a gap would promise days that nobody knows. */
export function planYear(year: number, rows: readonly HolidayRow[], calendar: Calendar): Planned {
  const next = Number(calendar.coveredThrough.slice(0, 4)) + 1
  if (year < next) return { ok: false, errors: [alreadyCovered(year, calendar.coveredThrough)] }
  if (year > next) return { ok: false, errors: [gap(next)] }
  // A day of the last December that is published otherwise already needs a correction, with its reason.
  const contrary = rows.filter(({ day, kind }) => day <= calendar.coveredThrough && (calendar.special.get(day) ?? kind) !== kind) // prettier-ignore
  if (contrary.length > 0) return { ok: false, errors: contrary.map(({ day }) => otherwise(day)) }
  return { ok: true, publication: publish(rows, `${year}-12-31` as Day, calendar) }
}

/** One day within the cover; beyond it there is nothing yet to correct. */
export function planCorrection(day: PublishedDay, calendar: Calendar): Planned {
  if (day.day > calendar.coveredThrough) return { ok: false, errors: [notCovered(calendar.coveredThrough)] }
  if (kindOf(day.day, calendar) === day.kind) return { ok: false, errors: [sameAlready(day.day)] }
  return { ok: true, publication: publish([day], calendar.coveredThrough, calendar) }
}

function publish(days: readonly PublishedDay[], coveredThrough: Day, calendar: Calendar): Publication {
  const special = new Map(calendar.special)
  for (const { day, kind } of days) {
    if (kind === 'plain') special.delete(day)
    else special.set(day, kind)
  }
  const changes = days.map(({ day, kind }) => ({ day, from: kindOf(day, calendar), to: kind })).filter(({ from, to }) => from !== to) // prettier-ignore
  return { days, changes, coveredFrom: calendar.coveredThrough, coveredThrough, calendar: { special, coveredThrough } }
}

const kindOf = (day: Day, calendar: Calendar): PublishedKind => calendar.special.get(day) ?? 'plain'

export interface OpenDeadline {
  readonly requestId: number
  readonly caseNo: string
  readonly enterpriseId: number
  readonly receivedAt: Moment
  readonly dueOn: Day | null
}
export interface MovedDeadline extends OpenDeadline {
  /** null: no day is promised any more. */
  readonly dueTo: Day | null
  readonly dueAt: Moment | null
}

/** Open deadlines that fall on another day by the new calendar, in the order of the queue as they were given. */
export function movedDeadlines(open: readonly OpenDeadline[], calendar: Calendar): MovedDeadline[] {
  return open.flatMap((one) => {
    const deadline = unbanDeadline(one.receivedAt, calendar)
    const [dueTo, dueAt] = deadline.kind === 'day' ? [deadline.dueOn, deadline.dueAt] : [null, null]
    return dueTo === one.dueOn ? [] : [{ ...one, dueTo, dueAt }]
  })
}

const alreadyCovered = (year: number, through: Day): Words => ({
  zh: `${year} 年已公布（日历覆盖到 ${through}）。个别日期有误的，请用“更正一天”。`,
  en: `${year} is published already (covered through ${through}). Please correct single days instead.`,
})
const gap = (next: number): Words => ({
  zh: `请先公布 ${next} 年：日历中间不能空一年。`,
  en: `Please publish ${next} first: the calendar must not leave out a year.`,
})
const otherwise = (day: Day): Words => ({
  zh: `${day} 已按另一种安排公布，请先用“更正一天”并说明原因。`,
  en: `${day} is published otherwise. Please correct that day first, with the reason.`,
})
const notCovered = (through: Day): Words => ({
  zh: `日历只覆盖到 ${through}，之后的日期请随该年的安排一并公布。`,
  en: `The calendar reaches ${through} only; later days are published with their year.`,
})
const sameAlready = (day: Day): Words => ({
  zh: `${day} 现在就是这样安排的，没有需要更正的。`,
  en: `${day} is arranged like this already; there is nothing to correct.`,
})
