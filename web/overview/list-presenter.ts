/** 概况明细: the list behind one figure. */
import { listRowsMax, type ListFigure, type ListRow } from '../../db/read/overview-lists.ts'
import { windowDays, type ResendFigures } from '../../db/read/overview.ts'
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
  /** What all of them come to, as the overview says it; empty where it counts the rows. */
  readonly total: string
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
  resends: ResendFigures | null,
  visit: Visit,
): OverviewListPage {
  const { language } = visit
  const zh = language === 'zh'
  const full = rows.length === listRowsMax
  return {
    t: sayAll(language, labels),
    title: say(language, titles[figure](of)),
    backHref: paths.overview(),
    total: resends === null ? '' : zh ? `共 ${resends.resends} 份因重发移位，${resends.placesLost} 个位次因重发而失。` : `${resends.resends} requests moved by a resend, ${resends.placesLost} places lost by resending.`, // prettier-ignore
    note: !full ? '' : zh ? `近 ${windowDays} 天最新的 ${listRowsMax} 条。` : `The newest ${listRowsMax} of the last ${windowDays} days.`, // prettier-ignore
    rows: rows.map(({ at, mailId, requestId, text, detail, placesLost }) => ({
      at: momentText(at),
      text: text === '' ? '—' : text,
      href: requestId !== null ? paths.request(requestId) : mailId !== null ? paths.mail(mailId) : '',
      detail: placesLost === undefined ? detail : `${detail} · ${zh ? `失去 ${placesLost} 个位次` : `places lost: ${placesLost}`}`, // prettier-ignore
    })),
  }
}
