/** 检索结果: the strings, a section a kind; what is not found is not listed. */
import type { SearchFound } from '../../db/read/search.ts'
import type { Words } from '../../domain/brand.ts'
import { can } from '../../domain/policy/can.ts'
import type { Actor } from '../../domain/policy/types.ts'
import { momentText } from '../format.ts'
import type { Notice } from '../notice.ts'
import { paths } from '../paths.ts'
import { businessWords, mailTerms, personStatusTerms, profileTerms, requestTerms, sayTag, type Tag } from '../terms.ts'
import type { Visit } from '../visit.ts'
import { say, sayAll, type Language } from '../words.ts'

const labels = {
  title: { zh: '查找', en: 'Search' },
  more: { zh: '全部结果', en: 'All of them' },
  persons: { zh: '人员', en: 'People' },
  enterprises: { zh: '企业', en: 'Enterprises' },
  requests: { zh: '申请', en: 'Requests' },
  mails: { zh: '来信', en: 'Mails' },
  howTo: {
    zh: '可以查：姓名、拼音或简拼（jxc）、身份证号或后四位、企业名称、信用代码、受理编号、来信主题、发件邮箱、附件名。至少两个字。',
    en: 'Names, pinyin or initials (jxc), ID numbers or their last four, enterprises, credit codes, case numbers, subjects, senders and names of attachments. Two characters at least.',
  },
} as const satisfies Record<string, Words>

/** Why a text finds nothing whatever there is: nothing of it is searched by, or too little. */
export type Unfit = 'nothing' | 'short'
const unfitWords: Readonly<Record<Unfit, Words>> = {
  nothing: {
    zh: '请输入姓名、企业名称、编号或主题中的文字。',
    en: 'Please enter letters or digits of a name, an enterprise, a number or a subject.',
  },
  short: { zh: '请至少输入两个字。', en: 'Please enter two characters at least.' },
}

interface Line {
  readonly href: string
  readonly title: string
  readonly about: string
  readonly tag: Tag
}
export interface SearchPage {
  readonly t: Record<keyof typeof labels, string>
  readonly notice: Notice | null
  readonly q: string
  readonly summary: string
  readonly sections: readonly {
    readonly id: string
    readonly heading: string
    readonly lines: readonly Line[]
    readonly moreHref: string
  }[]
}
type Kind = Exclude<keyof SearchFound, 'more'>

export function presentSearch(
  found: SearchFound,
  { q, unfit }: { readonly q: string; readonly unfit: Unfit | null },
  actor: Actor,
  { language }: Visit,
  notice: Notice | null,
): SearchPage {
  const lines: Readonly<Record<Kind, readonly Line[]>> = {
    persons: found.persons.map((person) => ({
      href: paths.person(person.id),
      title: person.name,
      about: [`…${person.idLast4}`, person.enterprise ?? (language === 'zh' ? '未归属企业' : 'none')].join(' · '),
      tag: sayTag(language, personStatusTerms[person.status]),
    })),
    enterprises: found.enterprises.map((enterprise) => ({
      href: paths.enterprise(enterprise.id),
      title: enterprise.name,
      about: enterprise.creditCode,
      tag: sayTag(language, profileTerms[enterprise.status]),
    })),
    requests: found.requests.map((request) => ({
      href: paths.request(request.id),
      title: request.caseNo,
      about: [say(language, businessWords[request.business]), request.enterprise, momentText(request.receivedAt)].join(' · '), // prettier-ignore
      tag: sayTag(language, requestTerms[request.state]),
    })),
    mails: found.mails.map((mail) => ({
      href: paths.mail(mail.id),
      title: mail.subject.trim() === '' ? (language === 'zh' ? '（无主题）' : '(no subject)') : mail.subject,
      about: [mail.from ?? '', momentText(mail.receivedAt)].filter((text) => text !== '').join(' · '),
      tag: sayTag(language, mailTerms[mail.state]),
    })),
  }
  const more: Readonly<Record<Kind, string>> = {
    persons: paths.persons({ q }),
    enterprises: can(actor, 'enterprise.list', { kind: 'none' }).allowed ? paths.enterprises({ q }) : '',
    requests: '',
    mails: paths.mails({ q }),
  }
  const kinds = Object.keys(lines) as Kind[]
  return {
    t: sayAll(language, labels),
    notice,
    q,
    summary: summaryOf(q, unfit, kinds.reduce((sum, kind) => sum + lines[kind].length, 0), language), // prettier-ignore
    sections: kinds
      .filter((kind) => lines[kind].length > 0)
      .map((kind) => ({
        id: kind,
        heading: say(language, labels[kind]),
        lines: lines[kind],
        moreHref: found.more.includes(kind) ? more[kind] : '',
      })),
  }
}

function summaryOf(q: string, unfit: Unfit | null, count: number, language: Language): string {
  const zh = language === 'zh'
  if (q === '') return say(language, labels.howTo)
  if (unfit !== null) return say(language, unfitWords[unfit])
  if (count > 0) return ''
  return zh ? `没有找到“${q}”。${labels.howTo.zh}` : `Nothing was found for “${q}”. ${labels.howTo.en}`
}
export const searchTitle = labels.title
