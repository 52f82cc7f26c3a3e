/** 审核结果 as facts: what the one result letter of a request says, once it has ended or as it would say if it ended now. */
import type { Vault } from '../crypto.ts'
import type { ReadDb, Tx } from '../db.ts'
import type { Moment } from '../../domain/brand.ts'
import type { Answer, AnswerRow } from '../../domain/unban/answers.ts'
import type { RowOutcome, RowState } from '../../domain/unban/types.ts'
import { databaseNow } from '../clock.ts'
import { statusUrl } from './status-token.ts'

export interface ResultFacts {
  readonly mailId: number
  readonly mailboxId: number
  /** null: the mail has no address to answer. */
  readonly to: string | null
  readonly inReplyTo: string | null
  readonly answer: Extract<Answer, { kind: 'result' }>
}

/** @param asIfEndedAt the draft decisions count as they stand; null: what has been settled. */
export async function readResultAnswer(
  db: ReadDb | Tx,
  vault: Vault,
  { requestId, baseUrl, asIfEndedAt }: { requestId: number; baseUrl: string; asIfEndedAt: Moment | null },
): Promise<ResultFacts> {
  const request = await db
    .selectFrom('request')
    .innerJoin('mail', 'mail.id', 'request.mail_id')
    .innerJoin('mailbox', 'mailbox.id', 'mail.mailbox_id')
    .innerJoin('authority', 'authority.id', 'mailbox.authority_id')
    .innerJoin('enterprise', 'enterprise.id', 'request.enterprise_id')
    .select(['request.case_no', 'request.business', 'request.mail_id', 'request.decided_at'])
    .select(['mail.from_address', 'mail.subject', 'mail.message_id', 'mail.received_at', 'mail.mailbox_id'])
    .select(['mailbox.address', 'authority.name as authorityName', 'enterprise.name as enterpriseName'])
    .where('request.id', '=', requestId)
    .executeTakeFirstOrThrow()
  return {
    mailId: request.mail_id,
    mailboxId: request.mailbox_id,
    to: request.from_address,
    inReplyTo: request.message_id,
    answer: {
      kind: 'result',
      authorityName: request.authorityName,
      mailboxAddress: request.address,
      subjectAnswered: request.subject,
      receivedAt: request.received_at,
      baseUrl,
      statusUrl: statusUrl(vault, baseUrl, request.mail_id),
      caseNo: request.case_no,
      enterpriseName: request.enterpriseName,
      business: request.business,
      // One that nobody decided itself ends now, with the review that its rows waited for.
      decidedAt: request.decided_at ?? asIfEndedAt ?? (await databaseNow(db)),
      rows: await resultRows(db, requestId, request.mail_id, request.enterpriseName, asIfEndedAt !== null),
    },
  }
}

/** How a settled row stands in a result; rows that moved away are answered where they went. */
const settled: Partial<Record<RowState, RowOutcome>> = {
  approved: { kind: 'approved' },
  rejected: { kind: 'rejected' },
  // Approved in an earlier mail, whose review it waited for.
  alreadyDone: { kind: 'alreadyDone' },
  // Bound to another enterprise while it was under review.
  closed: { kind: 'returned', codes: [{ code: 'R11' }] },
}
const drafted: Record<'approve' | 'reject', RowOutcome> = {
  approve: { kind: 'approved' },
  reject: { kind: 'rejected' },
}

async function resultRows(
  db: ReadDb | Tx,
  requestId: number,
  mailId: number,
  company: string,
  asIfEnded: boolean,
): Promise<AnswerRow[]> {
  const rows = await db.selectFrom('request_row').selectAll().where('request_id', '=', requestId).orderBy('n').execute()
  const byN = new Map(rows.map((row) => [row.n, row]))
  const mailRows = await db.selectFrom('mail_row').select(['n', 'same_as', 'asked_both']).where('mail_id', '=', mailId).orderBy('n').execute() // prettier-ignore
  return mailRows.flatMap((mailRow): AnswerRow[] => {
    const row = byN.get(mailRow.same_as ?? mailRow.n)
    if (row === undefined) return []
    const draft = asIfEnded && row.state === 'locked' && row.decision !== null ? drafted[row.decision] : undefined
    const outcome = draft ?? settled[row.state]
    if (outcome === undefined) return []
    return [
      {
        n: mailRow.n,
        name: row.name,
        idLast4: row.id_last4,
        business: row.business,
        company,
        outcome,
        askedBoth: mailRow.asked_both,
        sameAs: mailRow.same_as,
        reasons: row.reasons,
        reasonText: row.reason_text,
      },
    ]
  })
}
