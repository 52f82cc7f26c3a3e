/** The frame of every page: navigation by role, language switch, who is signed in, and what is out of order. */
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
  language: { zh: 'English', en: '中文' },
  actsFor: { zh: '代表', en: 'for' },
} as const satisfies Record<string, Words>

const entries = [
  { label: { zh: '首页', en: 'Home' }, href: paths.home(), asks: { action: 'home.view', on: 'none' } },
  { label: { zh: '解禁排队', en: 'Unban queue' }, href: paths.queue(), asks: { action: 'queue.view', on: 'queue' } },
  { label: { zh: '来信', en: 'Mails' }, href: paths.mails(), asks: { action: 'mail.view', on: 'mail' } },
  { label: { zh: '人员库', en: 'Persons' }, href: paths.persons(), asks: { action: 'person.list', on: 'none' } },
] as const satisfies readonly { label: Words; href: string; asks: { action: Action; on: 'none' | 'queue' | 'mail' } }[]

/** The actor's own part of what an entry lists. */
const ownResource: Record<'none' | 'queue' | 'mail', (actor: Actor) => Resource> = {
  none: () => ({ kind: 'none' }),
  queue: (actor) => ({ kind: 'queue', authorityId: actor.authorityId ?? '' }),
  mail: (actor) => ({
    kind: 'mail',
    authorityId: actor.authorityId ?? '',
    enterpriseIds: actor.enterpriseId === null ? [] : [actor.enterpriseId],
  }),
}

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
  readonly nav: readonly { readonly label: string; readonly href: string; readonly current: boolean }[]
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
    nav: actor === null ? [] : entries.filter(({ asks }) => can(actor, asks.action, ownResource[asks.on](actor)).allowed).map(({ label, href }) => ({
      label: say(language, label),
      href,
      current: href === paths.home() ? path === href : path === href || path.startsWith(`${href}/`),
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
