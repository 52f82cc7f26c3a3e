/** What a mail server's "no" means for the letter: may the same bytes be tried again, and what is at fault. */
import { oneLine } from '../../domain/text/one-line.ts'
import { longestReply } from './limits.ts'

type RefusalReason = 'frequency' | 'content' | 'address' | 'auth' | 'network'

/** Surely not accepted. `temporary`: the same letter may be accepted later, nothing in it is at fault. */
export interface NotAccepted {
  readonly kind: 'notAccepted'
  /** The SMTP reply code, or the code of the connection's fault. */
  readonly code: string
  readonly temporary: boolean
  /** The server's words, on one line: may hold the recipient's address. */
  readonly text: string
  readonly reason?: RefusalReason
}

/** What the library hangs on its errors. */
export interface SmtpError {
  readonly code?: string | undefined
  readonly responseCode?: number | undefined
  readonly response?: string | undefined
  readonly message: string
}

/** QQ: 550 … frequency limited; 163: 554 DT:SPM, MI:…; both write more words than codes. */
const frequencyWords = /frequen|too many|rate limit|limit(ed)? exceeded|try again later|频率|频繁|次数过多/i
const contentWords = /content|spam|\bDT:SPM\b|virus|blocked using|blacklist|垃圾邮件|内容/i
const addressWords = /mailbox|recipient|user|address|relay|unknown|not found|5\.1\.[0-9]/i

/** Reply codes of authentication. */
const authCodes = new Set([454, 530, 534, 535, 538])

/** Commands after which the refusal is about the envelope's address. */
const addressFault = 'EENVELOPE'
const authFaults: readonly (string | undefined)[] = ['EAUTH', 'ENOAUTH']

export function notAccepted(error: SmtpError): NotAccepted {
  const reason = reasonOf(error)
  return {
    kind: 'notAccepted',
    code: error.responseCode === undefined ? (error.code ?? 'unknown') : String(error.responseCode),
    temporary: isTemporary(error, reason),
    text: oneLine(error.response ?? error.message, longestReply),
    ...(reason === null ? {} : { reason }),
  }
}

function reasonOf(error: SmtpError): RefusalReason | null {
  const said = error.response ?? ''
  if (authFaults.includes(error.code) || authCodes.has(error.responseCode ?? 0)) return 'auth'
  if (error.responseCode === undefined) return error.code === 'EMESSAGE' ? 'content' : 'network'
  if (frequencyWords.test(said)) return 'frequency'
  if (contentWords.test(said)) return 'content'
  return error.code === addressFault && addressWords.test(said) ? 'address' : null
}

/** Our account and our pace are no fault of the letter. */
function isTemporary({ responseCode }: SmtpError, reason: RefusalReason | null): boolean {
  if (reason === 'auth' || reason === 'frequency' || reason === 'network') return true
  return responseCode !== undefined && !(responseCode >= 500 && responseCode < 600)
}
