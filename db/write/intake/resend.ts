/**
 * 重新发送: a letter that came back or failed goes to the enterprise's registered address, by hand and once. The words are the
 * same; it is a letter of its own, with its own Message-ID, also where it had gone out inside another.
 */
import type { Tx } from '../../db.ts'
import type { MailActOutcome } from '../../../domain/mail/acts.ts'
import type { Letter } from '../../../domain/unban/answers.ts'
import { databaseNow } from '../../clock.ts'
import { readRegisteredAddress } from '../../read/facts.ts'
import { enterpriseOfLetter } from '../../read/undelivered.ts'
import { queueLetter } from '../queue-letters.ts'
import { auditAct, type ActContext } from './act.ts'

export async function resendLetter({ tx, vault, act, authorityId }: ActContext): Promise<MailActOutcome> {
  if (act.outgoing_id === null) return 'over'
  const found = await tx.selectFrom('outgoing_mail').selectAll().where('id', '=', act.outgoing_id).forUpdate().executeTakeFirstOrThrow() // prettier-ignore
  if ((found.state !== 'failed' && found.state !== 'bounced') || found.resent_as !== null) return 'over'
  const enterpriseId = await enterpriseOfLetter(tx, found)
  const to = enterpriseId === null ? null : await readRegisteredAddress(tx, enterpriseId)
  if (to === null) return 'noAddress'
  // Whoever resends has asked the enterprise: its address takes mail again.
  await tx.deleteFrom('address_suspension').where('address', '=', to).execute()
  const letter = JSON.parse(vault.open(found.letter_cipher)) as Letter
  const id = await queueLetter(tx, vault, {
    key: `${found.key}/resent`,
    mailboxId: found.mailbox_id,
    kind: found.kind,
    mailId: found.mail_id,
    requestId: found.request_id,
    saidKey: null,
    letter: { ...letter, to, messageId: anotherId(vault.lookup('token', `${found.key}/resent`), letter.messageId), date: await databaseNow(tx) }, // prettier-ignore
  })
  if (id === null) return 'over'
  await markResent(tx, found.id, id)
  await auditAct(tx, act, { authorityId, action: 'letter.resent', object: `letter:${found.id}`, detail: { as: id } })
  return 'done'
}

/** `unban.<about>.<kind>.<n>.<proof>@domain`: the same with another proof. */
function anotherId(proof: string, messageId: string): string {
  const [name = '', domain = ''] = messageId.split('@')
  return `${name.replace(/\.[^.]*$/, '')}.resent.${proof.slice(0, 12)}@${domain}`
}

async function markResent(tx: Tx, outgoingId: number, as: number): Promise<void> {
  await tx.updateTable('outgoing_mail').set({ resent_as: as }).where('id', '=', outgoingId).execute()
}
