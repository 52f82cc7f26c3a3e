/** 消息: what people are told in the app. */
import type { Generated } from 'kysely'
import type { NoticeFacts, NoticeKind } from '../../domain/notices/kinds.ts'
import type { AtDefault, Identity, JsonDefault } from './columns.ts'

interface NoticeTable {
  id: Identity
  key: string
  kind: NoticeKind
  authority_id: string | null
  chief_only: Generated<boolean>
  enterprise_id: number | null
  facts: JsonDefault<NoticeFacts>
  at: AtDefault
}
interface NoticeReadTable {
  account_id: number
  notice_id: number
  at: AtDefault
}
interface NoticeMarkTable {
  account_id: number
  through_id: number
}

export interface NoticeTables {
  notice: NoticeTable
  notice_read: NoticeReadTable
  notice_mark: NoticeMarkTable
}
