/** 绑定通知: to the enterprise that a person was bound away from, at its registered address. */
import type { Vault } from '../../crypto.ts'
import type { Tx } from '../../db.ts'
import { databaseNow } from '../../clock.ts'
import { readRegisteredAddress } from '../../read/facts.ts'
import { queueAnswer, readSender } from './letter.ts'

export async function queueBoundAway(
  tx: Tx,
  vault: Vault,
  input: { requestId: number; mailboxId: number; formerEnterpriseId: number; rowId: number; baseUrl: string },
): Promise<void> {
  const to = await readRegisteredAddress(tx, input.formerEnterpriseId)
  if (to === null) return
  const sender = await readSender(tx, input.mailboxId)
  const person = await tx.selectFrom('request_row').select(['name', 'id_last4']).where('id', '=', input.rowId).executeTakeFirstOrThrow() // prettier-ignore
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
      person: { name: person.name, idLast4: person.id_last4 },
    },
  })
}
