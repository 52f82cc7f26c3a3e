/** Message-IDs of our own mails: `unban.<case or mail>.<kind>.<n>@<domain>`. */
import { cleanHost } from './domain-name.ts'
import type { ReadMail } from './types.ts'

/** @param domain that our Message-IDs end in. */
export function isOwnMessageId(messageId: string, domain: string): boolean {
  const [, host] = /^<?unban\.[^\s@]+@([^\s@>]+)>?$/iu.exec(messageId.trim()) ?? []
  return host !== undefined && cleanHost(host) === cleanHost(domain)
}

/** Whether the mail answers one of ours: In-Reply-To, then References. */
export function answersOurs(
  { inReplyTo, references }: Pick<ReadMail, 'inReplyTo' | 'references'>,
  domain: string,
): boolean {
  return [...(inReplyTo === null ? [] : [inReplyTo]), ...references].some((id) => isOwnMessageId(id, domain))
}
