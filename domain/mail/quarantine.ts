/**
 * 隔离 — whose files are kept from whom. A mail that was set apart as harmful stays so, whatever is made of it: the chief
 * alone opens its files. A forged one is harmful to nobody once the chief has settled it (reference/email.md 8, 9).
 */
import type { MailState } from '../unban/types.ts'

interface SetApart {
  readonly state: MailState
  /** Why it was set apart, kept for good; null: it never was. */
  readonly quarantinedAs: string | null
}

export function areFilesLocked({ state, quarantinedAs }: SetApart): boolean {
  return state === 'quarantined' || quarantinedAs === 'harmful'
}

/** The kept reason, for its words; what was set apart for a reason unknown counts as harmful. */
export const harmfulOrForged = (quarantinedAs: string | null): 'harmful' | 'forged' => (quarantinedAs === 'forged' ? 'forged' : 'harmful') // prettier-ignore
