/** The answer to the sender of one mail: acknowledgement or return, with what every letter shares filled in. */
import type { Answer } from '../../../domain/unban/answers.ts'
import { queueAnswer } from '../letters.ts'
import type { MailContext } from './context.ts'

type Shared = 'authorityName' | 'mailboxAddress' | 'subjectAnswered' | 'receivedAt' | 'baseUrl'
export type AnswerPart = { [Kind in 'ack' | 'return']: Omit<Extract<Answer, { kind: Kind }>, Shared> }['ack' | 'return']

/** One answer for the mail, the kind and `n`; nobody is answered when the mail has no address to answer. */
export async function answer(context: MailContext, n: number, rowsHeader: string, part: AnswerPart): Promise<void> {
  const { mail, sender, tx, vault } = context
  if (mail.fromAddress === null) return
  await queueAnswer(tx, vault, {
    sender,
    kind: part.kind,
    about: `mail-${mail.id}`,
    n,
    mailId: mail.id,
    requestId: null,
    to: mail.fromAddress,
    inReplyTo: mail.messageId,
    rowsHeader,
    answer: {
      authorityName: sender.authorityName,
      mailboxAddress: sender.address,
      subjectAnswered: mail.subject,
      receivedAt: mail.receivedAt,
      baseUrl: context.baseUrl,
      ...part,
    },
  })
}
