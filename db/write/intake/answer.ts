/** The answer to the sender of one mail, with what every letter shares filled in. */
import type { Answer, RowsOf } from '../../../domain/unban/answers.ts'
import { queueAnswer, type LetterOf } from '../letters/letter.ts'
import type { MailContext } from './context.ts'

type Shared = 'authorityName' | 'mailboxAddress' | 'subjectAnswered' | 'receivedAt' | 'baseUrl'
/** Each member of the union by itself. */
type Without<Member, Names extends PropertyKey> = Member extends unknown ? Omit<Member, Names> : never
export type AnswerPart = Without<Extract<Answer, { kind: 'ack' | 'return' }>, Shared>
type ToSender = Without<Exclude<Answer, { kind: 'result' } | { linkUntil: unknown }>, Shared>

export interface ToSend {
  readonly kind: Exclude<Answer['kind'], 'result'>
  /** 1 unless the mail is answered more than once in this kind. */
  readonly n?: number
  readonly requestId?: number | null
  readonly rowsHeader: string
  readonly rowsOf?: readonly RowsOf[]
  readonly saidKey?: string
  readonly answer: ToSender
}

/** One answer for the mail, the kind and `n`; nobody is answered when the mail has no address to answer. */
export async function answerSender(context: MailContext, { answer, n = 1, ...more }: ToSend): Promise<void> {
  const { mail, sender, tx, vault, now, later } = context
  if (mail.fromAddress === null) return
  const letter: LetterOf = {
    ...more,
    sender,
    now,
    // An act of the chief answers anew; whatever the rules have said of the mail stands beside it.
    about: context.act === undefined ? `mail-${mail.id}` : `mail-${mail.id}-act-${context.act.n}`,
    n,
    mailId: mail.id,
    requestId: more.requestId ?? null,
    to: mail.fromAddress,
    inReplyTo: mail.messageId,
    answer: {
      authorityName: sender.authorityName,
      mailboxAddress: sender.address,
      subjectAnswered: mail.subject,
      receivedAt: mail.receivedAt,
      baseUrl: context.baseUrl,
      ...answer,
    },
  }
  await queueAnswer(tx, vault, letter, later)
}

/** Acknowledgement or return. */
export function answer(
  context: MailContext,
  n: number,
  rowsHeader: string,
  part: AnswerPart,
  saidKey?: string,
): Promise<void> {
  return answerSender(context, {
    kind: part.kind,
    n,
    rowsHeader,
    answer: part,
    ...(saidKey === undefined ? {} : { saidKey }),
  })
}
