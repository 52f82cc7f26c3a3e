/** 归档: what mails were read as and what each came to, in one statement whatever their number. */
import { sql } from 'kysely'
import type { Tx } from '../../db.ts'
import type { CodeFound, MailState } from '../../../domain/unban/types.ts'
import type { Judged } from './judged.ts'

/** What a mail comes to: its state, why, and the codes that were said of the mail itself. */
export interface End {
  readonly state: MailState
  readonly reason: string | null
  readonly codes: readonly CodeFound[]
}

export interface Filed {
  readonly mailId: number
  readonly judged: Judged
  readonly end: End
}

export async function fileMails(tx: Tx, mails: readonly Filed[]): Promise<void> {
  if (mails.length === 0) return
  const filed = mails.map(({ mailId, judged, end }) => ({
    id: mailId,
    message_id: judged.read.messageId,
    from_address: judged.fromAddress,
    from_name: judged.fromName,
    subject: judged.read.subject,
    date_header: judged.read.dateHeader,
    class: judged.mailClass,
    verdict: judged.verdict,
    badges: judged.badges,
    body_text: judged.read.text,
    state: end.state,
    state_reason: end.reason,
    codes: end.codes,
    quarantined_as: judged.route.kind === 'quarantined' ? judged.route.why : null,
  }))
  await sql`
    update mail set message_id = told.message_id, from_address = told.from_address, from_name = told.from_name,
      subject = told.subject, date_header = told.date_header, class = told.class, verdict = told.verdict,
      badges = array(select distinct unnest(mail.badges || told.badges)), body_text = told.body_text,
      state = told.state, state_reason = told.state_reason, codes = told.codes, classified_at = now(),
      quarantined_as = coalesce(told.quarantined_as, mail.quarantined_as)
    from jsonb_to_recordset(${JSON.stringify(filed)}::jsonb) as told (id bigint, message_id text, from_address text,
      from_name text, subject text, date_header text, class text, verdict text, badges text[], body_text text,
      state text, state_reason text, codes jsonb, quarantined_as text)
    where mail.id = told.id`.execute(tx)
}
