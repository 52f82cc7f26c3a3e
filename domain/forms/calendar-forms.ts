/** 公布日历 — a year's arrangement as rows, and the correction of one day with its reason. */
import { noticeTextMax } from '../calendar/notice-rows.ts'
import { defineForm } from './define-form.ts'

/** Nobody publishes for another century. */
const years = { first: 2023, last: 2099 } as const

export const calendarYearForm = defineForm(
  'calendar-year',
  { zh: '公布一年的放假安排', en: 'Publish the arrangement of a year' },
  {
    year: { kind: 'number', label: { zh: '年份', en: 'Year' }, min: years.first, max: years.last },
    rows: {
      kind: 'longText',
      label: { zh: '放假安排（每行一天）', en: 'The arrangement, a day a line' },
      hint: {
        zh: '每行四列：日期,休或班,节日,通知网址或文号。例：2027-01-01,休,元旦,国办发明电〔2026〕1号',
        en: 'Four columns a line: date,rest or work,holiday,notice. For example 2027-01-01,rest,元旦,https://…',
      },
      maxLength: noticeTextMax,
    },
  },
)

export const calendarDayForm = defineForm(
  'calendar-day',
  { zh: '更正一天', en: 'Correct one day' },
  {
    day: { kind: 'date', label: { zh: '日期', en: 'Day' } },
    kind: {
      kind: 'choice',
      label: { zh: '改为', en: 'Becomes' },
      options: {
        rest: { zh: '休（放假）', en: 'Free' },
        work: { zh: '班（调休上班）', en: 'Make-up working day' },
        plain: { zh: '平日（按星期）', en: 'Ordinary day, by the weekday' },
      },
    },
    holiday: { kind: 'text', label: { zh: '节日', en: 'Holiday' }, maxLength: 40 },
    notice: { kind: 'text', label: { zh: '依据的通知', en: 'Notice' }, maxLength: 300 },
    reason: { kind: 'text', label: { zh: '更正原因', en: 'Reason' }, maxLength: 200 },
  },
)
