/** 消息: the strings of the list. */
import type { NoticeRow } from '../../db/read/notices.ts'
import type { Words } from '../../domain/brand.ts'
import { agoText, momentText } from '../format.ts'
import { pager, type Pager } from '../pager.ts'
import { paths } from '../paths.ts'
import { tag, type Tag } from '../terms.ts'
import type { Visit } from '../visit.ts'
import { say, sayAll } from '../words.ts'
import { wordNotice } from './words.ts'

const labels = {
  title: { zh: '消息', en: 'Messages' },
  allRead: { zh: '全部标为已读', en: 'Mark all as read' },
  open: { zh: '查看', en: 'Open' },
  none: { zh: '还没有消息。', en: 'No messages yet.' },
  noneText: {
    zh: '申请办结、来信退回、期限临近等与您有关的事情，会列在这里。',
    en: 'Decisions, returns, deadlines and other events that concern you will appear here.',
  },
} as const satisfies Record<string, Words>
const readWords = { read: { zh: '已读', en: 'Read' }, unread: { zh: '未读', en: 'Unread' } } as const

export interface NoticesModel {
  readonly notices: readonly NoticeRow[]
  readonly next: number | null
}
export interface NoticeView {
  readonly text: string
  readonly tag: Tag
  readonly unread: boolean
  readonly state: Tag
  readonly at: string
  readonly ago: string
  readonly openAction: string
}
export interface NoticesPage {
  readonly t: Record<keyof typeof labels, string>
  readonly readAction: string
  /** Empty: everything is read. */
  readonly through: string
  readonly rows: readonly NoticeView[]
  readonly pager: Pager | null
}

export function presentNotices(model: NoticesModel, after: number | null, visit: Visit): NoticesPage {
  const { language } = visit
  const unread = model.notices.some(({ read }) => !read)
  return {
    t: sayAll(language, labels),
    readAction: paths.noticesRead(),
    through: unread ? String(model.notices[0]?.id ?? '') : '',
    rows: model.notices.map((row) => noticeView(row, visit)),
    pager: pager(
      language,
      after === null ? null : paths.notices(),
      model.next === null ? null : paths.notices({ after: model.next }),
    ),
  }
}
export function noticeView(row: NoticeRow, { language, now }: Visit): NoticeView {
  const { id, at, read } = row
  const { tone, words } = wordNotice(row)
  return {
    text: say(language, words),
    tag: tag(tone, ''),
    unread: !read,
    state: read ? tag('calm', say(language, readWords.read)) : tag('busy', say(language, readWords.unread)),
    at: momentText(at),
    ago: agoText(at, now, language),
    openAction: paths.notice(id),
  }
}
export const noticesTitle = labels.title
