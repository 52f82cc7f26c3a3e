/** A note to an enterprise's registered address from an authority's mailbox; none where one of the two is missing. */
import type { Vault } from '../../crypto.ts'
import type { Tx } from '../../db.ts'
import type { Answer } from '../../../domain/unban/answers.ts'
import { readRegisteredAddress } from '../../read/facts.ts'
import { queueAnswer, readSender } from './letter.ts'

interface Common {
  readonly authorityName: string
  readonly mailboxAddress: string
  readonly subjectAnswered: string
  readonly baseUrl: string
}

/** @param about names the letter for ever: twice is once. */
export async function queueToEnterprise(
  tx: Tx,
  vault: Vault,
  letter: {
    readonly enterpriseId: number
    readonly authorityId: string
    readonly baseUrl: string
    readonly about: string
    readonly answer: (common: Common) => Answer
  },
): Promise<void> {
  const mailbox = await tx
    .selectFrom('mailbox')
    .select('id')
    .where('authority_id', '=', letter.authorityId)
    .orderBy('id')
    .executeTakeFirst()
  const to = await readRegisteredAddress(tx, letter.enterpriseId)
  if (mailbox === undefined || to === null) return
  const sender = await readSender(tx, mailbox.id)
  await queueAnswer(tx, vault, {
    sender,
    kind: 'note',
    about: letter.about,
    n: 1,
    mailId: null,
    requestId: null,
    to,
    inReplyTo: null,
    rowsHeader: '',
    answer: letter.answer({
      authorityName: sender.authorityName,
      mailboxAddress: sender.address,
      subjectAnswered: '',
      baseUrl: letter.baseUrl,
    }),
  })
}
