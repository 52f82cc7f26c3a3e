/** The tables, as Kysely sees them; the words are those of db/migrations. bigint columns are numbers here (see db.ts). */
import type { ColumnType, Generated, Insertable, Selectable } from 'kysely'
import type { MailBadge, MailClass, SenderVerdict } from '../domain/mail/types.ts'
import type { Business, CodeFound, Contract, MailState, RequestState, ReturnCode, RowState, SocialSecurity } from '../domain/unban/types.ts' // prettier-ignore

/** Moments leave the database as ISO strings (UTC) and go in as ISO strings. */
type At = string
type AtDefault = ColumnType<string, string | undefined, string>
/** Days leave and enter as `2026-11-20`. */
type DayColumn = string
type Json<T> = ColumnType<T, string, string>
type JsonDefault<T> = ColumnType<T, string | undefined, string>
type Identity = Generated<number>

export interface AuthorityTable {
  id: string
  kind: string
  name: string
  region_code: string
  profile: string
  credit_code: string
  mailbox_address: string | null
  number_region: string | null
  filing_prefix: string | null
  filing_form: string | null
  world_key: string | null
  created_at: AtDefault
}
export interface EnterpriseTable {
  id: Identity
  credit_code: string
  name: string
  name_key: string
  kind: string
  region_code: string
  legal_name: string
  legal_id_cipher: string
  legal_id_key: string
  legal_id_last4: string
  contact: string
  phone_cipher: string
  phone_last4: string
  address: string
  status: 'approved' | 'incomplete' | 'pending'
  missing: string[]
  version: Generated<number>
  created_at: AtDefault
}
export interface EnterpriseAddressTable {
  enterprise_id: number
  address: string
  source: 'record' | 'confirmed'
  confirmed_at: AtDefault
  revoked_at: At | null
}
export interface AccountTable {
  id: Identity
  login: string
  password_hash: string
  name: string
  phone_cipher: string
  phone_last4: string
  email: string
  roles: string[]
  authority_id: string | null
  failed_tries: Generated<number>
  locked_until: At | null
  disabled_at: At | null
  created_at: AtDefault
}
export interface AccountEnterpriseTable {
  account_id: number
  enterprise_id: number
}
export interface SessionTable {
  token_hash: string
  public_id: string
  account_id: number
  enterprise_id: number | null
  csrf: string
  user_agent: string
  created_at: AtDefault
  last_seen_at: AtDefault
  expires_at: At
}
export interface ApiTokenTable {
  id: Identity
  account_id: number
  enterprise_id: number | null
  name: string
  token_hash: string
  created_at: AtDefault
  expires_at: At
  revoked_at: At | null
  last_used_at: At | null
}
export interface DraftTable {
  account_id: number
  form: string
  subject: string
  body_cipher: string
  saved_at: AtDefault
}
export interface PersonTable {
  id: Identity
  id_cipher: string
  id_key: string
  id_last4: string
  name: string
  name_key: string
  sex: string
  birth_date: DayColumn
  phone_cipher: string
  phone_last4: string
  phone_placeholder: Generated<boolean>
  enterprise_id: number | null
  post_type: string
  post: string
  trade: string
  status: 'disabled' | 'active'
  photo_sha: string | null
  social_security: Json<SocialSecurity | null> | null
  contract: Json<Contract | null> | null
  version: Generated<number>
  created_at: AtDefault
  updated_at: AtDefault
}
export interface CertificateTable {
  id: Identity
  person_id: number
  number: string
  kind: string
  trade: string
  issuer: string
  issued_on: DayColumn
  valid_until: DayColumn
  status: 'held' | 'active'
  scan_sha: string | null
}
export interface StoredFileTable {
  sha256: string
  size: number
  type: string
  created_at: AtDefault
}
export interface MailboxTable {
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
}
export interface MailboxEpochTable {
  id: Identity
  mailbox_id: number
  folder: string
  uidvalidity: number
  opened_at: AtDefault
}
export interface MailTable {
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
  time_source: 'internalDate' | 'firstSeen' | 'chief'
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
}
export interface MailLocationTable {
  epoch_id: number
  uid: number
  mail_id: number
  internal_date: At | null
  first_seen_at: AtDefault
}
export interface AttachmentTable {
  mail_id: number
  n: number
  name: string
  size: number
  sha256: string
  kind: string
  problem: string | null
}
export interface MailRowTable {
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
export interface SenderHoldTable {
  mail_id: number
  enterprise_id: number
  address: string
  token_hash: string
  expires_at: At
  confirmed_at: At | null
  expired_at: At | null
}
export interface RequestTable {
  id: Identity
  case_no: string
  mail_id: number
  authority_id: string
  enterprise_id: number
  business: Business
  received_at: At
  arrival: number
  list_fingerprint: string
  state: RequestState
  version: Generated<number>
  /** Rows live or locked: people that still wait. A request of shadows alone has none and no place. */
  people: number
  claim_no: Generated<number>
  claimed_by: number | null
  claimed_at: At | null
  claim_until: At | null
  undo_until: At | null
  due_at: At | null
  due_on: DayColumn | null
  overdue_at: At | null
  decided_at: At | null
  answered_at: At | null
  created_at: AtDefault
}
export interface RequestRowTable {
  id: Identity
  request_id: number
  /** The row's number in its mail. */
  n: number
  enterprise_id: number
  business: Business
  person_key: string
  person_id: number
  name: string
  id_last4: string
  remark: Generated<string>
  state: RowState
  moved_to: number | null
  shadow_of: number | null
  decision: 'approve' | 'reject' | null
  reasons: Generated<string[]>
  reason_text: Generated<string>
  decided_by: number | null
  decided_at: At | null
  /** The register's version of the person when the decision was made. */
  person_version: number | null
}
export interface CaseSerialTable {
  prefix: string
  year: number
  last: number
}
export type OutgoingKind = 'ack' | 'return' | 'result' | 'note' | 'progress'
export type OutgoingState = 'pending' | 'sending' | 'sent' | 'retry' | 'uncertain' | 'failed' | 'bounced'
export interface OutgoingMailTable {
  id: Identity
  key: string
  mailbox_id: number
  kind: OutgoingKind
  mail_id: number | null
  request_id: number | null
  to_address: string
  /** Empty until the letter is rendered, once, before the first attempt. */
  subject: Generated<string>
  message_id: string
  rows_header: string
  /** The facts of the letter, sealed, fixed in the transaction that decided them. */
  letter_cipher: string
  /** The rendered bytes: every attempt sends the same. */
  raw_sha: string | null
  state: OutgoingState
  priority: number
  attempts: Generated<number>
  resends: Generated<number>
  not_before: AtDefault
  last_error: string | null
  created_at: AtDefault
  sent_at: At | null
}
export interface DeliveryEventTable {
  id: Identity
  outgoing_id: number
  at: AtDefault
  kind: string
  detail: Generated<string>
}
export type WishKind = 'intake' | 'outgoing' | 'request' | 'update' | 'hold'
export interface WishTable {
  kind: WishKind
  subject: string
  wanted: Generated<number>
  served: Generated<number>
  wanted_at: AtDefault
  not_before: AtDefault
  attempts: Generated<number>
  last_error: string | null
}
export interface KeptUpdateTable {
  update_id: string
  request_id: number
  account_id: number
  name: string
  input: Json<Record<string, unknown>>
  kept_at: AtDefault
  outcome: string | null
  settled_at: At | null
}
export interface HolidayTable {
  day: DayColumn
  kind: 'rest' | 'work'
  name: string
  source: string
}
export interface CalendarCoverTable {
  one: Generated<boolean>
  covered_through: DayColumn
}
export interface RegionTable {
  code: string
  name: string
  status: string
}
export interface WorldLoadTable {
  sha256: string
  loaded_at: AtDefault
}
export interface AuditLogTable {
  chain: string
  seq: Generated<number>
  at: AtDefault
  key: string
  actor: string
  acting_for: Generated<string>
  action: string
  object: string
  detail: JsonDefault<Record<string, unknown>>
  prev_hash: Generated<string>
  hash: Generated<string>
}
export interface AuditHeadTable {
  chain: string
  seq: number
  hash: string
}

export interface Tables {
  authority: AuthorityTable
  enterprise: EnterpriseTable
  enterprise_address: EnterpriseAddressTable
  account: AccountTable
  account_enterprise: AccountEnterpriseTable
  session: SessionTable
  api_token: ApiTokenTable
  draft: DraftTable
  person: PersonTable
  certificate: CertificateTable
  stored_file: StoredFileTable
  mailbox: MailboxTable
  mailbox_epoch: MailboxEpochTable
  mail: MailTable
  mail_location: MailLocationTable
  attachment: AttachmentTable
  mail_row: MailRowTable
  sender_hold: SenderHoldTable
  request: RequestTable
  request_row: RequestRowTable
  case_serial: CaseSerialTable
  outgoing_mail: OutgoingMailTable
  delivery_event: DeliveryEventTable
  wish: WishTable
  kept_update: KeptUpdateTable
  holiday: HolidayTable
  calendar_cover: CalendarCoverTable
  region: RegionTable
  world_load: WorldLoadTable
  audit_log: AuditLogTable
  audit_head: AuditHeadTable
}
export type Row<T extends keyof Tables> = Selectable<Tables[T]>
export type NewRow<T extends keyof Tables> = Insertable<Tables[T]>
export type { ReturnCode }
