/**
 * 放假安排: the rows of a State Council notice as a chief pastes or uploads them, one a day that differs from
 * Monday-to-Friday: `date,kind,holiday,notice` as in db/data/holidays.csv. Lenient when reading (a heading, blank lines,
 * tabs, 休 and 班, 2027/1/1), strict in what is taken: every error is named with its line, and all of them at once.
 */
import type { Day, Words } from '../brand.ts'
import { addDays, isCalendarDay, isWeekend } from './day.ts'

export type DayKind = 'rest' | 'work'
export interface HolidayRow {
  readonly day: Day
  readonly kind: DayKind
  readonly holiday: string
  /** Address of the notice, or its number. */
  readonly notice: string
}
export interface RowError {
  /** 1 is the first line that was pasted; null: the rows as a whole. */
  readonly line: number | null
  readonly message: Words
}
export type NoticeRows =
  | { readonly ok: true; readonly rows: readonly HolidayRow[] }
  | { readonly ok: false; readonly errors: readonly RowError[] }

/** A year differs in some thirty-five days. */
const noticeRowsMax = 120
export const noticeTextMax = 20_000
const nameMax = 40
const sourceMax = 300
/** A notice for a year also names free days of the last December, as that for 2023 did (2022-12-31). */
const daysBeforeYear = 12

const kinds: Readonly<Record<string, DayKind>> = {
  rest: 'rest', 休: 'rest', 休息: 'rest', 放假: 'rest', work: 'work', 班: 'work', 上班: 'work', 调休上班: 'work',
} // prettier-ignore

/** Each by the word that its notice uses; two that fall together stand in one cell. */
const holidaysOfYear = ['元旦', '春节', '清明', '劳动', '端午', '中秋', '国庆'] as const

export function readNoticeRows(text: string, year: number): NoticeRows {
  const errors: RowError[] = []
  const rows: HolidayRow[] = []
  const seen = new Map<Day, number>()
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n?|\n/)
    .entries()) {
    const line = index + 1
    const cells = raw.split(raw.includes('\t') ? '\t' : /[,，]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
    if (cells.every((cell) => cell === '') || /^(date|日期)$/i.test(cells[0] ?? '')) continue
    if (rows.length >= noticeRowsMax) return refuse([...errors, tooMany(line)])
    const read = readRow(cells, year)
    if (!read.ok) {
      errors.push(...read.messages.map((message) => ({ line, message })))
      continue
    }
    const before = seen.get(read.row.day)
    if (before !== undefined) errors.push({ line, message: twice(read.row.day, before) })
    else rows.push(read.row)
    seen.set(read.row.day, before ?? line)
  }
  if (errors.length > 0) return refuse(errors)
  const missing = holidaysOfYear.filter((name) => !rows.some(({ holiday, kind }) => kind === 'rest' && holiday.includes(name))) // prettier-ignore
  if (rows.length === 0) return refuse([{ line: null, message: nothing }])
  if (missing.length > 0) return refuse([{ line: null, message: lacks(missing) }])
  return { ok: true, rows: rows.sort((a, b) => (a.day < b.day ? -1 : 1)) }
}

type ReadRow =
  { readonly ok: true; readonly row: HolidayRow } | { readonly ok: false; readonly messages: readonly Words[] }

function readRow(cells: readonly string[], year: number): ReadRow {
  if (cells.length !== 4) return { ok: false, messages: [width(cells.length)] }
  const [dateText = '', kindText = '', holiday = '', notice = ''] = cells
  const messages: Words[] = []
  const day = readDay(dateText)
  if (day === null) messages.push(notADay(dateText))
  else if (day < addDays(`${year}-01-01` as Day, -daysBeforeYear) || day > `${year}-12-31`) messages.push(otherYear(day, year)) // prettier-ignore
  const kind = kinds[kindText.toLowerCase()]
  if (kind === undefined) messages.push(notAKind(kindText))
  if (day !== null && kind === 'work' && !isWeekend(day)) messages.push(workOnWeekday(day))
  if (holiday === '' || holiday.length > nameMax) messages.push(noHoliday)
  if (notice === '' || notice.length > sourceMax) messages.push(noNotice)
  if (messages.length > 0 || day === null || kind === undefined) return { ok: false, messages }
  return { ok: true, row: { day, kind, holiday, notice } }
}

/** 2027-01-01, 2027/1/1, 2027.1.1 or 2027年1月1日. */
function readDay(text: string): Day | null {
  const [, year = '', month = '', date = ''] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text.normalize('NFKC')) ?? [] // prettier-ignore
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  return isCalendarDay(day) ? day : null
}

const refuse = (errors: readonly RowError[]): NoticeRows => ({ ok: false, errors })
const clip = (text: string): string => (text.length > 20 ? `${text.slice(0, 20)}…` : text)
const width = (cells: number): Words => ({
  zh: `应有 4 列（日期、休/班、节日、通知），这一行有 ${cells} 列。`,
  en: `Four columns are needed (date, kind, holiday, notice); this line has ${cells}.`,
})
const notADay = (text: string): Words => ({
  zh: `“${clip(text)}”不是日期，请写成 2027-01-01。`,
  en: `“${clip(text)}” is not a date; please write it like 2027-01-01.`,
})
const otherYear = (day: Day, year: number): Words => ({
  zh: `${day} 不属于 ${year} 年的安排，请核对年份。`,
  en: `${day} does not belong to the year ${year}; please check the year.`,
})
const notAKind = (text: string): Words => ({
  zh: `“${clip(text)}”不能识别，请写 rest（休）或 work（班）。`,
  en: `“${clip(text)}” is not known; please write rest or work.`,
})
const workOnWeekday = (day: Day): Words => ({
  zh: `${day} 是周一至周五，本来就上班；调休上班日应为周六或周日。`,
  en: `${day} is a weekday and worked anyway; a make-up day is a Saturday or Sunday.`,
})
const noHoliday: Words = {
  zh: `请写明节日名称（${nameMax} 字以内）。`,
  en: `Please name the holiday (${nameMax} characters at most).`,
}
const noNotice: Words = { zh: '请写明依据的通知（网址或文号）。', en: 'Please give the notice: its address or number.' }
const twice = (day: Day, before: number): Words => ({
  zh: `${day} 已在第 ${before} 行写过，请只留一行。`,
  en: `${day} stands in line ${before} already; please keep one.`,
})
const tooMany = (line: number): RowError => ({
  line,
  message: { zh: `最多 ${noticeRowsMax} 行。`, en: `At most ${noticeRowsMax} lines.` },
})
const nothing: Words = {
  zh: '没有读到任何日期，请粘贴放假安排。',
  en: 'No day was found. Please paste the arrangement.',
}
const lacks = (missing: readonly string[]): Words => ({
  zh: `没有${missing.map((name) => `“${name}”`).join('、')}的休息日。公布后该年视为完整，请补齐再公布。`,
  en: `No free day of ${missing.join(', ')}. Once published the year counts as complete; please add them first.`,
})
