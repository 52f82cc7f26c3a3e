/** 工作日历: a year at a glance, and the forms of the chief with what was typed and what is wrong. */
import type { CalendarChange, NamedDay } from '../../db/read/calendar.ts'
import type { Day, Words } from '../../domain/brand.ts'
import { calendarDayForm, calendarYearForm } from '../../domain/forms/calendar-forms.ts'
import { maskName } from '../../domain/text/mask.ts'
import { momentText } from '../format.ts'
import type { Notice } from '../notice.ts'
import { paths } from '../paths.ts'
import { tag, type Tag } from '../terms.ts'
import type { Visit } from '../visit.ts'
import { say, sayAll, type Language } from '../words.ts'
import type { AskedError, CalendarTyped } from './asked.ts'
import { monthsOf, type MonthView } from './months.ts'

const labels = {
  title: { zh: '工作日历', en: 'Working-day calendar' },
  lead: {
    zh: '答复期限按此计算：周一至周五上班，法定节假日休息，调休上班日上班。依据国务院办公厅的放假通知。',
    en: 'Deadlines are counted by it: Monday to Friday, without statutory holidays, with make-up days, by the notices of the State Council.',
  },
  years: { zh: '年份', en: 'Years' },
  list: { zh: '放假与调休一览', en: 'Holidays and make-up days' },
  day: { zh: '日期', en: 'Day' },
  kind: { zh: '安排', en: 'Arrangement' },
  holiday: { zh: '节日', en: 'Holiday' },
  source: { zh: '通知', en: 'Notice' },
  publish: { zh: '公布一年', en: 'Publish a year' },
  correct: { zh: '更正一天', en: 'Correct one day' },
  preview: { zh: '预览期限变化', en: 'Preview the deadlines' },
  file: { zh: '或上传文件（CSV，同样四列）', en: 'Or upload a file (CSV, the same four columns)' },
  wrong: { zh: '有以下问题，请更正后再预览：', en: 'Please correct the following:' },
  changes: { zh: '公布与更正记录', en: 'Publications and corrections' },
  none: { zh: '还没有在系统中公布或更正过。', en: 'Nothing has been published or corrected here yet.' },
  what: { zh: '内容', en: 'What' },
  moved: { zh: '调整期限', en: 'Deadlines moved' },
  by: { zh: '经办人', en: 'By' },
  at: { zh: '时间', en: 'At' },
  notPublished: {
    zh: '该年的放假安排尚未公布，不能计算期限。',
    en: 'The arrangement of this year is not published; no deadline can be counted in it.',
  },
} as const satisfies Record<string, Words>
const kindWords = { rest: { zh: '休', en: 'free' }, work: { zh: '班', en: 'work' }, plain: { zh: '平日', en: 'ordinary' } } as const // prettier-ignore
export const kindTag = (kind: keyof typeof kindWords, language: Language): Tag => tag(kind === 'work' ? 'busy' : kind === 'rest' ? 'good' : 'calm', say(language, kindWords[kind])) // prettier-ignore
export const noticeWords = {
  published: {
    zh: '已公布，有关期限已调整，企业已收到通知。',
    en: 'Published. The deadlines have moved and the enterprises are told.',
  },
  repeat: { zh: '已经公布过了，没有重复办理。', en: 'It was published already; nothing was done twice.' },
} as const satisfies Record<string, Words>

export interface CalendarModel {
  readonly year: number
  readonly firstYear: number
  readonly lastYear: number
  readonly coveredThrough: Day
  readonly version: number
  readonly days: readonly NamedDay[]
  readonly changes: readonly CalendarChange[]
  readonly mayPublish: boolean
}
export interface FieldText {
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly error: string
}
export interface CalendarPage {
  readonly t: Record<keyof typeof labels, string>
  readonly notice: Notice | null
  readonly year: string
  readonly covered: Tag
  readonly years: readonly { readonly year: string; readonly href: string; readonly current: boolean }[]
  /** Empty: the year is not published. */
  readonly months: readonly MonthView[]
  readonly days: readonly {
    readonly day: string
    readonly kind: Tag
    readonly holiday: string
    readonly source: string
    readonly sourceHref: string
  }[]
  readonly forms: {
    readonly action: string
    readonly errors: readonly { readonly text: string; readonly href: string }[]
    readonly isDay: boolean
    readonly year: FieldText
    readonly rows: FieldText
    readonly day: FieldText
    readonly kind: FieldText
    readonly kinds: readonly { readonly value: string; readonly label: string; readonly chosen: boolean }[]
    readonly texts: readonly (FieldText & { readonly name: string; readonly maxLength: number })[]
  } | null
  readonly changes: readonly {
    readonly what: string
    readonly moved: string
    readonly by: string
    readonly at: string
  }[]
}

export interface CalendarShown {
  readonly typed: CalendarTyped
  readonly errors: readonly AskedError[]
  readonly notice: Notice | null
}

export function presentCalendar(model: CalendarModel, { language, now }: Visit, shown: CalendarShown): CalendarPage {
  const zh = language === 'zh'
  const published = model.year >= model.firstYear && model.year <= model.lastYear
  const years = Array.from({ length: model.lastYear - model.firstYear + 1 }, (_, back) => model.lastYear - back)
  return {
    t: sayAll(language, labels),
    notice: shown.notice,
    year: String(model.year),
    covered: tag('calm', zh ? `日历覆盖到 ${model.coveredThrough}` : `covered through ${model.coveredThrough}`),
    years: years.map((year) => ({ year: String(year), href: paths.calendar({ year }), current: year === model.year })),
    months: published ? monthsOf(model.year, model.days, now, language) : [],
    days: model.days.map(({ day, kind, holiday, notice }) => ({
      day,
      kind: kindTag(kind, language),
      holiday,
      source: /^https?:\/\//.test(notice) ? (zh ? '查看通知' : 'notice') : notice,
      sourceHref: /^https?:\/\/(www\.)?gov\.cn\//.test(notice) ? notice : '',
    })),
    forms: model.mayPublish ? presentForms(model, language, shown) : null,
    changes: model.changes.map((change) => ({
      what: changeText(change, language),
      moved: String(change.moved),
      by: maskName(change.by),
      at: momentText(change.at),
    })),
  }
}

function presentForms(
  model: CalendarModel,
  language: Language,
  { typed, errors }: CalendarShown,
): NonNullable<CalendarPage['forms']> {
  const field = (name: keyof CalendarTyped, declared: { label: Words; hint?: Words }): FieldText => ({
    label: say(language, declared.label),
    hint: declared.hint === undefined ? '' : say(language, declared.hint),
    value: typed[name],
    error: errors.filter((error) => error.field === name).map((error) => errorText(error, language)).join('\n'), // prettier-ignore
  })
  const { year, rows } = calendarYearForm.fields
  const { day, kind, holiday, notice, reason } = calendarDayForm.fields
  const yearField = field('year', year)
  return {
    action: paths.calendarPreview(),
    errors: errors.map((error) => ({ text: errorText(error, language), href: `#${error.field}` })),
    isDay: typed.what === 'day',
    year: { ...yearField, value: yearField.value === '' ? String(model.lastYear + 1) : yearField.value },
    rows: field('rows', rows),
    day: field('day', day),
    kind: field('kind', kind),
    kinds: Object.entries(kind.options).map(([value, words]) => ({ value, label: say(language, words), chosen: value === typed.kind })), // prettier-ignore
    texts: Object.entries({ holiday, notice, reason }).map(([name, declared]) => ({
      ...field(name as 'holiday', declared),
      name,
      maxLength: declared.maxLength,
    })),
  }
}

function errorText({ line, message }: AskedError, language: Language): string {
  const where = line === null ? '' : language === 'zh' ? `第 ${line} 行：` : `Line ${line}: `
  return where + say(language, message)
}

function changeText({ kind, year, day, reason, changes }: CalendarChange, language: Language): string {
  const zh = language === 'zh'
  if (kind === 'year') return zh ? `公布 ${year ?? ''} 年` : `Published ${year ?? ''}`
  const to = changes[0]?.to ?? 'plain'
  const from = changes[0]?.from ?? 'plain'
  const how = `${say(language, kindWords[from])} → ${say(language, kindWords[to])}`
  return zh ? `更正 ${day ?? ''}：${how}（${reason}）` : `Corrected ${day ?? ''}: ${how} (${reason})`
}
export const calendarTitle = labels.title
