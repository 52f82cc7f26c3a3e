/**
 * 待处理 — mails that wait for a person of the office. One definition for the list, the first page and the count in the
 * menu: what no rule could settle, what an enterprise must confirm, questions nobody has seen to, answers that did not
 * arrive. By partial indexes: it costs what waits, however many mails there are.
 */
import { sql, type SqlBool } from 'kysely'
import type { ReadDb } from '../db.ts'
import type { QuestionReason } from '../../domain/mail/questions.ts'

/** Answers that did not arrive and were not sent again stay with staff for so long. */
const undeliveredDays = 30

const failed = sql<SqlBool>`(letter.state in ('failed', 'bounced') and letter.resent_as is null
  and letter.merged_into is null and letter.created_at > now() - make_interval(days => ${undeliveredDays}))`

/** An answer to the mail did not arrive. */
export const answerUndelivered = sql<boolean>`exists (select from outgoing_mail letter where letter.mail_id = mail.id and ${failed})`

const toSettle = sql<SqlBool>`mail.state in ('manual', 'quarantined', 'onHold')`
// domain/mail/questions.ts; written out as the index says it.
const toAnswer = sql<SqlBool>`(mail.state = 'note' and mail.state_reason in ('replyWithoutForm', 'withdrawalRefused')
  and mail.handled_at is null)`

/** Ids of an authority's mails that wait, each once. */
export const waitsForStaff = (authorityId: string) => sql<number>`(
  select mail.id from mail where mail.authority_id = ${authorityId} and ${toSettle}
  union select mail.id from mail where mail.authority_id = ${authorityId} and ${toAnswer}
  union select letter.mail_id from outgoing_mail letter join mailbox on mailbox.id = letter.mailbox_id
    where mailbox.authority_id = ${authorityId} and letter.mail_id is not null and ${failed})`

/** Beyond it the count says 99+. */
export const toDoShown = 99

/** For the menu, on every page (db/read/shell.ts); no further than anybody wants to know. */
export const mailsToDoCount = (authorityId: string) => sql<number>`(
  select count(*) from (select from ${waitsForStaff(authorityId)} as waits limit ${toDoShown + 1}) as shown)`

/** Why a mail waits; the first that holds. */
export type MailToDoKind = 'manual' | 'quarantined' | 'onHold' | QuestionReason | 'undelivered'

export interface MailToDo {
  readonly id: number
  readonly kind: MailToDoKind
  readonly subject: string
  readonly from: string | null
  readonly receivedAt: string
}
export interface MailsToDo {
  readonly mails: number
  /** Those that wait longest. */
  readonly oldest: readonly MailToDo[]
}

/** For the first page: how many wait, and the oldest of them by the time of the mail, whatever they wait for. */
export async function readMailsToDo(db: ReadDb, authorityId: string, limit: number): Promise<MailsToDo> {
  const { rows } = await sql<MailToDo & { mails: number }>`
    select mail.id, mail.subject, mail.from_address as "from", mail.received_at as "receivedAt", count(*) over () as mails,
      case when ${toSettle} then mail.state when ${toAnswer} then mail.state_reason else 'undelivered' end as kind
    from mail where mail.id in ${waitsForStaff(authorityId)}
    order by mail.received_at, mail.arrival limit ${limit}`.execute(db)
  return { mails: rows[0]?.mails ?? 0, oldest: rows.map(({ mails: _, ...mail }) => mail) }
}
