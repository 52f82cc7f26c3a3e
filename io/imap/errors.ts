/**
 * 邮箱故障: what went wrong with the mailbox, said so that the operator knows whom to call: an expired authorisation code
 * is the association's to renew, a broken line is not.
 */

type ImapErrorKind = 'auth' | 'network' | 'other'

export interface ImapErrorFound {
  readonly kind: ImapErrorKind
  /** For the operator: what it means and what to do, with the technical code. Holds no address and no server text. */
  readonly sentence: string
}

const faultKinds = {
  deadline: 'network',
  closed: 'network',
  stale: 'network',
  refused: 'other',
  renumbered: 'other',
} as const

/** A fault of our own finding. */
export class MailboxFault extends Error {
  override name = 'MailboxFault'
  readonly code: keyof typeof faultKinds
  constructor(code: keyof typeof faultKinds, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
  }
}

const sentences: Record<ImapErrorKind, string> = {
  auth: '邮箱服务器拒绝登录：授权码可能已失效（修改邮箱密码会使其失效）或未开启 IMAP 服务，请在邮箱网页设置中重新生成授权码。为避免账号被锁定，10 分钟后再试。',
  network: '连接不上邮箱服务器，或连接中断。系统会自动重连，来信不会丢失；若持续 5 分钟以上，请检查网络与服务器地址。',
  other: '邮箱服务器未按预期应答。系统会自动重试；若持续出现，请将括号内代码告知系统管理员。',
}

/** Codes of the socket, of TLS, of name lookup and of the library that mean: the line, not the account. */
const networkCodes = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'ENETDOWN',
  'NoConnection', 'EConnectionClosed', 'StateLogout', 'ClosedAfterConnectText', 'ClosedAfterConnectTLS', 'CONNECT_TIMEOUT',
  'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT', 'ETIMEOUT',
]) // prettier-ignore

/** 163 refuses the folder, not the login, when it distrusts the program. */
const unsafeLogin = /unsafe login/i

/** RFC 5530: the server's own login service is down; the password is not in question. */
const unavailable = 'UNAVAILABLE'

export function classifyImapError(error: unknown): ImapErrorFound {
  const facts = factsOf(error)
  const kind = kindOf(facts)
  const code = facts.responseCode || facts.code
  return { kind, sentence: code === '' ? sentences[kind] : `${sentences[kind]}（${code}）` }
}

interface Facts {
  readonly authenticationFailed: boolean
  readonly code: string
  readonly responseCode: string
  readonly responseText: string
}

/** The line is asked about first: the library calls a login that was cut off "failed" too. */
function kindOf(facts: Facts): ImapErrorKind {
  if (networkCodes.has(facts.code)) return 'network'
  if (facts.responseCode === unavailable) return 'other'
  if (facts.authenticationFailed || facts.responseCode === 'AUTHENTICATIONFAILED') return 'auth'
  if (unsafeLogin.test(facts.responseText)) return 'auth'
  return isFaultCode(facts.code) ? faultKinds[facts.code] : 'other'
}

function isFaultCode(code: string): code is keyof typeof faultKinds {
  return Object.hasOwn(faultKinds, code)
}

/** Reads what the library hangs on its errors. Only codes made of letters, digits and dashes are repeated to people. */
function factsOf(error: unknown): Facts {
  const fields = typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {}
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '')
  const plain = (value: string) => (/^[A-Za-z0-9_-]{1,40}$/.test(value) ? value : '')
  return {
    authenticationFailed: fields['authenticationFailed'] === true,
    code: plain(text('code')),
    responseCode: plain(text('serverResponseCode')),
    responseText: `${text('responseText')} ${text('response')}`,
  }
}
