/** The tables, as Kysely sees them, area by area in db/schema/; the words are those of db/migrations. */
import type { Selectable } from 'kysely'
import type { AccountTables } from './schema/account.ts'
import type { CalendarTables } from './schema/calendar.ts'
import type { EnterpriseTables } from './schema/enterprise.ts'
import type { MailTables } from './schema/mail.ts'
import type { MailboxTables } from './schema/mailbox.ts'
import type { NoticeTables } from './schema/notice.ts'
import type { OutgoingTables } from './schema/outgoing.ts'
import type { PersonTables } from './schema/person.ts'
import type { RecordTables } from './schema/record.ts'
import type { RequestTables } from './schema/request.ts'
import type { SearchTables } from './schema/search.ts'

export interface Tables
  extends
    EnterpriseTables,
    AccountTables,
    PersonTables,
    MailboxTables,
    MailTables,
    RequestTables,
    OutgoingTables,
    CalendarTables,
    NoticeTables,
    SearchTables,
    RecordTables {}

export type Row<T extends keyof Tables> = Selectable<Tables[T]>

/** Words that are said beyond their table. */
export type { MailNoteKind } from './schema/mail.ts'
export type { OutgoingKind, OutgoingState } from './schema/outgoing.ts'
export type { WishKind } from './schema/record.ts'
