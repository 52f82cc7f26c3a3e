/** 受理邮箱: the state of a mailbox and of its folders. */
import type { Generated } from 'kysely'
import type { SendLimit } from '../../domain/mail/sending-pace.ts'
import type { At, AtDefault, Identity } from './columns.ts'

interface MailboxTable {
  id: Identity
  authority_id: string
  address: string
  profile: string
  lease_owner: string | null
  lease_token: Generated<number>
  lease_until: At | null
  last_ok_at: At | null
  last_error: string | null
  last_error_kind: string | null
  last_error_at: At | null
  /** A person asked for a look. */
  look_asked_at: At | null
  /** The first failure since the last good look. */
  problem_since: At | null
  /** Refused logins, the newest six. */
  auth_refused: Generated<string[]>
  /** Seen in the folder and not yet stored. */
  waiting_mails: Generated<number>
  junk_looked_at: At | null
  /** Failures in a row; sorting stops at the third. */
  sorting_failed: Generated<number>
  sorting_stopped_at: At | null
  /** No letter before it: the limit that `send_limit` names. */
  send_after: At | null
  send_limit: SendLimit | null
  /** Limits are halved until then: the server spoke of frequency. */
  halved_until: At | null
  /** Too many automatic mails at once: nothing is sent until the chief lets it go on. */
  sending_stopped_at: At | null
  /** Letters before it are not counted by the breaker. */
  breaker_since: AtDefault
}
interface MailboxEpochTable {
  id: Identity
  mailbox_id: number
  folder: string
  uidvalidity: number
  opened_at: AtDefault
}
interface MailLocationTable {
  epoch_id: number
  uid: number
  mail_id: number
  internal_date: At | null
  first_seen_at: AtDefault
  /** Copied to its folder, and not yet taken away here. */
  copied_at: At | null
  sorted_at: At | null
}
interface MailPassedOverTable {
  epoch_id: number
  uid: number
  seen_at: AtDefault
}
interface MailUnfetchedTable {
  epoch_id: number
  uid: number
  tries: Generated<number>
  last_error: string
  next_try_at: AtDefault
  first_tried_at: AtDefault
}

export interface MailboxTables {
  mailbox: MailboxTable
  mailbox_epoch: MailboxEpochTable
  mail_location: MailLocationTable
  mail_passed_over: MailPassedOverTable
  mail_unfetched: MailUnfetchedTable
}
