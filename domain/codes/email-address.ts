/**
 * 电子邮箱: exactly one addr-spec (RFC 5321 limits, dot-atom of RFC 5322), as it may stand in To:.
 * Strict on purpose: mail libraries take a comma for a second recipient and a line break for a new one. No quoted local
 * parts, no comments, no full-width repair (it would turn one sender's address into another's).
 */
import type { Branded } from '../brand.ts'

export type EmailAddress = Branded<string, 'EmailAddress'>

const longestAddress = 254
const longestLocalPart = 64
const longestDomain = 253
const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const domain = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/
const visibleAscii = /^[!-~]+$/
const aroundIt = /^[ \u3000]+|[ \u3000]+$/g

/** The address in lower case, or null when the text is anything but one address. Spaces around it are taken off. */
export function readEmailAddress(text: string): EmailAddress | null {
  if (text.length > longestAddress * 2) return null
  const written = text.replace(aroundIt, '')
  // Before lower case: the Kelvin sign K would become a k.
  if (!visibleAscii.test(written)) return null
  const address = written.toLowerCase()
  const at = address.indexOf('@')
  const local = address.slice(0, at)
  const host = address.slice(at + 1)
  if (at < 1 || address.length > longestAddress || local.length > longestLocalPart || host.length > longestDomain) return null // prettier-ignore
  return localPart.test(local) && domain.test(host) ? (address as EmailAddress) : null
}
