/** 登录: what the page says. */
import { notice, type Notice } from '../notice.ts'
import { sayAll, type Language } from '../words.ts'
import type { Words } from '../../domain/brand.ts'

const labels = {
  title: { zh: '登录', en: 'Sign in' },
  login: { zh: '用户名', en: 'User name' },
  password: { zh: '密码', en: 'Password' },
  submit: { zh: '登录', en: 'Sign in' },
  hint: { zh: '用户名和密码由所在单位或协会管理员提供。', en: 'Your organisation or the association gives you both.' },
} as const satisfies Record<string, Words>

export const whySignIn = ['lapsed', 'kept', 'signedOut'] as const
export type WhySignIn = (typeof whySignIn)[number]
const whyWords: Record<WhySignIn, { tone: Notice['tone']; words: Words }> = {
  lapsed: {
    tone: 'info',
    words: { zh: '登录已过期，请重新登录。', en: 'Your session has ended. Please sign in again.' },
  },
  kept: {
    tone: 'info',
    words: {
      zh: '登录已失效；刚才填写的内容已保存，登录后可继续。',
      en: 'Your session has ended; what you typed is kept. Please sign in to go on.',
    },
  },
  signedOut: { tone: 'success', words: { zh: '已退出登录。', en: 'You are signed out.' } },
}

export const refusedWords: Words = {
  zh: '用户名或密码不正确，或账号已锁定。连续输错 5 次会锁定 15 分钟；请核对后再试，仍不成功请联系管理员。',
  en: 'The user name or password is wrong, or the account is locked. Five wrong tries lock it for 15 minutes; please check, or ask your administrator.',
}
export const lockedWords: Words = {
  zh: '该用户名连续输错 5 次，已锁定 15 分钟。请稍后再试。',
  en: 'Five wrong tries for this user name: it is locked for 15 minutes. Please try later.',
}
export const emptyWords: Words = { zh: '请填写用户名和密码。', en: 'Please enter your user name and password.' }

export interface SignInPage {
  readonly t: Record<keyof typeof labels, string>
  readonly next: string
  readonly login: string
  readonly notice: Notice | null
  readonly invalid: boolean
}

export function presentSignIn(
  language: Language,
  state: {
    readonly next: string
    readonly login: string
    readonly why: WhySignIn | null
    readonly error: Words | null
  },
): SignInPage {
  const why = state.why === null ? null : whyWords[state.why]
  return {
    t: sayAll(language, labels),
    next: state.next,
    login: state.login,
    notice:
      state.error !== null
        ? notice(language, 'danger', state.error)
        : why !== null
          ? notice(language, why.tone, why.words)
          : null,
    invalid: state.error !== null,
  }
}
export const signInTitle = labels.title
