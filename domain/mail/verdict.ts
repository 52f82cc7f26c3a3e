/**
 * 来信身份 — whether the From of a mail is genuine, as our own provider's Authentication-Results say (reference/email.md 8.1,
 * 8.2). A sender can write any number of such headers: only the topmost one is believed, only under our provider's name,
 * and only while nothing but our provider's own trace lines stand above it. A DKIM signature broken by a gateway's footer
 * says nothing when SPF is aligned.
 */
import { readAuthenticationResults, type MethodResult } from './authentication-results.ts'
import { withoutComments } from './comments.ts'
import { areAligned, cleanHost, domainOf, organisation } from './domain-name.ts'
import type { HeaderLine, SenderVerdict } from './types.ts'

/** @param authserv name under which our provider signs its results; null: nobody is believed. */
export function senderVerdict(
  headers: readonly HeaderLine[],
  fromAddress: string,
  authserv: string | null,
): SenderVerdict {
  const from = domainOf(fromAddress)
  if (authserv === null || authserv === '' || from === '') return 'unknown'
  const value = believedResults(headers, cleanHost(authserv))
  return value === null ? 'unknown' : judge(readAuthenticationResults(value).methods, from)
}

/** Lines that a provider puts above its results, besides Received and X-…. */
const traceLines: readonly string[] = ['return-path', 'delivered-to', 'envelope-to', 'received-spf']

function believedResults(headers: readonly HeaderLine[], authserv: string): string | null {
  const ours = new Set([organisation(authserv)])
  for (const [at, { name, value }] of headers.entries()) {
    if (name === 'authentication-results') {
      return readAuthenticationResults(value).authserv === authserv ? value : null
    }
    if (name === 'received') {
      const by = receivedBy(value)
      // The topmost was put there by the server that the mail lies on, whatever it calls itself.
      if (headers.findIndex((line) => line.name === 'received') === at) ours.add(organisation(by))
      else if (!ours.has(organisation(by))) return null
    } else if (!name.startsWith('x-') && !traceLines.includes(name)) return null
  }
  return null
}

function receivedBy(value: string): string {
  return cleanHost(/(?:^|\s)by\s+([^\s;()]+)/iu.exec(withoutComments(value))?.[1] ?? '')
}

function judge(methods: readonly MethodResult[], from: string): SenderVerdict {
  const dmarc = methods.find(({ method }) => method === 'dmarc')
  const about = dmarc?.properties.get('header.from')
  // Results about another From are not about this mail.
  if (about !== undefined && cleanHost(domainOf(about)) !== from) return 'unknown'
  if (dmarc?.result === 'pass') return 'aligned'
  if (dmarc?.result === 'fail') return 'fail'
  const spf = methods.filter(({ method }) => method === 'spf')
  const dkim = methods.filter(({ method }) => method === 'dkim')
  const isAligned = (result: MethodResult) => areAligned(identity(result), from)
  if ([...spf, ...dkim].some((result) => result.result === 'pass' && isAligned(result))) return 'aligned'
  // The domain says which servers may send for it, and this one may not.
  if (spf.some((result) => result.result === 'fail' && isAligned(result))) return 'fail'
  const known = dmarc ?? spf[0] ?? dkim[0]
  return known === undefined || troubles.includes((dmarc ?? known).result) ? 'unknown' : 'none'
}

/** The check itself could not be made. */
const troubles: readonly string[] = ['temperror', 'permerror']

/** The domain that a result is about: the envelope's for SPF, the signer's for DKIM. */
function identity({ method, properties }: MethodResult): string {
  const value =
    method === 'spf' ? properties.get('smtp.mailfrom') : (properties.get('header.d') ?? properties.get('header.i'))
  return value === undefined ? '' : domainOf(value)
}
