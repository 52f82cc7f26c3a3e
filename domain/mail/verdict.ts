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
  const trace = providerTrace(headers, cleanHost(authserv))
  if (trace.results !== null) return judge(readAuthenticationResults(trace.results).methods, from)
  return isInternal(trace.lines, cleanHost(authserv), from) ? 'aligned' : 'unknown'
}

/** Lines that a provider puts above its results, besides Received and X-…. */
const traceLines: readonly string[] = ['return-path', 'delivered-to', 'envelope-to', 'received-spf']

interface Trace {
  readonly lines: readonly HeaderLine[]
  readonly results: string | null
}

/** The provider's own lines from the top, and its results if they stand among them. */
function providerTrace(headers: readonly HeaderLine[], authserv: string): Trace {
  const ours = new Set([organisation(authserv)])
  const topReceived = headers.findIndex(({ name }) => name === 'received')
  const nothing: Trace = { lines: [], results: null }
  for (const [at, { name, value }] of headers.entries()) {
    if (name === 'authentication-results') {
      return readAuthenticationResults(value).authserv === authserv ? { lines: [], results: value } : nothing
    }
    if (name === 'received') {
      const by = organisation(receivedBy(value))
      // The topmost was put there by the server that the mail lies on, whatever it calls itself.
      if (at === topReceived) ours.add(by)
      else if (!ours.has(by)) return nothing
    } else if (!name.startsWith('x-') && !traceLines.includes(name))
      return { lines: headers.slice(0, at), results: null }
  }
  return nothing
}

function receivedBy(value: string): string {
  return cleanHost(/(?:^|\s)by\s+([^\s;()]+)/iu.exec(withoutComments(value))?.[1] ?? '')
}

/** Providers that stamp no results on mail between their own users, but a line of their own. */
const internalMarks: Readonly<Record<string, { readonly header: string; readonly domains: readonly string[] }>> = {
  'qq.com': { header: 'x-qq-mid', domains: ['qq.com', 'foxmail.com'] },
}

function isInternal(trace: readonly HeaderLine[], authserv: string, from: string): boolean {
  const mark = internalMarks[organisation(authserv)]
  return (
    mark !== undefined && mark.domains.includes(organisation(from)) && trace.some(({ name }) => name === mark.header)
  )
}

function judge(methods: readonly MethodResult[], from: string): SenderVerdict {
  const dmarc = methods.find(({ method }) => method === 'dmarc')
  const about = dmarc?.properties.get('header.from')
  // Results about another From are not about this mail.
  if (about !== undefined && domainOf(about) !== from) return 'unknown'
  if (dmarc?.result === 'pass') return 'aligned'
  if (dmarc?.result === 'fail') return 'fail'
  const others = methods.filter(({ method }) => method === 'spf' || method === 'dkim')
  const isAligned = (result: MethodResult) => areAligned(identity(result), from)
  if (others.some((result) => result.result === 'pass' && isAligned(result))) return 'aligned'
  // The domain says which servers may send for it, and this one may not. A broken DKIM signature is as good as none.
  if (others.some((result) => result.method === 'spf' && result.result === 'fail' && isAligned(result))) return 'fail'
  const known = dmarc ?? others[0]
  return known === undefined || troubles.includes(known.result) ? 'unknown' : 'none'
}

/** The check itself could not be made. */
const troubles: readonly string[] = ['temperror', 'permerror']

/** The domain that a result is about: the envelope's for SPF, the signer's for DKIM. */
function identity({ method, properties }: MethodResult): string {
  const value =
    method === 'spf' ? properties.get('smtp.mailfrom') : (properties.get('header.d') ?? properties.get('header.i'))
  return value === undefined ? '' : domainOf(value)
}
