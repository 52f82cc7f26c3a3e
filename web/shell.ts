/** The frame of every page: navigation by role, language switch, who is signed in, and what is out of order. */
import { toDoShown } from '../db/read/mails-to-do.ts'
import { unreadShown } from '../db/read/notices.ts'
import type { ShellRead } from '../db/read/shell.ts'
import { can } from '../domain/policy/can.ts'
import { isAssociationStaff, isBureauOfficer } from '../domain/policy/person-scope.ts'
import type { Action, Actor, Resource } from '../domain/policy/types.ts'
import type { Words } from '../domain/brand.ts'
import type { AssetName } from './assets.ts'
import { shortMoment } from './format.ts'
import { inLanguage, paths } from './paths.ts'
import type { Visit } from './visit.ts'
import { say, sayAll } from './words.ts'

const labels = {
  site: { zh: '起重机械审批', en: 'Hoistway' },
  skip: { zh: '跳到正文', en: 'Skip to content' },
  main: { zh: '主导航', en: 'Main' },
  signIn: { zh: '登录', en: 'Sign in' },
  signOut: { zh: '退出', en: 'Sign out' },
  account: { zh: '账号', en: 'Account' },
  help: { zh: '帮助', en: 'Help' },
  notices: { zh: '消息', en: 'Messages' },
  unread: { zh: '条未读', en: 'unread' },
  toDo: { zh: '封待处理', en: 'to see to' },
  search: { zh: '查找人员、企业、申请、来信', en: 'Find people, enterprises, requests, mails' },
  searchShort: { zh: '查找', en: 'Search' },
  language: { zh: 'English', en: '中文' },
  actsFor: { zh: '代表', en: 'for' },
} as const satisfies Record<string, Words>

const entries = [
  { label: { zh: '首页', en: 'Home' }, href: paths.home(), asks: { action: 'home.view', on: 'none' } },
  { label: { zh: '解禁排队', en: 'Unban queue' }, href: paths.queue(), asks: { action: 'queue.view', on: 'queue' } },
  { label: { zh: '来信', en: 'Mails' }, href: paths.mails(), asks: { action: 'mail.view', on: 'mail' } },
  { label: { zh: '概况', en: 'Overview' }, href: paths.overview(), asks: { action: 'overview.view', on: 'queue' } },
  { label: { zh: '自查', en: 'Self-check' }, href: paths.selfCheck(), asks: { action: 'selfCheck.use', on: 'none' } },
  { label: { zh: '人员库', en: 'Persons' }, href: paths.persons(), asks: { action: 'person.list', on: 'none' } },
  {
    label: { zh: '企业', en: 'Enterprises' },
    href: paths.enterprises(),
    asks: { action: 'enterprise.list', on: 'none' },
  },
  {
    label: { zh: '企业资料', en: 'Profile' },
    href: paths.enterpriseOwn(),
    asks: { action: 'enterprise.edit', on: 'enterprise' },
  },
] as const satisfies readonly { label: Words; href: string; asks: { action: Action; on: keyof typeof ownResource } }[]

/** The actor's own part of what an entry lists. */
const ownResource: Record<'none' | 'queue' | 'mail' | 'enterprise', (actor: Actor) => Resource> = {
  none: () => ({ kind: 'none' }),
  queue: (actor) => ({ kind: 'queue', authorityId: actor.authorityId ?? '' }),
  mail: (actor) => ({
    kind: 'mail',
    authorityId: actor.authorityId ?? '',
    enterpriseIds: actor.enterpriseId === null ? [] : [actor.enterpriseId],
  }),
  enterprise: (actor) => ({ kind: 'enterprise', enterpriseId: actor.enterpriseId ?? 0, regionCode: '' }),
}

const countText = (count: number, shown: number): string => (count === 0 ? '' : count > shown ? `${shown}+` : String(count)) // prettier-ignore

const isOffice = (actor: Actor): boolean => isAssociationStaff(actor) || isBureauOfficer(actor)
const worksTheQueue = (actor: Actor): boolean =>
  can(actor, 'queue.view', { kind: 'queue', authorityId: actor.authorityId ?? '' }).allowed

export interface Shell {
  readonly language: 'zh-CN' | 'en'
  readonly title: string
  readonly nonce: string
  readonly csrf: string
  readonly density: 'staff' | 'enterprise'
  readonly assets: Readonly<Record<AssetName, string>>
  readonly t: Record<keyof typeof labels, string>
  readonly home: string
  readonly helpHref: string
  /** null: nobody is signed in, or there is nothing that could concern them. `count` is empty when all is read. */
  readonly notices: { readonly href: string; readonly count: string; readonly current: boolean } | null
  /** null: there is nothing that the visitor could look up. */
  readonly search: { readonly action: string; readonly typed: string } | null
  /** `count`: what waits there; empty when nothing does. */
  readonly nav: readonly { readonly label: string; readonly href: string; readonly current: boolean; readonly count: string }[] // prettier-ignore
  readonly user: {
    readonly name: string
    readonly of: string
    readonly accountHref: string
    readonly signOutHref: string
  } | null
  readonly signInHref: string
  readonly otherLanguageHref: string
  readonly otherLanguage: string
  readonly banner: string | null
}

export type EngineHealth = { readonly ok: boolean; readonly since: string | null }

export function presentShell(
  visit: Visit,
  title: string,
  assets: Readonly<Record<AssetName, string>>,
  engine: EngineHealth,
  counts: Pick<ShellRead, 'unread' | 'mailsToDo'>,
): Shell {
  const { language, signedIn } = visit
  const actor = signedIn?.actor ?? null
  const path = visit.url.split('?', 1)[0] ?? '/'
  return {
    language: language === 'zh' ? 'zh-CN' : 'en',
    title,
    nonce: visit.nonce,
    csrf: visit.csrf,
    density: actor !== null && isOffice(actor) ? 'staff' : 'enterprise',
    assets,
    t: sayAll(language, labels),
    home: paths.home(),
    helpHref: paths.help(),
    notices: actor === null || !can(actor, 'notices.view', { kind: 'none' }).allowed ? null : { href: paths.notices(), count: countText(counts.unread, unreadShown), current: path === paths.notices() }, // prettier-ignore
    search: actor === null || !can(actor, 'search.use', { kind: 'none' }).allowed ? null : { action: paths.search(), typed: path === paths.search() ? new URLSearchParams(visit.url.split('?', 2)[1]).get('q') ?? '' : '' }, // prettier-ignore
    nav: actor === null ? [] : entries.filter(({ asks }) => can(actor, asks.action, ownResource[asks.on](actor)).allowed).map(({ label, href }) => ({
      label: say(language, label),
      href,
      current: isCurrent(actor, href, path),
      count: href === paths.mails() ? countText(counts.mailsToDo, toDoShown) : '',
    })), // prettier-ignore
    user:
      signedIn === null
        ? null
        : {
            name: signedIn.name,
            of: signedIn.enterpriseName ?? signedIn.authorityName ?? '',
            accountHref: paths.account(),
            signOutHref: paths.signOut(),
          },
    signInHref: paths.signIn(),
    otherLanguageHref: inLanguage(visit.url, language === 'zh' ? 'en' : 'zh'),
    otherLanguage: language === 'zh' ? 'en' : 'zh-CN',
    banner: actor !== null && worksTheQueue(actor) && !engine.ok ? engineBanner(engine, visit) : null,
  }
}

/** An entry leads to its list and what is opened from it; an enterprise's own profile is opened by its number. */
function isCurrent(actor: Actor, href: string, path: string): boolean {
  if (href === paths.home()) return path === href
  const own = actor.enterpriseId === null ? '' : paths.enterprise(actor.enterpriseId)
  if (href === paths.enterpriseOwn()) return path === own
  return path === href || path.startsWith(`${href}/`)
}

function engineBanner(engine: EngineHealth, { language }: Visit): string {
  const since =
    engine.since === null
      ? ''
      : language === 'zh'
        ? `（自 ${shortMoment(engine.since)} 起）`
        : ` (since ${shortMoment(engine.since)})`
  return language === 'zh'
    ? `流程引擎暂时不可用${since}：页面可看，决定会先记下，恢复后自动提交。`
    : `The workflow engine is away${since}: pages can be read; decisions are kept and sent by themselves afterwards.`
}
