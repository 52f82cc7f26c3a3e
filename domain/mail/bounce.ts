/**
 * 退信判读 (RFC 3463, 3464) — whether a delivery has ended, and whether the address is to blame. A delay ends nothing; a
 * temporary fault that has run out of time (action failed, 4.x.x) does. A refusal for content or policy (5.7.x, 5.6.x) says
 * nothing about the address.
 */
import type { ReadMail } from './types.ts'

export function readBounce({ action, status }: Pick<NonNullable<ReadMail['dsn']>, 'action' | 'status'>): {
  readonly failed: boolean
  readonly addressAtFault: boolean
} {
  // A notice in words only names no action: its code decides.
  const failed = action === 'failed' || (action === '' && status.startsWith('5.'))
  return { failed, addressAtFault: failed && !/^5\.[67]\./.test(status) }
}
