/** 显示完整证件号码: only with a reason, and only with the audit row that tells who saw it, when and why. */
import { randomUUID } from 'node:crypto'
import type { Db } from '../../db.ts'
import type { Vault } from '../../crypto.ts'
import { enterpriseOfLetter } from '../../read/undelivered.ts'
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

/** 取出隔离的附件: who took what out of a mail that was set apart. `file`: its number, for the name can say anything. */
export function recordQuarantineOpened(
  db: Db,
  input: {
    readonly mailId: number
    readonly file: number | 'whole'
    readonly accountId: number
    readonly chain: string
  },
): Promise<void> {
  return db.transaction().execute((tx) =>
    appendAudit(tx, {
      chain: input.chain,
      key: `mail:${input.mailId}/quarantineOpened/${randomUUID()}`,
      actor: `account:${input.accountId}`,
      action: 'mail.quarantineOpened',
      object: `mail:${input.mailId}`,
      detail: { file: input.file },
    }),
  )
}

/** 联系电话 of the enterprise whose letter did not arrive: that is the reason, and it is audited. */
export function revealEnterprisePhone(
  db: Db,
  vault: Vault,
  input: {
    readonly letter: { readonly id: number; readonly request_id: number | null; readonly mail_id: number | null; readonly to_address: string } // prettier-ignore
    readonly accountId: number
    readonly chain: string
  },
): Promise<{ enterprise: string; contact: string; phone: string } | null> {
  return db.transaction().execute(async (tx) => {
    const id = await enterpriseOfLetter(tx, input.letter)
    if (id === null) return null
    const found = await tx.selectFrom('enterprise').select(['name', 'contact', 'phone_cipher']).where('id', '=', id).executeTakeFirstOrThrow() // prettier-ignore
    await appendAudit(tx, {
      chain: input.chain,
      key: `enterprise:${id}/phoneRevealed/${randomUUID()}`,
      actor: `account:${input.accountId}`,
      action: 'enterprise.phoneRevealed',
      object: `enterprise:${id}`,
      detail: { reason: 'undelivered', letter: input.letter.id },
    })
    return { enterprise: found.name, contact: found.contact, phone: vault.open(found.phone_cipher) }
  })
}
