/**
 * What a receiving server writes above a mail: Received (RFC 5321 4.4) and, below it, Authentication-Results (RFC 8601).
 * Only /dev/mail may choose the verdict, by a header X-Dev-Verdict that is taken out; everyone else gets `none`.
 * Everything below stays byte for byte as it came, a forged Authentication-Results too: only the topmost is ours.
 */
import { authserv, devUser } from './mail-types.ts'

export interface Transport {
  readonly helo: string
  readonly client: string
  /** Who signed in at the door; null: nobody. */
  readonly user: string | null
  readonly id: string
  readonly receivedAt: Date
}

const verdicts = ['pass', 'fail', 'none'] as const
type Verdict = (typeof verdicts)[number]
const policies: Readonly<Record<Verdict, string>> = { pass: '', fail: ' (p=reject)', none: '' }
const verdictHeader = 'x-dev-verdict'

/**
 * @param header the mail's header, up to and without the empty line, every line with its end; latin1 text, one character
 *   a byte.
 * @returns the header as it is kept.
 */
export function stampHeader(header: string, transport: Transport): string {
  const fields = splitFields(header)
  const mayChoose = transport.user === devUser
  const verdict = mayChoose ? chosenVerdict(fields) : 'none'
  const kept = mayChoose ? fields.filter((field) => nameOf(field) !== verdictHeader).join('') : header
  const domain = fromDomain(fields.find((field) => nameOf(field) === 'from') ?? '')
  return [
    `Received: from ${plain(transport.helo)} ([${plain(transport.client)}])\r\n`,
    `\tby ${authserv} with ESMTP${transport.user === null ? '' : 'A'} id ${plain(transport.id)};\r\n`,
    `\t${mailDate(transport.receivedAt)}\r\n`,
    `Authentication-Results: ${authserv};\r\n\tdmarc=${verdict}${policies[verdict]} header.from=${domain}\r\n`,
    kept,
  ].join('')
}

/** `Sat, 21 Nov 2026 01:02:03 +0000` */
export function mailDate(at: Date): string {
  return at.toUTCString().replace('GMT', '+0000')
}

/** `21-Nov-2026 01:02:03 +0000`, as IMAP writes INTERNALDATE; the day takes two places. */
export function imapDate(at: Date): string {
  const [, day = '', month = '', year = '', time = ''] = at.toUTCString().split(' ')
  return `${day.padStart(2, '0')}-${month}-${year} ${time} +0000`
}

/** A field with its folded lines, each as it came. */
function splitFields(header: string): string[] {
  return header.match(/[^\n]*\n(?:[ \t][^\n]*\n)*|[^\n]+$/g) ?? []
}

function nameOf(field: string): string {
  return field.slice(0, Math.max(0, field.indexOf(':'))).trim().toLowerCase() // prettier-ignore
}

function chosenVerdict(fields: readonly string[]): Verdict {
  const field = fields.find((one) => nameOf(one) === verdictHeader) ?? ''
  const value = field.slice(field.indexOf(':') + 1).trim().toLowerCase() // prettier-ignore
  return verdicts.find((verdict) => verdict === value) ?? 'none'
}

/** The domain of the first address of a From field; `unknown.invalid` where none can be read. */
function fromDomain(field: string): string {
  const value = field.slice(field.indexOf(':') + 1).replace(/"(?:[^"\\]|\\.)*"|\r?\n/g, ' ')
  const domain = /<[^<>@]*@([^<>@\s]+)>/.exec(value)?.[1] ?? /@([^\s@<>,;()]+)/.exec(value)?.[1] ?? ''
  return plain(domain.toLowerCase()) || 'unknown.invalid'
}

/** Only what can stand in a header without quoting. */
function plain(text: string): string {
  return text.replace(/[^A-Za-z0-9.:_-]/g, '').slice(0, 255)
}
