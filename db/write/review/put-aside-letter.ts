/** 搁置的告知: the one letter about a request that was put aside, to the sender of its mail. */
import type { Vault } from '../../crypto.ts'
import type { Tx } from '../../db.ts'
import type { Moment } from '../../../domain/brand.ts'
import type { PutAsideReason } from '../../../domain/unban/put-aside.ts'
import { writeRowsHeader } from '../../../domain/unban/rows-header.ts'
import { statusUrl } from '../../read/status-token.ts'
import { queueAnswer, readSender } from '../letters/letter.ts'

export interface PutAsideNote {
  readonly requestId: number
  /** Names the letter: one for each time. */
  readonly asideId: number
  readonly reason: PutAsideReason
  readonly text: string
  /** null: no day is said. */
  readonly until: Moment | null
  readonly baseUrl: string
}

export async function queuePutAsideNote(tx: Tx, vault: Vault, note: PutAsideNote): Promise<void> {
  const request = await tx
    .selectFrom('request')
    .innerJoin('mail', 'mail.id', 'request.mail_id')
    .innerJoin('enterprise', 'enterprise.id', 'request.enterprise_id')
    .select(['request.case_no', 'request.business', 'request.mail_id', 'enterprise.name'])
    .select(['mail.mailbox_id', 'mail.from_address', 'mail.subject', 'mail.message_id', 'mail.received_at'])
    .where('request.id', '=', note.requestId)
    .executeTakeFirstOrThrow()
  if (request.from_address === null) return
  const sender = await readSender(tx, request.mailbox_id)
  const rows = await tx.selectFrom('request_row').select('n').where('request_id', '=', note.requestId).where('state', '=', 'live').execute() // prettier-ignore
  await queueAnswer(tx, vault, {
    sender,
    kind: 'note',
    about: `aside-${note.asideId}`,
    n: 1,
    mailId: request.mail_id,
    requestId: note.requestId,
    to: request.from_address,
    inReplyTo: request.message_id,
    rowsHeader: writeRowsHeader(rows.map(({ n }) => ({ n, outcome: { kind: 'queued' } }))),
    answer: {
      kind: 'note',
      topic: 'putAside',
      authorityName: sender.authorityName,
      mailboxAddress: sender.address,
      subjectAnswered: request.subject,
      receivedAt: request.received_at,
      baseUrl: note.baseUrl,
      statusUrl: statusUrl(vault, note.baseUrl, request.mail_id),
      enterpriseName: request.name,
      caseNo: request.case_no,
      business: request.business,
      reason: note.reason,
      reasonText: note.text,
      until: note.until,
    },
  })
}
