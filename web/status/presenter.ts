/** 进度 behind the signed link: place, people ahead, expected day, and each row by its masked name. Nothing else. */
import type { MailStatus } from '../../db/read/status.ts'
import type { Words } from '../../domain/brand.ts'
import { maskName } from '../../domain/text/mask.ts'
import { momentToSecond } from '../format.ts'
import { businessWords, mailTerms, outcomeTerms, requestTerms, rowTerms, sayTag, type Tag } from '../terms.ts'
import { say, sayAll, type Language } from '../words.ts'

const labels = {
  title: { zh: '办理进度', en: 'Progress' },
  receivedAt: { zh: '收到时间', en: 'Received' },
  mail: { zh: '来信', en: 'Mail' },
  place: { zh: '排队', en: 'Place' },
  expected: { zh: '预计', en: 'Expected' },
  rows: { zh: '表格各行', en: 'Rows of the form' },
  n: { zh: '行', en: 'Row' },
  name: { zh: '姓名', en: 'Name' },
  outcome: { zh: '办理情况', en: 'Where it stands' },
  note: {
    zh: '排队次序会随前面申请的办结而前移，请以打开本页时为准。请不要重复发送表格：同一名单以最后一封邮件的时间排队。',
    en: 'Places move up as requests before them are decided. Please do not send the form again: the last mail counts.',
  },
  gone: { zh: '查不到办理进度', en: 'There is nothing to show' },
  goneText: {
    zh: '链接不完整、已停用，或事项已办结超过 7 天。请核对邮件中的链接，或登录系统查看。',
    en: 'The link is incomplete or was revoked, or the matter ended more than 7 days ago. Please check the link in the mail, or sign in.',
  },
} as const satisfies Record<string, Words>

export interface StatusPage {
  readonly t: Record<keyof typeof labels, string>
  readonly found: boolean
  readonly authority: string
  readonly receivedAt: string
  readonly mail: Tag | null
  readonly requests: readonly {
    readonly title: string
    readonly tag: Tag
    readonly place: string
    readonly expected: string
  }[]
  readonly rows: readonly { readonly n: string; readonly name: string; readonly tag: Tag }[]
}

export function presentStatus(status: MailStatus | null, language: Language): StatusPage {
  const zh = language === 'zh'
  const t = sayAll(language, labels)
  if (status === null) return { t, found: false, authority: '', receivedAt: '', mail: null, requests: [], rows: [] }
  return {
    t,
    found: true,
    authority: status.authority,
    receivedAt: momentToSecond(status.receivedAt),
    mail: sayTag(language, mailTerms[status.state]),
    requests: status.requests.map(({ caseNo, business, state, place, dueOn }) => ({
      title: `${caseNo} · ${say(language, businessWords[business])}`,
      tag: sayTag(language, requestTerms[state]),
      place: place === null ? '' : zh ? `第 ${place.place} 份，前面 ${place.peopleAhead} 人` : `no. ${place.place}, ${place.peopleAhead} people ahead`, // prettier-ignore
      expected: place === null ? '' : expectedText(dueOn, zh),
    })),
    rows: status.rows.map((row) => ({
      n: String(row.n),
      name: maskName(row.name),
      tag: sayTag(language, row.state === null ? outcomeTerms[row.outcome] : rowTerms[row.state]),
    })),
  }
}

function expectedText(dueOn: string | null, zh: boolean): string {
  if (dueOn !== null) return zh ? `${dueOn} 前答复` : `by ${dueOn}`
  return zh ? '超出已公布的节假日安排，暂不能给出日期' : 'beyond the published calendar; no day can be given'
}

export const statusTitle = labels.title
