/** 快捷键: the list that `?` shows, and the box that `G` opens, on the pages where staff work all day. */
import type { Words } from '../domain/brand.ts'
import { paths } from './paths.ts'
import { say, sayAll, type Language } from './words.ts'

interface Key {
  readonly key: string
  readonly words: Words
}
const everywhere: readonly Key[] = [
  { key: 'N', words: { zh: '取下一份', en: 'Take the next one' } },
  { key: 'G', words: { zh: '按受理编号打开', en: 'Go to a case number' } },
  { key: '/', words: { zh: '查找', en: 'Search' } },
  { key: '?', words: { zh: '显示本列表', en: 'Show this list' } },
  { key: 'Esc', words: { zh: '关闭；离开输入框', en: 'Close; leave a field' } },
]
const keys: Readonly<Record<'queue' | 'review', readonly Key[]>> = {
  queue: [
    { key: 'J / K', words: { zh: '下一份 / 上一份', en: 'Next / previous request' } },
    { key: 'Enter', words: { zh: '打开选中的申请', en: 'Open the chosen request' } },
    { key: 'F', words: { zh: '筛选', en: 'Filter' } },
    ...everywhere,
  ],
  review: [
    { key: 'J / K', words: { zh: '下一人 / 上一人', en: 'Next / previous person' } },
    { key: 'A', words: { zh: '通过此人', en: 'Pass this person' } },
    { key: 'R，1–9，Enter', words: { zh: '驳回：选原因（可多选），确认', en: 'Reject: reasons, confirm' } },
    {
      key: 'T',
      words: { zh: '补充说明（Enter 确认驳回，Shift+Enter 换行）', en: 'In your own words (Enter rejects)' },
    },
    { key: 'Shift+A', words: { zh: '全部通过其余', en: 'Pass all the rest' } },
    {
      key: 'Enter 或 E',
      words: { zh: '结束审核并回复（30 秒内可撤销）', en: 'End the review (can be undone for 30 s)' },
    },
    { key: 'U', words: { zh: '撤销结束审核', en: 'Undo the ending' } },
    { key: 'P', words: { zh: '搁置', en: 'Put aside' } },
    { key: 'O', words: { zh: '放大照片、扫描件（+ − 0 缩放，J K 换一张）', en: 'Photos and scans (+ − 0 zoom, J K others)' } }, // prettier-ignore
    { key: 'M', words: { zh: '邮件原文', en: 'The mail' } },
    { key: 'L', words: { zh: '结果邮件预览', en: 'The result letter' } },
    { key: 'B', words: { zh: '备注', en: 'Notes' } },
    ...everywhere,
  ],
}
const labels = {
  heading: { zh: '快捷键', en: 'Keys' },
  close: { zh: '关闭', en: 'Close' },
  goHeading: { zh: '按受理编号打开', en: 'Go to a case number' },
  goLabel: { zh: '受理编号或末几位', en: 'Case number, or its last digits' },
  goButton: { zh: '打开', en: 'Open' },
} as const

export interface StaffKeys {
  readonly t: Record<keyof typeof labels, string>
  readonly keys: readonly { readonly key: string; readonly text: string }[]
  readonly goAction: string
}

export function presentStaffKeys(language: Language, page: 'queue' | 'review'): StaffKeys {
  return {
    t: sayAll(language, labels),
    keys: keys[page].map(({ key, words }) => ({ key, text: say(language, words) })),
    goAction: paths.requestFind(),
  }
}
