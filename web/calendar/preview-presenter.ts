/** 预览: which days change, how far the calendar reaches then, and which open deadlines move, before anything is written. */
import type { CalendarChange } from '../../db/read/calendar.ts'
import type { Day, Words } from '../../domain/brand.ts'
import type { DayChange, MovedDeadline } from '../../domain/calendar/publication.ts'
import { maskName } from '../../domain/text/mask.ts'
import { momentText } from '../format.ts'
import { paths } from '../paths.ts'
import type { Tag } from '../terms.ts'
import type { Visit } from '../visit.ts'
import { say, sayAll } from '../words.ts'
import type { CalendarTyped } from './asked.ts'
import { kindTag } from './presenter.ts'

const labels = {
  title: { zh: '公布前预览', en: 'Preview' },
  days: { zh: '变更的日期', en: 'Days that change' },
  day: { zh: '日期', en: 'Day' },
  was: { zh: '原为', en: 'Was' },
  becomes: { zh: '改为', en: 'Becomes' },
  cover: { zh: '日历覆盖到', en: 'Covered through' },
  moves: { zh: '受影响的申请', en: 'Requests that move' },
  caseNo: { zh: '受理编号', en: 'Case' },
  from: { zh: '原到期', en: 'Due before' },
  to: { zh: '新到期', en: 'Due then' },
  none: { zh: '没有申请的期限会变。', en: 'No deadline moves.' },
  noDay: { zh: '未定', en: 'none' },
  back: { zh: '返回修改', en: 'Back' },
  publish: { zh: '公布并调整期限', en: 'Publish and move the deadlines' },
} as const satisfies Record<string, Words>

/** Cases that are listed; the others are counted. */
const movesShown = 100

export interface PreviewModel {
  readonly key: string
  readonly version: number
  readonly changes: readonly DayChange[]
  readonly coveredFrom: Day
  readonly coveredThrough: Day
  readonly moved: readonly MovedDeadline[]
}
export interface PreviewPage {
  readonly t: Record<keyof typeof labels, string>
  readonly summary: string
  readonly cover: string
  readonly changes: readonly { readonly day: string; readonly was: Tag; readonly becomes: Tag }[]
  readonly moves: readonly {
    readonly caseNo: string
    readonly href: string
    readonly from: string
    readonly to: string
  }[]
  readonly more: string
  readonly action: string
  readonly backHref: string
  readonly hidden: readonly { readonly name: string; readonly value: string }[]
}

export function presentPreview(model: PreviewModel, typed: CalendarTyped, { language }: Visit): PreviewPage {
  const zh = language === 'zh'
  const { moved } = model
  const dated = moved.filter(({ dueOn }) => dueOn === null).length
  const noDay = say(language, labels.noDay)
  const more = moved.length - movesShown
  return {
    t: sayAll(language, labels),
    summary: zh
      ? `变更 ${model.changes.length} 天，调整 ${moved.length} 份申请的期限，其中 ${dated} 份此前没有日期。`
      : `${model.changes.length} days change, ${moved.length} deadlines move; ${dated} of them had no day before.`,
    cover: model.coveredFrom === model.coveredThrough ? model.coveredThrough : `${model.coveredFrom} → ${model.coveredThrough}`, // prettier-ignore
    changes: model.changes.map(({ day, from, to }) => ({ day, was: kindTag(from, language), becomes: kindTag(to, language) })), // prettier-ignore
    moves: moved.slice(0, movesShown).map(({ requestId, caseNo, dueOn, dueTo }) => ({
      caseNo,
      href: paths.request(requestId),
      from: dueOn ?? noDay,
      to: dueTo ?? noDay,
    })),
    more: more <= 0 ? '' : zh ? `另有 ${more} 份未列出。` : `${more} more are not listed.`,
    action: paths.calendarPublish(),
    backHref: paths.calendar(),
    hidden: Object.entries({ ...typed, key: model.key, version: String(model.version) }).map(([name, value]) => ({ name, value })), // prettier-ignore
  }
}

/** The second of two chiefs. */
export function changedWords(by: CalendarChange | null): Words {
  if (by === null)
    return { zh: '日历刚被更新，请重新预览。', en: 'The calendar has just changed. Please preview again.' }
  const [who, at] = [maskName(by.by), momentText(by.at)]
  return {
    zh: `${who} 已于 ${at} 先公布了日历，您的这次没有办理。请返回日历核对，需要时重新预览。`,
    en: `${who} published first, at ${at}; yours was not done. Please look at the calendar and preview again if needed.`,
  }
}
export const previewTitle = labels.title
