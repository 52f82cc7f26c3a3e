/** 平均等待: how many working days decided requests have waited, and how many were decided on each day. */
import type { Day } from '../brand.ts'
import { addDays, momentAt } from '../calendar/day.ts'
import { workingDaysBetween, type Calendar } from '../calendar/working-days.ts'

/** Requests that came on one day and were decided on another. */
export interface DecidedGroup {
  readonly receivedOn: Day
  readonly decidedOn: Day
  readonly requests: number
}

/** Working days from receipt to decision on the average, to one decimal; null when nothing was decided. */
export function averageWait(groups: readonly DecidedGroup[], calendar: Calendar): number | null {
  let requests = 0
  let days = 0
  for (const group of groups) {
    const waited = workingDaysBetween(momentAt(group.receivedOn, 0), momentAt(group.decidedOn, 0), calendar)
    if (waited === 'beyondCalendar') continue
    requests += group.requests
    days += waited * group.requests
  }
  return requests === 0 ? null : Math.round((days / requests) * 10) / 10
}

/** Requests decided on each of the seven days from `monday` on. */
export function decidedByDay(groups: readonly DecidedGroup[], monday: Day): readonly { day: Day; requests: number }[] {
  return Array.from({ length: 7 }, (_, at) => {
    const day = addDays(monday, at)
    return { day, requests: groups.reduce((sum, one) => sum + (one.decidedOn === day ? one.requests : 0), 0) }
  })
}
