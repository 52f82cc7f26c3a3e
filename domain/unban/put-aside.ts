/**
 * 搁置 — a claimed request that cannot be decided now keeps its place and is not taken meanwhile; for at most two working
 * days in all, then it returns to the head by itself (spec 10-unban, The queue). The deadline runs on.
 */
import type { Moment, Words } from '../brand.ts'
import { afterWorkingTime, workingTimeBetween } from '../calendar/working-time.ts'
import type { Calendar } from '../calendar/working-days.ts'

/** All the times one request is put aside, together. */
export const putAsideDays = 2
const msPerDay = 86_400_000
/** Less than this is nothing to put a request aside for. */
const leastMs = 60_000

export const putAsideReasons = ['lookup', 'otherOffice', 'enterprise', 'chief', 'other'] as const
export type PutAsideReason = (typeof putAsideReasons)[number]

/** In the letter and on the page: why the request cannot be decided now. */
export const putAsideWords: Readonly<Record<PutAsideReason, Words>> = {
  lookup: { zh: '证书查验网站暂时无法查询', en: 'The certificate look-up site cannot be used' },
  otherOffice: { zh: '需向其他部门核实情况', en: 'Facts must be verified with another office' },
  enterprise: { zh: '需请贵单位说明情况', en: 'The enterprise must explain something' },
  chief: { zh: '需请示负责人', en: 'The chief must be asked' },
  other: { zh: '其他原因', en: 'Another reason' },
}

export function isPutAsideReason(text: string): text is PutAsideReason {
  return putAsideReasons.some((reason) => reason === text)
}

/** Says why on the page; with `other` in the reviewer's own words. */
export const saysWhyAside = (reason: PutAsideReason, text: string): boolean => reason !== 'other' || text.trim() !== ''

/** One time aside; `to` is null while it lasts. */
export interface AsideSpan {
  readonly from: Moment
  readonly to: Moment | null
}

/**
 * Until when a request may be put aside from `now` on.
 * @returns null when its two working days are used up.
 */
export function asideUntil(spans: readonly AsideSpan[], now: Moment, calendar: Calendar): Moment | null {
  const used = spans.reduce((sum, { from, to }) => sum + workingTimeBetween(from, to ?? now, calendar), 0)
  const left = putAsideDays * msPerDay - used
  return left < leastMs ? null : afterWorkingTime(now, left, calendar)
}
