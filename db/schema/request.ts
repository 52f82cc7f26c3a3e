/** 申请: requests and their rows, the review, and the queue. */
import type { Generated } from 'kysely'
import type { PutAsideReason } from '../../domain/unban/put-aside.ts'
import type { Business, RequestState, RowState } from '../../domain/unban/types.ts'
import type { At, AtDefault, DayColumn, Identity, Json } from './columns.ts'

interface RequestTable {
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
interface RequestRowTable {
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
/** 搁置: one row each time a request was put aside; without `ended_at` it lasts. */
interface PutAsideTable {
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
interface RequestNoteTable {
  id: Identity
  key: string
  request_id: number
  account_id: number
  kind: 'note' | 'claimRevoked'
  text: string
  at: AtDefault
}
interface ReasonUsageTable {
  authority_id: string
  day: DayColumn
  code: string
  times: number
}
/** Counters of the queue, kept by triggers (db/migrations/2026-11-21-unban-speed.ts); nobody else writes them. */
interface QueuePlaceTable {
  authority_id: string
  level: number
  bucket: number
  requests: number
  people: number
}
interface QueueDueTable {
  authority_id: string
  due_on: DayColumn
  due_at: At
  requests: number
}
interface CaseSerialTable {
  prefix: string
  year: number
  last: number
}
interface KeptUpdateTable {
  update_id: string
  request_id: number
  account_id: number
  name: string
  input: Json<Record<string, unknown>>
  kept_at: AtDefault
  outcome: string | null
  settled_at: At | null
}
/** Written by the trigger on requests alone (db/migrations/2026-11-21-unban-time.ts). */
interface QueueLogTable {
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
interface OrderPublicationTable {
  authority_id: string
  account_id: number
  at: AtDefault
}

export interface RequestTables {
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
  kept_update: KeptUpdateTable
  queue_log: QueueLogTable
  order_publication: OrderPublicationTable
}
