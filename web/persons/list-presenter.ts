/** 人员库: the strings of the list, as offices see it. */
import type { PersonItem } from '../../db/read/persons.ts'
import type { Words } from '../../domain/brand.ts'
import { dayOf } from '../../domain/calendar/day.ts'
import type { Notice } from '../notice.ts'
import { options, type Option } from '../options.ts'
import { pager, type Pager } from '../pager.ts'
import { paths } from '../paths.ts'
import { personStatusTerms, sayTag, tag, type Tag } from '../terms.ts'
import type { Visit } from '../visit.ts'
import { say, sayAll } from '../words.ts'

const labels = {
  title: { zh: '人员库', en: 'Persons' },
  search: { zh: '姓名、身份证号、后四位、证书编号或企业', en: 'Name, ID number, last four, certificate or enterprise' },
  find: { zh: '查找', en: 'Find' },
  status: { zh: '状态', en: 'Status' },
  any: { zh: '全部', en: 'All' },
  name: { zh: '姓名', en: 'Name' },
  idNumber: { zh: '身份证号', en: 'ID number' },
  enterprise: { zh: '归属企业', en: 'Enterprise' },
  post: { zh: '岗位', en: 'Post' },
  certificates: { zh: '证书', en: 'Certificates' },
  validUntil: { zh: '最早到期', en: 'Valid until' },
} as const satisfies Record<string, Words>

export interface PersonsModel {
  readonly persons: readonly PersonItem[]
  readonly next: number | null
}
export interface PersonsAsked {
  readonly q: string
  readonly status: 'active' | 'disabled' | null
  readonly after: number | null
}
export interface PersonsPage {
  readonly t: Record<keyof typeof labels, string>
  readonly notice: Notice | null
  readonly action: string
  readonly q: string
  readonly statusOptions: readonly Option[]
  readonly rows: readonly {
    readonly href: string
    readonly name: string
    readonly idLast4: string
    readonly enterprise: string
    readonly post: string
    readonly certificates: string
    readonly validUntil: string
    readonly expired: Tag | null
    readonly status: Tag
  }[]
  readonly empty: string
  readonly pager: Pager | null
}

export function presentPersons(
  model: PersonsModel,
  asked: PersonsAsked,
  visit: Visit,
  notice: Notice | null,
): PersonsPage {
  const { language, now } = visit
  const zh = language === 'zh'
  const today = dayOf(now)
  const filtered = asked.q !== '' || asked.status !== null
  const filter = { q: asked.q, status: asked.status ?? undefined }
  return {
    t: sayAll(language, labels),
    notice,
    action: paths.personSearch(),
    q: asked.q,
    statusOptions: options(['active', 'disabled'], asked.status, say(language, labels.any), (status) => say(language, personStatusTerms[status].words)), // prettier-ignore
    rows: model.persons.map((person) => ({
      href: paths.person(person.id),
      name: person.name,
      idLast4: `…${person.idLast4}`,
      enterprise: person.enterprise?.name ?? (zh ? '未归属企业' : 'none'),
      post: [...new Set([person.postType, person.trade])].filter((text) => text !== '').join(' · '),
      certificates: String(person.certificates),
      validUntil: person.validUntil ?? '',
      expired: person.validUntil !== null && person.validUntil < today ? tag('bad', zh ? '已过期' : 'expired') : null,
      status: sayTag(language, personStatusTerms[person.status]),
    })),
    empty: filtered
      ? zh
        ? '没有找到符合条件的人员。'
        : 'Nobody fits.'
      : zh
        ? '人员库中还没有人员。'
        : 'Nobody is on the register yet.',
    pager: pager(
      language,
      asked.after === null ? null : paths.persons(filter),
      model.next === null ? null : paths.persons({ ...filter, after: String(model.next) }),
    ),
  }
}

export const personsTitle = labels.title
