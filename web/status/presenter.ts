/** 进度 behind the signed link: place, people ahead, expected day, each row by its masked name, and what to do next. Nothing else. */
import type { MailStatus } from '../../db/read/status.ts'
import type { Words } from '../../domain/brand.ts'
import { maskName } from '../../domain/text/mask.ts'
import { titleOf } from '../../domain/unban/reasons.ts'
import { momentToSecond } from '../format.ts'
import { businessWords, mailTerms, outcomeTerms, requestTerms, rowTerms, sayTag, type Tag } from '../terms.ts'
import { say, sayAll, type Language } from '../words.ts'
import { adviceFor, type Advice } from './advice.ts'

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
  reason: { zh: '原因', en: 'Reason' },
  gone: { zh: '查不到办理进度', en: 'There is nothing to show' },
  goneText: {
    zh: '链接不完整、已停用，或事项已办结超过 7 天。请核对邮件中的链接，或登录系统查看。',
    en: 'The link is incomplete or was revoked, or the matter ended more than 7 days ago. Please check the link in the mail, or sign in.',
  },
} as const satisfies Record<string, Words>

const adviceWords: Readonly<Record<Advice, Words>> = {
  wait: {
    zh: '排队次序会随前面申请的办结而前移，请以打开本页时为准。正在办理的人员请不要重复发送：同一名单以最后一封邮件的时间排队。',
    en: 'Places move up as requests before them are decided. Please do not send anybody again who is still under way: the last mail counts.',
  },
  sendAgain: {
    zh: '来信未受理，没有人员进入排队。具体原因见退回邮件，请更正后重新发送表格，以新邮件的收到时间排队。',
    en: 'The mail was not taken, and nobody of it is in the queue. The reasons are in the return mail; please correct the form and send it again. The time of the new mail counts.',
  },
  correctReturned: {
    zh: '“未审核退回”的人员没有排队，原因见答复邮件；请更正后重新发送表格，只列更正过的人员。',
    en: 'Whoever was returned unreviewed is not in the queue; the reasons are in our answer. Please correct and send only these people again.',
  },
  correctRejected: {
    zh: '未通过的人员，原因见审核结果邮件；请更正后重新发送表格，只列更正过的人员，以新邮件的收到时间重新排队。',
    en: 'The reasons for whoever was rejected are in the result mail. Please correct and send only these people again; the time of the new mail counts.',
  },
  done: { zh: '来信中的人员已全部办结。', en: 'Everybody in the mail is done.' },
}

export interface StatusPage {
  readonly t: Record<keyof typeof labels, string>
  readonly found: boolean
  readonly authority: string
  readonly receivedAt: string
  readonly mail: Tag | null
  /** Of the mail itself, by code and in a few words. */
  readonly reasons: string
  readonly advice: readonly string[]
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
  if (status === null) return { t, found: false, authority: '', receivedAt: '', mail: null, reasons: '', advice: [], requests: [], rows: [] } // prettier-ignore
  const advice = adviceFor(status)
  return {
    t,
    found: true,
    authority: status.authority,
    receivedAt: momentToSecond(status.receivedAt),
    mail: sayTag(language, mailTerms[status.state]),
    // Of a mail that was taken they are about an attachment beside the form.
    reasons: advice.includes('sendAgain') ? status.codes.map((found) => `${found.code} ${say(language, titleOf(found))}`).join(zh ? '；' : '; ') : '', // prettier-ignore
    advice: advice.map((one) => say(language, adviceWords[one])),
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
