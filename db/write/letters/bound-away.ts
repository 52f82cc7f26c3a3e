/** 绑定通知: to the enterprise that a person was bound away from, at its registered address. */
import type { Vault } from '../../crypto.ts'
import type { Tx } from '../../db.ts'
import { readRegisteredAddress } from '../../read/facts.ts'
import { queueNote, readSender } from './letter.ts'

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
  await queueNote(tx, vault, {
    sender,
    about: `bound-${input.rowId}`,
    requestId: input.requestId,
    to,
    baseUrl: input.baseUrl,
    note: {
      topic: 'boundAway',
      enterpriseName: former.name,
      senderAddress: '',
      people: 1,
      link: null,
      linkUntil: null,
      person: { name: person.name, idLast4: person.id_last4 },
    },
  })
}
