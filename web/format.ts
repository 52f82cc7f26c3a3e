/** Moments and amounts as people read them: Asia/Shanghai, tabular, told twice (the moment and the distance). */
import type { Moment } from '../domain/brand.ts'
import { dayAndTimeOf } from '../domain/calendar/day.ts'
import type { Language } from './words.ts'

/** `2026-11-20 14:05` */
export const momentText = (moment: Moment): string => dayAndTimeOf(moment).slice(0, 16)
/** `2026-11-20 14:05:11`: a place in the queue is to the second. */
export const momentToSecond = (moment: Moment): string => dayAndTimeOf(moment)
/** `11-20 14:05:11`, where the year is plain. */
export const shortMoment = (moment: Moment): string => momentToSecond(moment).slice(5)

const steps = [
  { least: 86_400, zh: '天', en: 'd' },
  { least: 3_600, zh: '小时', en: 'h' },
  { least: 60, zh: '分钟', en: 'min' },
  { least: 1, zh: '秒', en: 's' },
] as const

/** The time since a moment in its largest whole unit; null: less than a second, or the moment is not past. */
function sinceText(moment: Moment, now: Moment, language: Language): string | null {
  const seconds = Math.floor((Date.parse(now) - Date.parse(moment)) / 1000)
  const step = steps.find(({ least }) => seconds >= least)
  return step === undefined ? null : `${Math.floor(seconds / step.least)} ${step[language]}`
}

/** `8 秒前`; a moment that is not past is `刚刚`. */
export function agoText(moment: Moment, now: Moment, language: Language): string {
  const since = sinceText(moment, now, language)
  if (since === null) return language === 'zh' ? '刚刚' : 'just now'
  return language === 'zh' ? `${since}前` : `${since} ago`
}

/** `2 小时`: how long something has waited; from a moment that is not past on, nothing yet: `0 秒`. */
export const waitText = (since: Moment, now: Moment, language: Language): string =>
  sinceText(since, now, language) ?? (language === 'zh' ? '0 秒' : '0 s')

/** `18:20`, what is left of a short time; `0:00` when nothing is. */
export function clockText(until: Moment, now: Moment): string {
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - Date.parse(now)) / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

export type DueState = 'none' | 'ok' | 'near' | 'over'

/** 期限: what is left, in working days. `left` as domain/calendar counts it; null: no day was promised. */
export function dueText(left: number | null, language: Language): string {
  if (left === null) return language === 'zh' ? '超出已公布的工作日历，暂不承诺' : 'beyond the published calendar'
  if (left > 0) return language === 'zh' ? `还剩 ${left} 个工作日` : `${left} working days left`
  if (left === 0) return language === 'zh' ? '今天到期' : 'due today'
  return language === 'zh' ? `已超 ${-left} 个工作日` : `${-left} working days over`
}

const units = ['B', 'KB', 'MB', 'GB'] as const

/** `1.4 MB` */
export function sizeText(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  const amount = bytes / 1024 ** step
  return `${step === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${units[step] ?? 'B'}`
}
