/** What can go wrong with a request, as the visitor is told: a status, a code for programs, a sentence for people. */
import type { Words } from '../domain/brand.ts'

interface ProblemKind {
  readonly status: number
  readonly title: Words
  readonly sentence: Words
}

const problems = {
  badInput: {
    status: 400,
    title: { zh: '填写的内容无法读取', en: 'The input could not be read' },
    sentence: { zh: '请检查填写的内容后重新提交。', en: 'Please check what you entered and send it again.' },
  },
  notSignedIn: {
    status: 401,
    title: { zh: '请先登录', en: 'Please sign in' },
    sentence: { zh: '此页需要登录后查看。', en: 'This page needs an account.' },
  },
  wrongToken: {
    status: 401,
    title: { zh: '访问令牌无效', en: 'The token is not valid' },
    sentence: {
      zh: '访问令牌不存在、已到期或已撤销，请重新生成。',
      en: 'The token is unknown, expired or revoked. Please make a new one.',
    },
  },
  forbidden: {
    status: 403,
    title: { zh: '您不能查看或办理此事项', en: 'You may not see or do this' },
    sentence: { zh: '您的账号没有此项权限。', en: 'Your account lacks the permission.' },
  },
  formExpired: {
    status: 403,
    title: { zh: '页面已过期', en: 'The page has expired' },
    sentence: {
      zh: '为安全起见，本次提交未被接受。请返回上一页，刷新后再提交；已输入的内容请先复制。',
      en: 'For your safety this was not accepted. Please go back, reload the page and send it again; copy what you typed first.',
    },
  },
  notFound: {
    status: 404,
    title: { zh: '没有找到', en: 'Not found' },
    sentence: {
      zh: '没有这个地址，或该记录不存在。请检查链接是否完整。',
      en: 'There is no such address or record. Please check the link.',
    },
  },
  conflict: {
    status: 409,
    title: { zh: '情况已变化', en: 'Things have changed' },
    sentence: {
      zh: '该记录刚被更新，请刷新后再办理。',
      en: 'The record has just changed. Please reload and try again.',
    },
  },
  tooLarge: {
    status: 413,
    title: { zh: '内容过大', en: 'Too large' },
    sentence: {
      zh: '提交的内容超过了允许的大小，请减小后再提交。',
      en: 'What you sent is larger than allowed. Please make it smaller.',
    },
  },
  tooMany: {
    status: 429,
    title: { zh: '请求过于频繁', en: 'Too many requests' },
    sentence: { zh: '请稍候几分钟再试。', en: 'Please wait a few minutes and try again.' },
  },
  fault: {
    status: 500,
    title: { zh: '系统出现故障', en: 'Something went wrong' },
    sentence: {
      zh: '已记录本次故障。您提交的内容没有办理，请稍后重试；若仍不成功，请告知管理员下方编号。',
      en: 'The fault has been logged. Nothing was done. Please try again later; if it keeps failing, tell the administrator the number below.',
    },
  },
  away: {
    status: 503,
    title: { zh: '系统暂时不可用', en: 'Temporarily unavailable' },
    sentence: {
      zh: '数据库暂时连接不上，数据没有丢失，恢复后即可继续。请稍后刷新；正在填写的内容请不要关闭页面。',
      en: 'The database cannot be reached. Nothing is lost. Please reload in a while, and keep the page with what you typed open.',
    },
  },
} as const satisfies Record<string, ProblemKind>

export type ProblemCode = keyof typeof problems

export interface Problem {
  readonly status: number
  /** For programs; a more exact code than the kind's own where there is one. */
  readonly code: string
  readonly title: Words
  readonly sentence: Words
  /** For programs: names of the fields that it is about. */
  readonly fields?: readonly string[]
  /** Where to go on, instead of the home page. */
  readonly way?: { readonly href: string; readonly text: Words }
}

type Exact = Partial<Pick<Problem, 'code' | 'title' | 'sentence' | 'fields' | 'way'>>

export function problem(kind: ProblemCode, exact: Exact = {}): Problem {
  const { status, title, sentence } = problems[kind]
  return { status, code: kind, title, sentence, ...exact }
}
