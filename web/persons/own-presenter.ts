/** 本单位人员: the strings of the list that an enterprise sees. */
import type { Words } from '../../domain/brand.ts'
import { dayOf } from '../../domain/calendar/day.ts'
import { toDos, toDoWords, type ToDo } from '../../domain/person/to-do.ts'
import { recordItemWords } from '../../domain/unban/record-items.ts'
import { agoText } from '../format.ts'
import type { Notice } from '../notice.ts'
import { pager, type Pager } from '../pager.ts'
import { paths } from '../paths.ts'
import { businessWords, personStatusTerms, sayTag, tag, type Tag, type Tone } from '../terms.ts'
import type { Visit } from '../visit.ts'
import { say, sayAll, type Language } from '../words.ts'
import type { OwnAsked, OwnItem, OwnPeopleModel } from './own-model.ts'
import type { UnfinishedPerson } from './person-drafts.ts'

const labels = {
  title: { zh: '人员库', en: 'Our people' },
  add: { zh: '新增人员', en: 'Add a person' },
  importMany: { zh: '批量导入', en: 'Import from a workbook' },
  lookup: { zh: '人员库查询', en: 'Look somebody up' },
  blankForm: { zh: '下载解禁表格', en: 'The form for the unban' },
  search: { zh: '姓名或身份证号后四位', en: 'Name or last four of the ID number' },
  find: { zh: '筛选', en: 'Filter' },
  name: { zh: '姓名', en: 'Name' },
  post: { zh: '岗位', en: 'Post' },
  status: { zh: '状态', en: 'Status' },
  toDo: { zh: '下一步', en: 'Next step' },
  validUntil: { zh: '证书最早到期', en: 'Certificate until' },
  all: { zh: '全部', en: 'All' },
  unfinished: { zh: '未完成的新增', en: 'Begun and not saved' },
  goOn: { zh: '继续填写', en: 'Go on' },
  nobody: { zh: '还没有人员', en: 'Nobody yet' },
  nobodyText: {
    zh: '先新增人员，或用工作簿批量导入；资料齐全后发邮件申请解禁。若提示身份证号已登记，请申请绑定。',
    en: 'Add people here or import them from a workbook; once their records are complete, ask for the unban by e-mail.',
  },
  nobodyFits: { zh: '没有符合条件的人员。', en: 'Nobody fits.' },
} as const satisfies Record<string, Words>

const toDoTones: Readonly<Record<ToDo, Tone>> = {
  waitingIncomplete: 'bad',
  rejected: 'bad',
  incomplete: 'warn',
  ready: 'good',
  expiring: 'warn',
  waiting: 'calm',
  underReview: 'busy',
  done: 'calm',
}
const toDoShort: Readonly<Record<ToDo, Words>> = {
  waitingIncomplete: { zh: '排队中缺资料', en: 'waiting, incomplete' },
  rejected: { zh: '未通过', en: 'rejected' },
  incomplete: { zh: '待补资料', en: 'incomplete' },
  ready: { zh: '可申请解禁', en: 'ready to ask' },
  expiring: { zh: '证书临期', en: 'certificate ends' },
  waiting: { zh: '排队中', en: 'waiting' },
  underReview: { zh: '审核中', en: 'under review' },
  done: { zh: '已激活', en: 'active' },
}

export interface OwnPersonsPage {
  readonly t: Record<keyof typeof labels, string>
  readonly notice: Notice | null
  readonly addHref: string
  readonly importHref: string
  readonly lookupHref: string
  readonly blankFormHref: string
  readonly action: string
  readonly q: string
  readonly tabs: readonly { readonly href: string; readonly text: string; readonly count: string; readonly current: boolean }[] // prettier-ignore
  readonly unfinished: readonly { readonly href: string; readonly text: string }[]
  readonly rows: readonly {
    readonly href: string
    readonly editHref: string
    readonly name: string
    readonly idLast4: string
    readonly post: string
    readonly status: Tag
    readonly toDo: Tag
    readonly details: string
    readonly place: { readonly href: string; readonly text: string } | null
    readonly validUntil: string
    readonly expired: Tag | null
  }[]
  readonly empty: boolean
  readonly noneFits: boolean
  readonly pager: Pager | null
}

export function presentOwnPersons(
  model: OwnPeopleModel,
  asked: OwnAsked,
  unfinished: readonly UnfinishedPerson[],
  visit: Visit,
  said: Notice | null,
): OwnPersonsPage {
  const { language, now } = visit
  const zh = language === 'zh'
  const filter = { q: asked.q, status: asked.status ?? undefined, toDo: asked.toDo ?? undefined }
  const tab = (toDo: ToDo | null, text: string, count: number) => ({
    href: paths.persons({ q: asked.q, toDo: toDo ?? undefined }),
    text,
    count: String(count),
    current: asked.toDo === toDo && asked.status === null,
  })
  return {
    t: sayAll(language, labels),
    notice: said,
    addHref: paths.personNew(),
    importHref: paths.personImports(),
    lookupHref: paths.personLookup(),
    blankFormHref: paths.blankForm(),
    action: paths.personSearch(),
    q: asked.q,
    tabs: [
      tab(null, say(language, labels.all), model.people),
      ...toDos.filter((toDo) => model.counts[toDo] > 0).map((toDo) => tab(toDo, say(language, toDoShort[toDo]), model.counts[toDo])), // prettier-ignore
    ],
    unfinished: unfinished.map(({ formId, name, savedAt }) => ({
      href: paths.personNew(formId),
      text: `${name === '' ? (zh ? '未填姓名' : 'no name yet') : name} · ${agoText(savedAt, now, language)}`,
    })),
    rows: model.persons.map((item) => ({
      href: paths.person(item.id),
      editHref: item.toDo === 'underReview' ? '' : paths.personEdit(item.id),
      name: item.name,
      idLast4: `…${item.idLast4}`,
      post: [...new Set([item.postType, item.trade])].filter((text) => text !== '').join(' · '),
      status: sayTag(language, personStatusTerms[item.status]),
      toDo: tag(toDoTones[item.toDo], say(language, toDoWords[item.toDo])),
      details: detailsOf(item, language),
      place: placeOf(item, language),
      validUntil: item.validUntil ?? '',
      expired: item.validUntil !== null && item.validUntil < dayOf(now) ? tag('bad', zh ? '已过期' : 'expired') : null,
    })),
    empty: model.people === 0,
    noneFits: model.people > 0 && model.persons.length === 0,
    pager: pager(
      language,
      asked.after === null ? null : paths.persons(filter),
      model.next === null ? null : paths.persons({ ...filter, after: String(model.next) }),
    ),
  }
}

function detailsOf(item: OwnItem, language: Language): string {
  if (item.missing.length === 0 || (item.toDo !== 'incomplete' && item.toDo !== 'waitingIncomplete')) return ''
  const items = item.missing.map((each) => say(language, recordItemWords[each]))
  return language === 'zh' ? `缺：${items.join('、')}` : `Missing: ${items.join(', ')}`
}

function placeOf({ waiting }: OwnItem, language: Language): { href: string; text: string } | null {
  if (waiting === null) return null
  const business = say(language, businessWords[waiting.business])
  const place = waiting.place === null ? '' : language === 'zh' ? `第 ${waiting.place} 份` : `place ${waiting.place}`
  return { href: paths.request(waiting.requestId), text: [business, place].filter((text) => text !== '').join(' · ') }
}

export const ownPersonsTitle = labels.title
