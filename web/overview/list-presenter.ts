/** 概况明细: the list behind one figure. */
import { listRowsMax, type ListFigure, type ListRow } from '../../db/read/overview-lists.ts'
import { windowDays } from '../../db/read/overview.ts'
import type { Words } from '../../domain/brand.ts'
import { isOutgoingTrouble, troubleWords } from './letters.ts'
import { momentText } from '../format.ts'
import { paths } from '../paths.ts'
import type { Visit } from '../visit.ts'
import { say, sayAll } from '../words.ts'

const labels = {
  back: { zh: '返回概况', en: 'Back to the overview' },
  at: { zh: '时间', en: 'At' },
  what: { zh: '事项', en: 'What' },
  detail: { zh: '说明', en: 'Detail' },
  none: { zh: '近 30 天没有。', en: 'None in the last 30 days.' },
} as const satisfies Record<string, Words>

const titles: Readonly<Record<ListFigure, (of: string) => Words>> = {
  returns: (of) => ({ zh: `因 ${of} 退回的来信`, en: `Mails returned with ${of}` }),
  'enterprise-returns': (of) => ({ zh: `${of}：有退回的来信`, en: `${of}: mails with returns` }),
  resends: () => ({ zh: '重发而移位的申请', en: 'Requests moved by a resend' }),
  letters: (of) => {
    const { zh, en } = isOutgoingTrouble(of) ? troubleWords[of] : { zh: '未送达的答复', en: 'undelivered answers' }
    return { zh, en }
  },
}

export interface OverviewListPage {
  readonly t: Record<keyof typeof labels, string>
  readonly title: string
  readonly backHref: string
  readonly note: string
  readonly rows: readonly {
    readonly at: string
    readonly text: string
    readonly href: string
    readonly detail: string
  }[]
}

export function presentOverviewList(
  figure: ListFigure,
  of: string,
  rows: readonly ListRow[],
  visit: Visit,
): OverviewListPage {
  const { language } = visit
  const full = rows.length === listRowsMax
  return {
    t: sayAll(language, labels),
    title: say(language, titles[figure](of)),
    backHref: paths.overview(),
    note: !full ? '' : language === 'zh' ? `近 ${windowDays} 天最新的 ${listRowsMax} 条。` : `The newest ${listRowsMax} of the last ${windowDays} days.`, // prettier-ignore
    rows: rows.map(({ at, mailId, requestId, text, detail }) => ({
      at: momentText(at),
      text: text === '' ? '—' : text,
      href: requestId !== null ? paths.request(requestId) : mailId !== null ? paths.mail(mailId) : '',
      detail,
    })),
  }
}
