/** 来信: mails, what was read of them, and what was done with them. */
import type { Generated } from 'kysely'
import type { MailActInput, MailActKind, MailActOutcome } from '../../domain/mail/acts.ts'
import type { TimeSource } from '../../domain/mail/receipt-time.ts'
import type { MailBadge, MailClass, SenderVerdict } from '../../domain/mail/types.ts'
import type { Business, CodeFound, MailState } from '../../domain/unban/types.ts'
import type { At, AtDefault, Identity, JsonDefault } from './columns.ts'

interface MailTable {
  id: Identity
  mailbox_id: number
  authority_id: string
  fingerprint: string
  message_id: string | null
  from_address: string | null
  from_name: string | null
  subject: Generated<string>
  date_header: string | null
  received_at: At
  arrival: number
  time_source: TimeSource
  first_seen_at: AtDefault
  raw_sha: string
  size: number
  headers_only: Generated<boolean>
  class: MailClass | null
  verdict: SenderVerdict | null
  state: MailState
  state_reason: string | null
  codes: JsonDefault<CodeFound[]>
  badges: Generated<MailBadge[]>
  attempts: Generated<number>
  classified_at: At | null
  body_text: Generated<string>
  /** What the record said before the chief gave a time. */
  time_before: At | null
  status_revoked_at: At | null
  /** A question that staff have seen to; how is sealed: people write names into it. */
  handled_at: At | null
  handled_by: number | null
  handled_cipher: string | null
  /** Why it was set apart, kept for good. */
  quarantined_as: string | null
}
interface AttachmentTable {
  mail_id: number
  n: number
  name: string
  size: number
  sha256: string
  kind: string
  problem: string | null
}
interface MailRowTable {
  mail_id: number
  n: number
  name: string
  id_cipher: string
  id_key: string | null
  id_last4: string
  company: string
  business: Business
  asked_both: boolean
  remark: string
  /** A RowOutcome's kind. */
  outcome: string
  codes: JsonDefault<CodeFound[]>
  /** A repeated row has the first one's state. */
  same_as: number | null
  request_row_id: number | null
}
interface SenderHoldTable {
  mail_id: number
  enterprise_id: number
  address: string
  token_hash: string
  expires_at: At
  confirmed_at: At | null
  /** 不是我单位发送: said by the enterprise; the mail goes back as if its time were over. */
  refused_at: At | null
  /** Its rows were returned. */
  expired_at: At | null
}
export type MailNoteKind = 'reply' | 'withdrawal' | 'withdrawalRefused' | 'progress'
/** A mail without a form that has to do with a request: a reply, a withdrawal, a question. */
interface MailNoteTable {
  request_id: number
  mail_id: number
  kind: MailNoteKind
  at: AtDefault
}
/** In whose name somebody wrote who may not. */
interface MailNamingTable {
  mail_id: number
  enterprise_id: number
  people: number
}
/** An act on a mail, a letter or a request: asked for by a page, done once by the intake. */
interface MailActTable {
  id: string
  /** Names the act in letters. */
  n: Identity
  mailbox_id: number
  mail_id: number | null
  request_id: number | null
  outgoing_id: number | null
  account_id: number
  acting_for: number | null
  kind: MailActKind
  input: JsonDefault<MailActInput>
  reason_cipher: string | null
  made_at: AtDefault
  attempts: Generated<number>
  outcome: MailActOutcome | null
  settled_at: At | null
}

export interface MailTables {
  mail: MailTable
  attachment: AttachmentTable
  mail_row: MailRowTable
  sender_hold: SenderHoldTable
  mail_note: MailNoteTable
  mail_naming: MailNamingTable
  mail_act: MailActTable
}
