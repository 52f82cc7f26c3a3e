/** 首页 of an enterprise: its people, and where each of its requests stands. */
import { presentDue } from '../due.ts'
import { dueText, momentText } from '../format.ts'
import { pager, type Pager } from '../pager.ts'
import { paths } from '../paths.ts'
import { businessWords, requestTerms, sayTag, type Tag } from '../terms.ts'
import { say, type Language } from '../words.ts'
import { figure, type Figure } from './figure.ts'
import type { EnterpriseHome, OwnItem } from './model.ts'

export interface EnterpriseHomeView {
  readonly figures: readonly Figure[]
  readonly rows: readonly {
    readonly href: string
    readonly caseNo: string
    readonly business: string
    readonly people: string
    readonly receivedAt: string
    readonly where: string
    readonly due: Tag | null
    readonly state: Tag
  }[]
  readonly pager: Pager | null
}

export function presentEnterprise(home: EnterpriseHome, after: number | null, language: Language): EnterpriseHomeView {
  const { people } = home
  return {
    figures: [
      figure(language, people.people, '名从业人员', 'people', paths.persons()),
      figure(language, people.active, '人激活', 'active', paths.persons({ status: 'active' })),
      figure(language, people.disabled, '人禁用', 'disabled', paths.persons({ status: 'disabled' })),
      figure(language, people.waiting, '人在排队或审核', 'queued or under review'),
    ],
    rows: home.requests.map((item) => ({
      href: paths.request(item.id),
      caseNo: item.caseNo,
      business: say(language, businessWords[item.business]),
      people: String(item.place === null ? item.approved + item.rejected : item.people),
      receivedAt: momentText(item.receivedAt),
      where: whereText(item, language),
      due:
        presentDue(item.due, language).tag === null || item.place === null ? null : presentDue(item.due, language).tag,
      state: sayTag(language, requestTerms[item.state]),
    })),
    pager: pager(
      language,
      after === null ? null : paths.home(),
      home.next === null ? null : `${paths.home()}?after=${home.next}`,
    ),
  }
}

function whereText(item: OwnItem, language: Language): string {
  const zh = language === 'zh'
  if (item.place === null) {
    if (item.decidedAt === null) return ''
    const counts = [
      item.approved > 0 ? (zh ? `通过 ${item.approved} 人` : `${item.approved} approved`) : '',
      item.rejected > 0 ? (zh ? `驳回 ${item.rejected} 人` : `${item.rejected} rejected`) : '',
    ].filter((text) => text !== '')
    return [momentText(item.decidedAt), ...counts].join(zh ? '，' : ', ')
  }
  const place = zh
    ? `第 ${item.place} 份，前面 ${item.peopleAhead ?? 0} 人`
    : `no. ${item.place}, ${item.peopleAhead ?? 0} people ahead`
  const day = item.due.on === null ? dueText(null, language) : zh ? `预计 ${item.due.on} 前（${dueText(item.due.workingDaysLeft, language)}）` : `by ${item.due.on} (${dueText(item.due.workingDaysLeft, language)})` // prettier-ignore
  return `${place}${zh ? '；' : '; '}${day}`
}
