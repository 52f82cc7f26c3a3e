/**
 * One Authentication-Results header (RFC 8601) taken apart: `mx.example; spf=pass smtp.mailfrom=a@b; dkim=fail (why)`.
 * Comments go, quotes open; what does not fit the form is left out.
 */
import { withoutComments } from './comments.ts'
import { cleanHost } from './domain-name.ts'

export interface MethodResult {
  readonly method: string
  readonly result: string
  /** `header.from`, `smtp.mailfrom`, `header.d` and the like. */
  readonly properties: ReadonlyMap<string, string>
}
export interface AuthenticationResults {
  readonly authserv: string
  readonly methods: readonly MethodResult[]
}

/** Methods of one header that are looked at. */
const methodsMax = 50

export function readAuthenticationResults(value: string): AuthenticationResults {
  const [head = '', ...parts] = splitOutsideQuotes(withoutComments(value))
  const [authserv = ''] = head.trim().split(/\s+/)
  return { authserv: cleanHost(unquoted(authserv)), methods: parts.slice(0, methodsMax).flatMap(readMethod) }
}

function readMethod(part: string): MethodResult[] {
  const [, method, result, rest = ''] = /^\s*([a-z0-9-]+)(?:\s*\/\s*\d+)?\s*=\s*([a-z]+)\b(.*)$/isu.exec(part) ?? []
  if (method === undefined || result === undefined) return []
  const properties = new Map<string, string>()
  for (const [, name = '', quoted, plain] of rest.matchAll(/([a-z0-9.-]+)\s*=\s*(?:"([^"]*)"|([^\s"]+))/giu)) {
    const key = name.toLowerCase()
    if (!properties.has(key)) properties.set(key, quoted ?? plain ?? '')
  }
  return [{ method: method.toLowerCase(), result: result.toLowerCase(), properties }]
}

function splitOutsideQuotes(text: string): string[] {
  return text.match(/(?:"[^"]*"|[^;"]|")+/gu) ?? []
}

function unquoted(text: string): string {
  return text.replace(/^"(.*)"$/u, '$1')
}
