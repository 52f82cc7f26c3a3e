/** 人员库查询: the three answers in words, each with the next step. */
import type { LookupAnswer } from '../../db/read/lookup.ts'
import type { Words } from '../../domain/brand.ts'
import { paths } from '../paths.ts'
import { tag, type Tag, type Tone } from '../terms.ts'
import { say, sayAll, type Language } from '../words.ts'
import { knownWords } from './save-words.ts'

const labels = {
  title: { zh: '人员库查询', en: 'Look somebody up' },
  intro: {
    zh: '按身份证号或全名查一个人是否已登记。按身份证号查才准确：同名的人可能不止一个。',
    en: 'Finds out by ID number or full name whether somebody is on the register. Only the ID number is exact.',
  },
  q: { zh: '身份证号或姓名', en: 'ID number or full name' },
  find: { zh: '查询', en: 'Look up' },
  back: { zh: '回到人员库', en: 'Back to our people' },
} as const satisfies Record<string, Words>

export type LookupAnswerKind = 'own' | 'other' | 'nobody' | 'notFound'

/** The answers as codes: an outsider's person is never more than `other` or `nobody`. */
export function answerKinds({ own, other, nobody }: LookupAnswer): readonly LookupAnswerKind[] {
  const kinds: LookupAnswerKind[] = [
    ...(own.length > 0 ? (['own'] as const) : []),
    ...(other ? (['other'] as const) : []),
    ...(nobody ? (['nobody'] as const) : []),
  ]
  return kinds.length === 0 ? ['notFound'] : kinds
}

const short: Readonly<Record<LookupAnswerKind, { readonly tone: Tone; readonly words: Words }>> = {
  own: { tone: 'good', words: { zh: '已登记，属贵单位', en: 'Registered, with your enterprise' } },
  other: { tone: 'warn', words: { zh: '已登记，属其他单位', en: 'Registered, with another enterprise' } },
  nobody: { tone: 'warn', words: { zh: '已登记，无归属单位', en: 'Registered, with no enterprise' } },
  notFound: { tone: 'calm', words: { zh: '查无此人', en: 'Nobody found' } },
}
const long: Readonly<Record<LookupAnswerKind, Words>> = {
  ...knownWords,
  own: { zh: '资料可以直接查看和修改。', en: 'The record can be opened and changed.' },
  notFound: { zh: '人员库中没有此人，请新增人员。', en: 'Nobody of this number or name. Please add the person.' },
}

export interface LookupPage {
  readonly t: Record<keyof typeof labels, string>
  readonly action: string
  readonly backHref: string
  readonly error: string
  readonly answers: readonly {
    readonly tag: Tag
    readonly text: string
    readonly links: readonly { readonly href: string; readonly text: string }[]
  }[]
}

export function presentLookup(found: LookupAnswer | null, error: Words | null, language: Language): LookupPage {
  const zh = language === 'zh'
  const links: Readonly<Record<LookupAnswerKind, () => readonly { href: string; text: string }[]>> = {
    own: () =>
      (found?.own ?? []).map(({ id, name, idLast4 }) => ({ href: paths.person(id), text: `${name} …${idLast4}` })),
    other: () => [{ href: paths.blankForm(), text: zh ? '下载空白表格' : 'Download the blank form' }],
    nobody: () => [{ href: paths.blankForm(), text: zh ? '下载空白表格' : 'Download the blank form' }],
    notFound: () => [{ href: paths.personNew(), text: zh ? '新增人员' : 'Add a person' }],
  }
  return {
    t: sayAll(language, labels),
    action: paths.personLookup(),
    backHref: paths.persons(),
    error: error === null ? '' : say(language, error),
    answers: (found === null ? [] : answerKinds(found)).map((kind) => ({
      tag: tag(short[kind].tone, say(language, short[kind].words)),
      text: say(language, long[kind]),
      links: links[kind](),
    })),
  }
}

export const lookupTitle = labels.title
