/** 答复 as facts: what each letter says, gathered in the transaction that decided it, and queued with a fixed Message-ID. */
import type { Vault } from '../crypto.ts'
import type { Tx } from '../db.ts'
import type { Answer, AnswerRow } from '../../domain/unban/answers.ts'
import type { RowOutcome, RowState } from '../../domain/unban/types.ts'
import { writeRowsHeader } from '../../domain/unban/rows-header.ts'
import { readRegisteredAddress } from '../read/facts.ts'
import type { OutgoingKind } from '../schema.ts'
import { queueLetter } from './outgoing.ts'
import { databaseNow } from '../clock.ts'

/** What every letter of one mailbox shares. */
export interface Sender {
  readonly mailboxId: number
  readonly address: string
  readonly authorityName: string
}

export async function readSender(tx: Tx, mailboxId: number): Promise<Sender> {
  const row = await tx
    .selectFrom('mailbox')
    .innerJoin('authority', 'authority.id', 'mailbox.authority_id')
    .select(['mailbox.address', 'authority.name'])
    .where('mailbox.id', '=', mailboxId)
    .executeTakeFirstOrThrow()
  return { mailboxId, address: row.address, authorityName: row.name }
}

/** What a letter is about, for its key, its Message-ID and the record. */
export interface LetterOf {
  readonly sender: Sender
  readonly kind: OutgoingKind
  /** `mail-12` or a case number; with kind and n it names the letter for ever. */
  readonly about: string
  readonly n: number
  readonly mailId: number | null
  readonly requestId: number | null
  readonly to: string
  readonly inReplyTo: string | null
  readonly answer: Answer
  readonly rowsHeader: string
}

/** Hexadecimal digits of the part of a Message-ID that cannot be guessed. */
const proofLength = 12

export async function queueAnswer(tx: Tx, vault: Vault, of: LetterOf): Promise<void> {
  const domain = of.sender.address.split('@')[1] ?? 'localhost'
  await queueLetter(tx, vault, {
    key: `${of.about}/${of.kind}/${of.n}`,
    mailboxId: of.sender.mailboxId,
    kind: of.kind,
    mailId: of.mailId,
    requestId: of.requestId,
    letter: {
      answer: of.answer,
      from: { name: of.sender.authorityName, address: of.sender.address },
      to: of.to,
      // The last part cannot be guessed: a notice that names it has seen the letter (email.md 6.2 B11).
      messageId: `unban.${of.about}.${of.kind}.${of.n}.${vault.lookup('token', `letter ${of.about}/${of.kind}/${of.n}`).slice(0, proofLength)}@${domain}`,
      inReplyTo: of.inReplyTo,
      date: await databaseNow(tx),
      rowsHeader: of.rowsHeader,
    },
  })
}

/** The one result mail of a request, to the sender of its mail. Nothing when that mail has no address to answer. */
export async function queueResult(
  tx: Tx,
  vault: Vault,
  { requestId, mailboxId, baseUrl }: { requestId: number; mailboxId: number; baseUrl: string },
): Promise<void> {
  const sender = await readSender(tx, mailboxId)
  const request = await tx
    .selectFrom('request')
    .innerJoin('mail', 'mail.id', 'request.mail_id')
    .innerJoin('enterprise', 'enterprise.id', 'request.enterprise_id')
    .select([
      'request.case_no',
      'request.business',
      'request.mail_id',
      'request.decided_at',
      'mail.from_address',
      'mail.subject',
      'mail.message_id',
      'mail.received_at',
      'enterprise.name as enterpriseName',
    ]) // prettier-ignore
    .where('request.id', '=', requestId)
    .executeTakeFirstOrThrow()
  if (request.from_address === null) return
  const rows = await resultRows(tx, requestId, request.mail_id, request.enterpriseName)
  await queueAnswer(tx, vault, {
    sender,
    kind: 'result',
    about: request.case_no,
    n: 1 + (await resultsBefore(tx, requestId)),
    mailId: request.mail_id,
    requestId,
    to: request.from_address,
    inReplyTo: request.message_id,
    rowsHeader: writeRowsHeader(rows),
    answer: {
      kind: 'result',
      authorityName: sender.authorityName,
      mailboxAddress: sender.address,
      subjectAnswered: request.subject,
      receivedAt: request.received_at,
      baseUrl,
      caseNo: request.case_no,
      enterpriseName: request.enterpriseName,
      business: request.business,
      decidedAt: request.decided_at ?? request.received_at,
      rows,
    },
  })
}

/** More than none only where a resend joined the request after it was decided. */
async function resultsBefore(tx: Tx, requestId: number): Promise<number> {
  const row = await tx
    .selectFrom('outgoing_mail')
    .select((select) => select.fn.countAll<number>().as('results'))
    .where('request_id', '=', requestId)
    .where('kind', '=', 'result')
    .executeTakeFirstOrThrow()
  return row.results
}

/** How a settled row stands in a result; rows that moved away are answered where they went. */
const resultOutcomes: Partial<Record<RowState, RowOutcome>> = {
  approved: { kind: 'approved' },
  rejected: { kind: 'rejected' },
  // Bound to another enterprise while it was under review.
  closed: { kind: 'returned', codes: [{ code: 'R11' }] },
}

async function resultRows(tx: Tx, requestId: number, mailId: number, company: string): Promise<AnswerRow[]> {
  const rows = await tx.selectFrom('request_row').selectAll().where('request_id', '=', requestId).orderBy('n').execute()
  const mailRows = await tx.selectFrom('mail_row').select(['n', 'same_as', 'asked_both']).where('mail_id', '=', mailId).execute() // prettier-ignore
  return mailRows
    .flatMap((mailRow): AnswerRow[] => {
      const row = rows.find((candidate) => candidate.n === (mailRow.same_as ?? mailRow.n))
      const outcome = row === undefined ? undefined : resultOutcomes[row.state]
      if (row === undefined || outcome === undefined) return []
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
    .sort((a, b) => a.n - b.n)
}

/** 绑定 took a person from an enterprise: it is told, at its registered address. */
export async function queueBoundAway(
  tx: Tx,
  vault: Vault,
  input: { requestId: number; mailboxId: number; formerEnterpriseId: number; rowId: number; baseUrl: string },
): Promise<void> {
  const to = await readRegisteredAddress(tx, input.formerEnterpriseId)
  if (to === null) return
  const sender = await readSender(tx, input.mailboxId)
  const former = await tx.selectFrom('enterprise').select('name').where('id', '=', input.formerEnterpriseId).executeTakeFirstOrThrow() // prettier-ignore
  await queueAnswer(tx, vault, {
    sender,
    kind: 'note',
    about: `bound-${input.rowId}`,
    n: 1,
    mailId: null,
    requestId: input.requestId,
    to,
    inReplyTo: null,
    rowsHeader: '',
    answer: {
      kind: 'note',
      topic: 'boundAway',
      authorityName: sender.authorityName,
      mailboxAddress: sender.address,
      subjectAnswered: '',
      receivedAt: await databaseNow(tx),
      baseUrl: input.baseUrl,
      enterpriseName: former.name,
      senderAddress: '',
      people: 1,
      link: null,
      linkUntil: null,
    },
  })
}
