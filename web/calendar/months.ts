/** 一年十二个月: the cells of the year's grid; 休 and 班 are marked by word and shape. */
import type { NamedDay } from '../../db/read/calendar.ts'
import type { Day, Moment } from '../../domain/brand.ts'
import { addDays, dayOf, isWeekend } from '../../domain/calendar/day.ts'
import type { Language } from '../words.ts'

export interface CellView {
  /** Empty before the first and after the last day. */
  readonly date: string
  readonly mark: string
  /** For the style: rest, work, weekend, plain. */
  readonly look: string
  readonly today: boolean
  /** Says the mark and the holiday aloud. */
  readonly label: string
}
export interface MonthView {
  readonly name: string
  readonly weekdays: readonly string[]
  readonly weeks: readonly { readonly cells: readonly CellView[] }[]
}

const weekdays: Record<Language, readonly string[]> = {
  zh: ['一', '二', '三', '四', '五', '六', '日'],
  en: ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'],
}
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] // prettier-ignore
const marks = {
  rest: { zh: '休', en: 'free' },
  work: { zh: '班', en: 'work' },
} as const
const empty: CellView = { date: '', mark: '', look: 'none', today: false, label: '' }

export function monthsOf(year: number, days: readonly NamedDay[], now: Moment, language: Language): MonthView[] {
  const named = new Map(days.map((day) => [day.day, day]))
  const today = dayOf(now)
  return months.map((english, index) => {
    const first = `${year}-${String(index + 1).padStart(2, '0')}-01` as Day
    const cells: CellView[] = Array.from({ length: (new Date(Date.parse(first)).getUTCDay() + 6) % 7 }, () => empty)
    for (let day = first; day.slice(0, 7) === first.slice(0, 7); day = addDays(day, 1)) {
      cells.push(cellOf(day, named.get(day), day === today, language))
    }
    while (cells.length % 7 !== 0) cells.push(empty)
    return {
      name: language === 'zh' ? `${index + 1} 月` : english,
      weekdays: weekdays[language],
      weeks: Array.from({ length: cells.length / 7 }, (_, week) => ({ cells: cells.slice(week * 7, week * 7 + 7) })),
    }
  })
}

function cellOf(day: Day, named: NamedDay | undefined, today: boolean, language: Language): CellView {
  const date = String(Number(day.slice(8)))
  if (named === undefined || named.kind === 'plain') {
    return { date, mark: '', look: isWeekend(day) ? 'weekend' : 'plain', today, label: '' }
  }
  const mark = marks[named.kind][language]
  return { date, mark, look: named.kind, today, label: `${mark} ${named.holiday}` }
}
