/**
 * 分拣文件夹 — where people find a settled mail in their own mail program. For their convenience only: what a mail came to
 * stands in the record, and nothing is ever read from these folders (reference/email.md 3.4 step 6).
 */
import type { MailState } from '../unban/types.ts'

const top = 'Unban'

/** The parts of the folder's path; null: stays where it is, for somebody has yet to look or it is for reading. */
export const sortedInto: Readonly<Record<MailState, readonly [string, string] | null>> = {
  stored: null,
  classified: null,
  accepted: [top, 'Accepted'],
  returned: [top, 'Returned'],
  quarantined: [top, 'Quarantine'],
  own: [top, 'Auto'],
  auto: [top, 'Auto'],
  dsn: [top, 'Auto'],
  onHold: null,
  manual: null,
  note: null,
  dismissed: [top, 'Auto'],
}

/** States whose mails are moved. */
export const sortedStates: readonly MailState[] = (Object.keys(sortedInto) as MailState[]).filter(
  (state) => sortedInto[state] !== null,
)
