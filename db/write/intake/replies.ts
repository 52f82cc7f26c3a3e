/**
 * 来信回复: a mail without a form that belongs to a case, by our Message-ID in its thread or by the case number in its
 * subject. It is a note on the case, and two words do more: 撤回 and 进度 (spec 10-unban, For programs). A Message-ID of ours
 * cannot be guessed: who names it has the letter. The number can: it needs a sender who is proven.
 */
import type { Reply } from '../../../domain/mail/replies.ts'
import { readReply } from '../../../domain/mail/replies.ts'
import { senderStanding } from '../../../domain/mail/authority.ts'
import { isOwnMessageId } from '../../../domain/mail/own-message-id.ts'
import type { ReadMail } from '../../../domain/mail/types.ts'
import { findCaseNumber } from '../../../domain/unban/case-number.ts'
import { writeRowsHeader } from '../../../domain/unban/rows-header.ts'
import { statusUrl } from '../../read/status-token.ts'
import type { MailNoteKind } from '../../schema.ts'
import { answerSender } from './answer.ts'
import type { MailContext } from './context.ts'
import { tellWithdrawalRefused } from './holds.ts'
import { answerProgress } from './progress.ts'
import { withdrawRows } from './withdraw.ts'

/** Why the mail is a note; worded in web/mails. */
export type ReplyReason =
  'replyWithoutForm' | 'withdrawn' | 'nothingWithdrawn' | 'withdrawalRefused' | 'progress' | 'progressMuted'

interface ThreadRequest {
  readonly id: number
  readonly mailId: number
  readonly caseNo: string
  readonly enterpriseId: number
  readonly people: number
}

interface Thread {
  readonly requests: readonly ThreadRequest[]
  /** Enterprises for which the sender may write, and is believed to. */
  readonly authorised: ReadonlySet<number>
}

/** Settles a mail that answers a letter of ours. */
export async function settleReply(context: MailContext, read: ReadMail): Promise<ReplyReason> {
  const requests = await requestsOfThread(context, read)
  const { fromAddress, verdict } = context.mail
  const may = fromAddress === null ? new Set<number>() : await context.register.enterprisesOf(fromAddress)
  const believed = senderStanding(verdict ?? 'unknown', true) !== 'quarantine'
  return settleThread(context, readReply(read), { requests, authorised: believed ? may : new Set() })
}

/**
 * Settles a mail that names a case in its subject: of the sender's own enterprise, when they are proven. A 撤回 by somebody
 * who writes for another, or for nobody, is refused and told to the enterprise. null: the mail is judged as any other.
 */
export async function settleByCaseNumber(context: MailContext, read: ReadMail): Promise<ReplyReason | null> {
  const { fromAddress, verdict } = context.mail
  const caseNo = findCaseNumber(read.subject)
  if (caseNo === null || fromAddress === null) return null
  const reply = readReply(read)
  const named = await threadRequests(context).where('request.case_no', '=', caseNo).execute()
  const authorised = await context.register.enterprisesOf(fromAddress)
  const requests = named.filter(({ enterpriseId }) => authorised.has(enterpriseId))
  if (requests.length > 0) return verdict === 'aligned' ? settleThread(context, reply, { requests, authorised }) : null
  return reply?.word === '撤回' && named.length > 0
    ? settleThread(context, reply, { requests: named, authorised })
    : null
}

async function settleThread(context: MailContext, reply: Reply | null, thread: Thread): Promise<ReplyReason> {
  const own = thread.requests.filter(({ enterpriseId }) => thread.authorised.has(enterpriseId))
  if (reply?.word === '撤回') {
    const done = own.length > 0
    await noteOn(context, thread.requests, done ? 'withdrawal' : 'withdrawalRefused')
    if (!done) {
      await tellWithdrawalRefused(context, thread.requests)
      return 'withdrawalRefused'
    }
    return (await withdraw(context, own, reply.rows)) ? 'withdrawn' : 'nothingWithdrawn'
  }
  if (reply?.word === '进度' && thread.authorised.size > 0 && (own.length > 0 || thread.requests.length === 0)) {
    await noteOn(context, own, 'progress')
    const enterpriseIds = own.length === 0 ? [...thread.authorised] : own.map(({ enterpriseId }) => enterpriseId)
    return (await answerProgress(context, [...new Set(enterpriseIds)])) ? 'progress' : 'progressMuted'
  }
  await noteOn(context, thread.requests, 'reply')
  return 'replyWithoutForm'
}

/** @returns whether anybody was withdrawn; the answer says whom, or that there was nobody. */
async function withdraw(
  context: MailContext,
  requests: readonly ThreadRequest[],
  named: 'all' | readonly number[],
): Promise<boolean> {
  const { tx, authority, mail, vault, baseUrl } = context
  // A thread is about one mail; several acknowledgements in one letter are several threads, each with its own numbers.
  const [first] = requests
  if (first === undefined) return false
  const requestIds = requests.filter(({ mailId }) => mailId === first.mailId).map(({ id }) => id)
  const plan = await withdrawRows(tx, {
    authorityId: authority.id,
    mailId: first.mailId,
    requestIds,
    named,
    key: `withdrawal/mail:${mail.id}`,
    actor: `mail:${mail.id}`,
  })
  const rowsHeader = writeRowsHeader(plan.rows.map(({ row, outcome }) => ({ n: row.n, outcome })))
  const original = await tx.selectFrom('mail').select('message_id').where('id', '=', first.mailId).executeTakeFirstOrThrow() // prettier-ignore
  await answerSender(context, {
    kind: 'note',
    requestId: first.id,
    rowsHeader,
    ...(original.message_id === null ? {} : { rowsOf: [{ messageId: original.message_id, rowsHeader }] }),
    answer: {
      kind: 'note',
      topic: 'withdrawal',
      rows: plan.rows.map(({ row, outcome }) => ({
        ...row,
        outcome,
        askedBoth: false,
        reasons: [],
        reasonText: '',
      })),
      unknownRows: plan.unknown,
      caseNumbers: requests.map(({ caseNo }) => caseNo),
      statusUrl: statusUrl(vault, baseUrl, first.mailId),
    },
  })
  return plan.withdrawn.length > 0
}

async function noteOn(
  { tx, mail }: MailContext,
  requests: readonly ThreadRequest[],
  kind: MailNoteKind,
): Promise<void> {
  if (requests.length === 0) return
  await tx
    .insertInto('mail_note')
    .values(requests.map(({ id }) => ({ request_id: id, mail_id: mail.id, kind })))
    .execute()
}

const threadRequests = ({ tx, authority }: MailContext) =>
  tx
    .selectFrom('request')
    .select([
      'request.id',
      'request.mail_id as mailId',
      'request.case_no as caseNo',
      'request.enterprise_id as enterpriseId',
      'request.people',
    ]) // prettier-ignore
    .where('request.authority_id', '=', authority.id)
    .orderBy('request.id')

/** The requests that the answered letter was about: its own one, or all of its mail. */
async function requestsOfThread(context: MailContext, { inReplyTo, references }: ReadMail): Promise<ThreadRequest[]> {
  const domain = context.sender.address.split('@')[1] ?? ''
  // In-Reply-To first, then the nearest reference.
  const named = [...(inReplyTo === null ? [] : [inReplyTo]), ...[...references].reverse()]
  const ids = [...new Set(named.filter((id) => isOwnMessageId(id, domain)))]
  if (ids.length === 0) return []
  const letters = await context.tx.selectFrom('outgoing_mail').select(['message_id', 'mail_id', 'request_id']).where('message_id', 'in', ids).execute() // prettier-ignore
  const letter = ids.flatMap((id) => letters.filter(({ message_id }) => message_id === id)).at(0)
  if (letter === undefined) return []
  const { mail_id: mailId, request_id: requestId } = letter
  if (requestId !== null) return threadRequests(context).where('request.id', '=', requestId).execute()
  return mailId === null ? [] : threadRequests(context).where('request.mail_id', '=', mailId).execute()
}
