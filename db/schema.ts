/** The tables, as Kysely sees them; the words are those of db/migrations. bigint columns are numbers here (see db.ts). */
import type { DayChange } from '../domain/calendar/publication.ts'
import type { NoticeFacts, NoticeKind } from '../domain/notices/kinds.ts'
import type { ColumnType, Generated, Insertable, Selectable } from 'kysely'
import type { MailActInput, MailActKind, MailActOutcome } from '../domain/mail/acts.ts'
import type { TimeSource } from '../domain/mail/receipt-time.ts'
import type { SendLimit } from '../domain/mail/sending-pace.ts'
import type { MailBadge, MailClass, SenderVerdict } from '../domain/mail/types.ts'
import type { FormError } from '../domain/forms/checkers.ts'
import type { PaperKind } from '../domain/person/papers.ts'
import type { PutAsideReason } from '../domain/unban/put-aside.ts'
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
  submitted_at: At | null
  /** Papers that the association has had since before uploads. */
  papers_on_record: Generated<string[]>
  /** Papers asked for beyond the usual ones, in words. */
  papers_asked: Generated<string[]>
}
export interface EnterpriseFileTable {
  id: Identity
  enterprise_id: number
  /** A ProfilePaper, or the words of one that was asked for. */
  paper: string
  sha256: string
  size: number
  type: string
  uploaded_by: number
  uploaded_at: AtDefault
}
export interface EnterpriseReviewTable {
  enterprise_id: number
  /** The version of the profile that was looked at. */
  version: number
  outcome: 'approved' | 'sentBack'
  reasons: Generated<string[]>
  reason_text: Generated<string>
  reviewed_by: number
  reviewed_at: AtDefault
}
export interface LookupSiteTable {
  site: string
  name: string
  address: string
  how_to: string
  version: Generated<number>
  corrected_by: number
  corrected_at: AtDefault
}
export interface CertificateCheckTable {
  id: Identity
  certificate_id: number
  site: string
  result: 'agrees' | 'differs' | 'notFound' | 'siteAway'
  note: Generated<string>
  key: string
  checked_by: number
  checked_at: AtDefault
}
/** Bytes that nothing refers to any more, until they are gone from the disk. */
export interface FileRemovalTable {
  sha256: string
  wanted_at: AtDefault
}
export interface ReadingTable {
  hanzi: string
  readings: string[]
}
export interface ReadingLoadTable {
  one: Generated<boolean>
  sha256: string
}
/** Kept by triggers (migration 2026-11-21-unban-enterprises). */
export interface SearchEntryTable {
  kind: 'person' | 'enterprise' | 'mail'
  subject_id: number
  texts: string
  terms: string[]
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
export interface UploadTable {
  enterprise_id: number
  item: 'photo' | 'scan' | 'paper'
  sha256: string
  size: number
  type: string
  at: AtDefault
}
export interface PersonFileTable {
  person_id: number
  item: PaperKind
  n: number
  sha256: string
  size: number
  type: string
}
export interface PersonImportTable {
  id: Identity
  enterprise_id: number
  account_id: number
  file_sha: string
  state: 'checked' | 'taking' | 'done'
  created_at: AtDefault
  taken_at: At | null
}
export interface PersonImportRowTable {
  import_id: number
  /** The row's number in the sheet, counted from 1 below the headings. */
  n: number
  cells_cipher: string
  state: 'good' | 'bad' | 'taken' | 'exists'
  errors: JsonDefault<FormError[]>
  person_id: number | null
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
export interface MailLocationTable {
  epoch_id: number
  uid: number
  mail_id: number
  internal_date: At | null
  first_seen_at: AtDefault
  /** Copied to its folder, and not yet taken away here. */
  copied_at: At | null
  sorted_at: At | null
}
export interface MailPassedOverTable {
  epoch_id: number
  uid: number
  seen_at: AtDefault
}
export interface MailUnfetchedTable {
  epoch_id: number
  uid: number
  tries: Generated<number>
  last_error: string
  next_try_at: AtDefault
  first_tried_at: AtDefault
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
/** Counters of the queue, kept by triggers (db/migrations/2026-11-21-unban-speed.ts); nobody else writes them. */
export interface QueuePlaceTable {
  authority_id: string
  level: number
  bucket: number
  requests: number
  people: number
}
export interface QueueDueTable {
  authority_id: string
  due_on: DayColumn
  due_at: At
  requests: number
}
/** 搁置: one row each time a request was put aside; without `ended_at` it lasts. */
export interface PutAsideTable {
  id: Identity
  request_id: number
  reason: PutAsideReason
  reason_text: Generated<string>
  by_account: number
  at: AtDefault
  until: At
  ended_at: At | null
  /** null: by itself, when its time was over or the request ended. */
  ended_by: number | null
}
/** 备注: written by staff for staff. */
export interface RequestNoteTable {
  id: Identity
  key: string
  request_id: number
  account_id: number
  kind: 'note' | 'claimRevoked'
  text: string
  at: AtDefault
}
export interface ReasonUsageTable {
  authority_id: string
  day: DayColumn
  code: string
  times: number
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
  /** The content was refused once: the words go without markup. */
  plain: Generated<boolean>
  /** What a return says, so that the same is not said twice. */
  said_key: string | null
  /** Sent inside another acknowledgement; its state follows. */
  merged_into: number | null
  /** Sent again by staff, to the registered address. */
  resent_as: number | null
}
export interface AddressSuspensionTable {
  address: string
  since: AtDefault
  until: At
  outgoing_id: number
}
export type MailNoteKind = 'reply' | 'withdrawal' | 'withdrawalRefused' | 'progress'
/** A mail without a form that has to do with a request: a reply, a withdrawal, a question. */
export interface MailNoteTable {
  request_id: number
  mail_id: number
  kind: MailNoteKind
  at: AtDefault
}
/** In whose name somebody wrote who may not. */
export interface MailNamingTable {
  mail_id: number
  enterprise_id: number
  people: number
}
/** An act on a mail, a letter or a request: asked for by a page, done once by the intake. */
export interface MailActTable {
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
  /** plain: a correction made it an ordinary day again. */
  kind: 'rest' | 'work' | 'plain'
  name: string
  source: string
  /** Published or corrected by a chief: the file of a start leaves it alone. */
  by_hand: Generated<boolean>
}
export interface CalendarCoverTable {
  one: Generated<boolean>
  covered_through: DayColumn
  /** Rises with each publication and correction. */
  version: Generated<number>
}
export interface CalendarChangeTable {
  version: number
  key: string
  kind: 'year' | 'day'
  day: DayColumn | null
  year: number | null
  reason: Generated<string>
  /** What each changed day was and is. */
  days: Json<DayChange[]>
  covered_from: DayColumn
  covered_through: DayColumn
  moved: number
  account_id: number
  at: AtDefault
}
export interface DeadlineMoveTable {
  version: number
  request_id: number
  due_from: DayColumn | null
  due_to: DayColumn | null
}
export interface DeadlineReminderTable {
  request_id: number
  level: 'near' | 'over'
  day: DayColumn
  at: AtDefault
}
export interface NoticeTable {
  id: Identity
  key: string
  kind: NoticeKind
  authority_id: string | null
  chief_only: Generated<boolean>
  enterprise_id: number | null
  facts: JsonDefault<NoticeFacts>
  at: AtDefault
}
export interface NoticeReadTable {
  account_id: number
  notice_id: number
  at: AtDefault
}
export interface NoticeMarkTable {
  account_id: number
  through_id: number
}
/** Written by the trigger on requests alone (db/migrations/2026-11-21-unban-time.ts). */
export interface QueueLogTable {
  chain: string
  n: number
  at: At
  event: string
  case_no: string
  received_at: At
  arrival: number
  people: number
  note: string
  prev_hash: string
  hash: string
}
export interface OrderPublicationTable {
  authority_id: string
  account_id: number
  at: AtDefault
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
  enterprise_file: EnterpriseFileTable
  enterprise_review: EnterpriseReviewTable
  lookup_site: LookupSiteTable
  certificate_check: CertificateCheckTable
  file_removal: FileRemovalTable
  reading: ReadingTable
  reading_load: ReadingLoadTable
  search_entry: SearchEntryTable
  account: AccountTable
  account_enterprise: AccountEnterpriseTable
  session: SessionTable
  api_token: ApiTokenTable
  draft: DraftTable
  person: PersonTable
  certificate: CertificateTable
  stored_file: StoredFileTable
  upload: UploadTable
  person_file: PersonFileTable
  person_import: PersonImportTable
  person_import_row: PersonImportRowTable
  mailbox: MailboxTable
  mailbox_epoch: MailboxEpochTable
  mail: MailTable
  mail_location: MailLocationTable
  mail_passed_over: MailPassedOverTable
  mail_unfetched: MailUnfetchedTable
  attachment: AttachmentTable
  mail_row: MailRowTable
  sender_hold: SenderHoldTable
  request: RequestTable
  request_row: RequestRowTable
  put_aside: PutAsideTable
  request_note: RequestNoteTable
  reason_usage: ReasonUsageTable
  queue_place: QueuePlaceTable
  queue_due: QueueDueTable
  queue_place_recount: QueuePlaceTable
  queue_due_recount: QueueDueTable
  case_serial: CaseSerialTable
  outgoing_mail: OutgoingMailTable
  delivery_event: DeliveryEventTable
  address_suspension: AddressSuspensionTable
  mail_note: MailNoteTable
  mail_naming: MailNamingTable
  mail_act: MailActTable
  wish: WishTable
  kept_update: KeptUpdateTable
  holiday: HolidayTable
  calendar_cover: CalendarCoverTable
  calendar_change: CalendarChangeTable
  deadline_move: DeadlineMoveTable
  deadline_reminder: DeadlineReminderTable
  notice: NoticeTable
  notice_read: NoticeReadTable
  notice_mark: NoticeMarkTable
  queue_log: QueueLogTable
  order_publication: OrderPublicationTable
  region: RegionTable
  world_load: WorldLoadTable
  audit_log: AuditLogTable
  audit_head: AuditHeadTable
}
export type Row<T extends keyof Tables> = Selectable<Tables[T]>
export type NewRow<T extends keyof Tables> = Insertable<Tables[T]>
export type { ReturnCode }
