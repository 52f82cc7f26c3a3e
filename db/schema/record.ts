/** 记录与引擎: the audit log, wishes, and what was loaded at a start. */
import type { Generated } from 'kysely'
import type { AtDefault, JsonDefault } from './columns.ts'

export type WishKind = 'intake' | 'outgoing' | 'request' | 'update' | 'hold'
interface WishTable {
  kind: WishKind
  subject: string
  wanted: Generated<number>
  served: Generated<number>
  wanted_at: AtDefault
  not_before: AtDefault
  attempts: Generated<number>
  last_error: string | null
}
interface AuditLogTable {
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
interface AuditHeadTable {
  chain: string
  seq: number
  hash: string
}
interface RegionTable {
  code: string
  name: string
  status: string
}
interface WorldLoadTable {
  sha256: string
  loaded_at: AtDefault
}

export interface RecordTables {
  wish: WishTable
  audit_log: AuditLogTable
  audit_head: AuditHeadTable
  region: RegionTable
  world_load: WorldLoadTable
}
