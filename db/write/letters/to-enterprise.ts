/** A note to an enterprise's registered address from an authority's mailbox; none where one of the two is missing. */
import type { Vault } from '../../crypto.ts'
import type { Tx } from '../../db.ts'
import { readRegisteredAddress } from '../../read/facts.ts'
import { queueNote, readSender, type NoteOf } from './letter.ts'

/** @param about names the letter for ever: twice is once. */
export async function queueToEnterprise(
  tx: Tx,
  vault: Vault,
  letter: {
    readonly enterpriseId: number
    readonly authorityId: string
  } & Pick<NoteOf, 'about' | 'baseUrl' | 'note'>,
): Promise<void> {
  const mailbox = await tx
    .selectFrom('mailbox')
    .select('id')
    .where('authority_id', '=', letter.authorityId)
    .orderBy('id')
    .executeTakeFirst()
  const to = await readRegisteredAddress(tx, letter.enterpriseId)
  if (mailbox === undefined || to === null) return
  const { about, baseUrl, note } = letter
  await queueNote(tx, vault, { sender: await readSender(tx, mailbox.id), about, to, baseUrl, note })
}
