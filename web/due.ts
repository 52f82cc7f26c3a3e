/** 到期: how near a deadline is, by the working-day calendar; ok, near (by the next working day) or over. */
import type { Day, Moment } from '../domain/brand.ts'
import { addDays, dayOf, momentAt } from '../domain/calendar/day.ts'
import { addWorkingDays, workingDaysBetween, type Calendar } from '../domain/calendar/working-days.ts'
import { dueText } from './format.ts'
import { tag, type Tag } from './terms.ts'
import type { Language } from './words.ts'

/** Working days left from which a deadline counts as near (临期). */
const nearDays = 1

export interface Due {
  readonly on: string | null
  readonly at: Moment | null
  /** null: beyond the published calendar, so nothing was promised. */
  readonly workingDaysLeft: number | null
  readonly state: 'none' | 'ok' | 'near' | 'over'
}

interface Promised {
  readonly dueOn: string | null
  readonly dueAt: Moment | null
}

export function dueOf(request: Promised, now: Moment, calendar: Calendar): Due {
  if (request.dueAt === null) return { on: request.dueOn, at: null, workingDaysLeft: null, state: 'none' }
  const left = workingDaysBetween(now, request.dueAt, calendar)
  const over = request.dueAt < now
  return {
    on: request.dueOn,
    at: request.dueAt,
    workingDaysLeft: left === 'beyondCalendar' ? null : left,
    state: over ? 'over' : left !== 'beyondCalendar' && left <= nearDays ? 'near' : 'ok',
  }
}

/** Tells deadlines as of one moment. */
export type TellDue = (request: Promised) => Due

/** As dueOf, for a list: its requests share a few deadlines, and the days to each are counted once. */
export function duesOf(now: Moment, calendar: Calendar): TellDue {
  const known = new Map<string, Due>()
  return (request) => {
    const key = `${request.dueOn} ${request.dueAt}`
    const due = known.get(key) ?? dueOf(request, now, calendar)
    known.set(key, due)
    return due
  }
}

/** The day up to which deadlines count as near. */
export function nearThrough(now: Moment, calendar: Calendar): Day {
  const next = addWorkingDays(dayOf(now), nearDays, calendar)
  return next === 'beyondCalendar' ? dayOf(now) : next
}

/** Monday 00:00 in Shanghai of the week of `now`. */
export function weekStart(now: Moment): Moment {
  const today = dayOf(now)
  const weekday = (new Date(Date.parse(today)).getUTCDay() + 6) % 7
  return momentAt(addDays(today, -weekday), 0)
}

export interface DueView {
  /** `2026-11-27`, or empty when nothing was promised. */
  readonly day: string
  readonly left: string
  readonly tag: Tag | null
}

/** Once it is decided nobody waits any more. */
export const noDue: DueView = { day: '', left: '', tag: null }

export function presentDue(due: Due, language: Language): DueView {
  const left =
    due.state === 'over' && due.workingDaysLeft === 0 ? overToday[language] : dueText(due.workingDaysLeft, language)
  return {
    day: due.on ?? '',
    left,
    tag:
      due.state === 'over'
        ? tag('bad', language === 'zh' ? '超期' : 'Overdue')
        : due.state === 'near'
          ? tag('warn', language === 'zh' ? '临期' : 'Due soon')
          : null,
  }
}
const overToday: Record<Language, string> = { zh: '今天已到期', en: 'was due today' }
