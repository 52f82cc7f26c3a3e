/** The answer to the sender of one mail, with what every letter shares filled in. */
import type { Answer, RowsOf } from '../../../domain/unban/answers.ts'
import { newLetter, queueAnswer, type LetterOf } from '../letters/letter.ts'
import { letterRow } from '../queue-letters.ts'
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
  // How often somebody was returned to is counted before the next return: that one must stand in the outbox at once.
  if (letter.kind === 'ack') await later.add('letter', letterRow(vault, newLetter(vault, letter, now)))
  else await queueAnswer(tx, vault, letter)
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
