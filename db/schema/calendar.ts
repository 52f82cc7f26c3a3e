/** 工作日历与期限: days, publications, and what they moved. */
import type { Generated } from 'kysely'
import type { DayChange } from '../../domain/calendar/publication.ts'
import type { AtDefault, DayColumn, Json } from './columns.ts'

interface HolidayTable {
  day: DayColumn
  /** plain: a correction made it an ordinary day again. */
  kind: 'rest' | 'work' | 'plain'
  name: string
  source: string
  /** Published or corrected by a chief: the file of a start leaves it alone. */
  by_hand: Generated<boolean>
}
interface CalendarCoverTable {
  one: Generated<boolean>
  covered_through: DayColumn
  /** Rises with each publication and correction. */
  version: Generated<number>
}
interface CalendarChangeTable {
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
interface DeadlineMoveTable {
  version: number
  request_id: number
  due_from: DayColumn | null
  due_to: DayColumn | null
}
interface DeadlineReminderTable {
  request_id: number
  level: 'near' | 'over'
  day: DayColumn
  at: AtDefault
}

export interface CalendarTables {
  holiday: HolidayTable
  calendar_cover: CalendarCoverTable
  calendar_change: CalendarChangeTable
  deadline_move: DeadlineMoveTable
  deadline_reminder: DeadlineReminderTable
}
