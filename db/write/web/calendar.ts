/** 公布日历: written by the page itself, in one transaction that wakes the cases by wishes (docs/decisions/calendar.md). */
export { publishCalendar, type Published } from '../calendar.ts'
