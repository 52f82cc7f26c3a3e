/** What the frame of every page tells of the record, in one statement: each visit asks for it. */
import { sql } from 'kysely'
import type { ReadDb } from '../db.ts'
import { mailsToDoCount } from './mails-to-do.ts'
import { unreadCount, type NoticeScope } from './notices.ts'

export interface ShellAsked {
  /** Whose messages are counted. */
  readonly notices: NoticeScope
  /** Whose mails that wait for a person are counted; null: nobody's. */
  readonly mailsToDoOf: string | null
  /** Whose mailboxes are looked at for 已停发; null: nobody's. */
  readonly sendingOf: string | null
}

export interface ShellRead {
  /** Counted no further than `unreadShown`. */
  readonly unread: number
  /** Counted no further than `toDoShown`. */
  readonly mailsToDo: number
  /** The breaker has stopped a mailbox of theirs. */
  readonly sendingStopped: boolean
}

export async function readShell(db: ReadDb, asked: ShellAsked): Promise<ShellRead> {
  const { notices, mailsToDoOf, sendingOf } = asked
  const { rows } = await sql<ShellRead>`
    select ${unreadCount(notices)} as unread,
      ${mailsToDoOf === null ? sql`0` : mailsToDoCount(mailsToDoOf)} as "mailsToDo",
      exists (select from mailbox where authority_id = ${sendingOf} and sending_stopped_at is not null) as "sendingStopped"`.execute(db) // prettier-ignore
  const [read] = rows
  if (read === undefined) throw new Error('The frame was not read.')
  return read
}
