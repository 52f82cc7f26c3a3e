/** 显示完整证件号码: only with a reason, and only with the audit row that tells who saw it, when and why. */
import { randomUUID } from 'node:crypto'
import type { Db } from '../../db.ts'
import type { Vault } from '../../crypto.ts'
import { appendAudit } from '../audit.ts'

/** @returns the full ID number, or null when there is no such person. */
export function revealIdNumber(
  db: Db,
  vault: Vault,
  input: { readonly personId: number; readonly accountId: number; readonly chain: string; readonly reason: string },
): Promise<string | null> {
  return db.transaction().execute(async (tx) => {
    const person = await tx.selectFrom('person').select('id_cipher').where('id', '=', input.personId).executeTakeFirst()
    if (person === undefined) return null
    await appendAudit(tx, {
      chain: input.chain,
      key: `person:${input.personId}/revealed/${randomUUID()}`,
      actor: `account:${input.accountId}`,
      action: 'person.revealed',
      object: `person:${input.personId}`,
      detail: { reason: input.reason },
    })
    return vault.open(person.id_cipher)
  })
}
