/** 账号: the strings of one's own page: sessions, tokens, password, the enterprise acted for. */
import type { OwnSession, OwnToken } from '../../db/read/sessions.ts'
import type { Words } from '../../domain/brand.ts'
import { agoText, momentText } from '../format.ts'
import type { Notice } from '../notice.ts'
import { inLanguage, paths } from '../paths.ts'
import { tag, type Tag } from '../terms.ts'
import { signedInOf, type Visit } from '../visit.ts'
import { sayAll, type Language } from '../words.ts'

const labels = {
  title: { zh: '账号', en: 'Account' },
  name: { zh: '姓名', en: 'Name' },
  login: { zh: '用户名', en: 'User name' },
  actsFor: { zh: '代表', en: 'Acts for' },
  choose: { zh: '切换', en: 'Switch' },
  language: { zh: '语言', en: 'Language' },
  sessions: { zh: '登录会话', en: 'Sessions' },
  browser: { zh: '浏览器', en: 'Browser' },
  since: { zh: '登录时间', en: 'Since' },
  lastSeen: { zh: '最近使用', en: 'Last used' },
  end: { zh: '结束', en: 'End' },
  thisOne: { zh: '当前会话', en: 'This one' },
  tokens: { zh: 'API 令牌', en: 'API tokens' },
  tokenHint: {
    zh: '供程序代替您读取和办理（Authorization: Bearer）。令牌等同于您的账号，只显示一次，请妥善保管。',
    en: 'For programs that read and act in your name (Authorization: Bearer). A token is as good as your account and is shown once.',
  },
  tokenName: { zh: '用途名称', en: 'Name' },
  tokenDays: { zh: '有效天数（1–365）', en: 'Days (1–365)' },
  make: { zh: '生成令牌', en: 'Make a token' },
  expires: { zh: '到期', en: 'Expires' },
  lastUsed: { zh: '最近使用', en: 'Last used' },
  state: { zh: '状态', en: 'State' },
  revoke: { zh: '撤销', en: 'Revoke' },
  noTokens: { zh: '还没有令牌。', en: 'No tokens yet.' },
  once: { zh: '请现在复制。离开本页后不再显示。', en: 'Copy it now; it is not shown again.' },
  password: { zh: '修改密码', en: 'Change the password' },
  oldPassword: { zh: '当前密码', en: 'Present password' },
  newPassword: { zh: '新密码（至少 12 个字符）', en: 'New password (12 characters or more)' },
  change: { zh: '修改', en: 'Change' },
} as const satisfies Record<string, Words>

export interface AccountModel {
  readonly accountId: number
  readonly login: string
  readonly name: string
  readonly roles: readonly string[]
  readonly enterprise: string | null
  readonly sessions: readonly (OwnSession & { readonly current: boolean })[]
  readonly tokens: readonly OwnToken[]
}
export interface AccountState {
  readonly notice: Notice | null
  /** Just made: shown this once. */
  readonly newToken: string
  readonly typed: { readonly name: string; readonly days: string }
  /** Of the form for a token: sent again with it, no second one is made. */
  readonly formId: string
}
export interface AccountPage {
  readonly t: Record<keyof typeof labels, string>
  readonly notice: Notice | null
  readonly name: string
  readonly login: string
  readonly enterprises: readonly { readonly id: string; readonly name: string; readonly selected: boolean }[]
  readonly maySwitch: boolean
  readonly actsFor: string
  readonly switchAction: string
  readonly languages: readonly {
    readonly href: string
    readonly label: string
    readonly lang: string
    readonly current: boolean
  }[]
  readonly sessions: readonly {
    readonly browser: string
    readonly since: string
    readonly lastSeen: string
    readonly endAction: string
    readonly current: Tag | null
  }[]
  readonly newToken: string
  readonly tokens: readonly {
    readonly name: string
    readonly expires: string
    readonly lastUsed: string
    readonly state: Tag
    readonly revokeAction: string
  }[]
  readonly makeAction: string
  readonly typed: AccountState['typed']
  readonly formId: string
  readonly passwordAction: string
}

export function presentAccount(model: AccountModel, state: AccountState, visit: Visit): AccountPage {
  const { language, now } = visit
  const { enterprises, actor } = signedInOf(visit)
  return {
    t: sayAll(language, labels),
    notice: state.notice,
    name: model.name,
    login: model.login,
    enterprises: enterprises.map(({ id, name }) => ({ id: String(id), name, selected: id === actor.enterpriseId })),
    maySwitch: enterprises.length > 1,
    actsFor: model.enterprise ?? '',
    switchAction: paths.accountEnterprise(),
    languages: [
      { href: inLanguage(paths.account(), 'zh'), label: '中文', lang: 'zh-CN', current: language === 'zh' },
      { href: inLanguage(paths.account(), 'en'), label: 'English', lang: 'en', current: language === 'en' },
    ],
    sessions: model.sessions.map((session) => ({
      browser: browserName(session.userAgent, language),
      since: momentText(session.createdAt),
      lastSeen: agoText(session.lastSeenAt, now, language),
      endAction: paths.accountSessionEnd(session.publicId),
      current: session.current ? tag('busy', labels.thisOne[language]) : null,
    })),
    newToken: state.newToken,
    tokens: model.tokens.map((token) => {
      const live = token.revokedAt === null && !token.expired
      return {
        name: token.name,
        expires: momentText(token.expiresAt),
        lastUsed: token.lastUsedAt === null ? '' : agoText(token.lastUsedAt, now, language),
        state: tokenTag(token, language),
        revokeAction: live ? paths.accountTokenRevoke(token.id) : '',
      }
    }),
    makeAction: paths.accountTokens(),
    typed: state.typed,
    formId: state.formId,
    passwordAction: paths.accountPassword(),
  }
}

function tokenTag(token: OwnToken, language: Language): Tag {
  const zh = language === 'zh'
  if (token.revokedAt !== null) return tag('calm', zh ? '已撤销' : 'revoked')
  if (token.expired) return tag('calm', zh ? '已到期' : 'expired')
  return tag('good', zh ? '有效' : 'valid')
}

const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/QQBrowser|MQQBrowser/, 'QQ 浏览器'],
  [/360SE|360EE|QIHU/i, '360 浏览器'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const systems: readonly (readonly [RegExp, string])[] = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

/** `Chrome · Windows`: enough to know one's own; the whole text of a browser says more than anyone needs. */
export function browserName(userAgent: string, language: Language): string {
  const found = [browsers, systems].flatMap((table) => table.find(([sign]) => sign.test(userAgent))?.[1] ?? [])
  return found.length === 0 ? (language === 'zh' ? '程序' : 'a program') : found.join(' · ')
}
export const accountTitle = labels.title
