/**
 * 同一名单: two mails carry the same list when enterprise, business and people are the same (reference/email.md 5.3). File
 * name, order, remarks, phone, sender and subject play no part. The text is hashed (SHA-256) where it is stored.
 */
import type { Business } from './types.ts'

export function listText(enterpriseId: number, business: Business, personKeys: readonly string[]): string {
  return ['unban-list/1', String(enterpriseId), business, ...[...new Set(personKeys)].sort()].join('\n')
}
