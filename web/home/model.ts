/** 首页 as programs read it: what there is to do, by what the account does. */
import type { EnterpriseStatus } from '../../db/read/enterprises.ts'
import type { EnterprisePeople } from '../../db/read/home.ts'
import type { MailboxState } from '../../db/read/mailbox.ts'
import type { MailsToDo } from '../../db/read/mails-to-do.ts'
import type { NoticeRow } from '../../db/read/notices.ts'
import type { OperationFigures } from '../../db/read/operations.ts'
import type { QueueFigures } from '../../db/read/queue.ts'
import type { QueueItem } from '../queue/model.ts'
import type { EngineHealth } from '../shell.ts'

export interface StaffHome {
  /** Profiles of enterprises that wait for approval. */
  readonly profiles: number
  /** The calendar's last day, when it comes near and this is the chief. */
  readonly calendarEnds: string | null
  readonly figures: QueueFigures
  readonly mailbox: MailboxState | null
  /** 待处理: mails that wait for a person. */
  readonly mailsToDo: MailsToDo
  readonly held: readonly QueueItem[]
  /** The next in the queue. */
  readonly head: readonly QueueItem[]
}
export type OwnItem = QueueItem & { readonly peopleAhead: number | null }
export interface EnterpriseHome {
  readonly enterpriseId: number
  readonly profile: EnterpriseStatus
  readonly people: EnterprisePeople
  readonly requests: readonly OwnItem[]
  readonly next: number | null
}
export interface OperationsHome extends OperationFigures {
  readonly engine: EngineHealth
}
export interface HomeModel {
  readonly staff: StaffHome | null
  readonly enterprise: EnterpriseHome | null
  /** The newest unread messages. */
  readonly unread: readonly NoticeRow[]
  readonly operations: OperationsHome | null
}
