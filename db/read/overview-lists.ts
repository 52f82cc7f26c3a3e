/** 概况的明细: the list behind a figure of the overview, the newest first, in the same window. */
import { sql, type RawBuilder } from 'kysely'
import type { ReadDb } from '../db.ts'
import { answeredWithCodes, resendMoves, windowDays } from './overview.ts'

export const listFigures = ['returns', 'enterprise-returns', 'resends', 'letters'] as const
export type ListFigure = (typeof listFigures)[number]
/** Rows that a list shows; whoever needs more searches the mails or the queue. */
export const listRowsMax = 200

export interface ListRow {
  readonly at: string
  readonly mailId: number | null
  readonly requestId: number | null
  /** A case number, a subject, or an enterprise. */
  readonly text: string
  readonly detail: string
  /** Lost by a resend; of the other lists undefined. */
  readonly placesLost?: number
}

const since = sql<string>`now() - make_interval(days => ${windowDays})`

const queries: Readonly<Record<ListFigure, (authorityId: string, of: string) => RawBuilder<ListRow>>> = {
  // Mails in which something was returned with this code.
  returns: (authorityId, of) => sql<ListRow>`
    select received_at as at, mail.id as "mailId", null::bigint as "requestId", subject as text,
      coalesce((select string_agg(distinct company, '、') from mail_row where mail_id = mail.id and company <> ''), '') as detail
    from mail where authority_id = ${authorityId} and received_at > ${since} and ${answeredWithCodes}
      and (codes @> jsonb_build_array(jsonb_build_object('code', ${of}::text)) or exists (
        select from mail_row where mail_id = mail.id and outcome = 'returned'
          and mail_row.codes @> jsonb_build_array(jsonb_build_object('code', ${of}::text))))
    order by received_at desc, mail.id desc limit ${listRowsMax}`,
  'enterprise-returns': (authorityId, of) => sql<ListRow>`
    select received_at as at, mail.id as "mailId", null::bigint as "requestId", subject as text,
      (select string_agg(distinct code ->> 'code', ' ') from mail_row as theirs cross join lateral jsonb_array_elements(theirs.codes) as code
        where theirs.mail_id = mail.id and theirs.company = ${of} and theirs.outcome = 'returned') as detail
    from mail where authority_id = ${authorityId} and received_at > ${since}
      and exists (select from mail_row where mail_id = mail.id and outcome = 'returned' and company = ${of})
    order by received_at desc, mail.id desc limit ${listRowsMax}`,
  resends: (authorityId) => sql<ListRow>`
    select new.received_at as at, null::bigint as "mailId", new.id as "requestId",
      old.case_no || ' → ' || new.case_no as text, enterprise.name as detail, moves.places as "placesLost"
    from ${resendMoves(authorityId)} as moves join request as old on old.id = moves.old_id
    join request as new on new.id = moves.new_id join enterprise on enterprise.id = new.enterprise_id
    order by new.received_at desc, new.id desc, old.id desc limit ${listRowsMax}`,
  letters: (authorityId, of) => sql<ListRow>`
    select outgoing_mail.created_at as at, mail_id as "mailId", request_id as "requestId", outgoing_mail.subject as text,
      coalesce(outgoing_mail.last_error, '') as detail
    from outgoing_mail join mailbox on mailbox.id = outgoing_mail.mailbox_id
    where mailbox.authority_id = ${authorityId} and outgoing_mail.created_at > ${since} and outgoing_mail.state = ${of}
      and outgoing_mail.state in ('failed', 'bounced', 'uncertain')
    order by outgoing_mail.created_at desc, outgoing_mail.id desc limit ${listRowsMax}`,
}

/** @param of the code, enterprise or state that the figure counts. */
export async function readOverviewList(
  db: ReadDb,
  authorityId: string,
  figure: ListFigure,
  of: string,
): Promise<ListRow[]> {
  return (await queries[figure](authorityId, of).execute(db)).rows
}
