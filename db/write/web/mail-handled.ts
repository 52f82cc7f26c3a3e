/** 待答来信: somebody has seen to a question. It changes nothing of a case; the first counts, with its one audit row. */
import { sql } from 'kysely'
import type { Vault } from '../../crypto.ts'
import type { Db } from '../../db.ts'
import { appendAudit } from '../audit.ts'

export interface Handled {
  readonly mailId: number
  readonly authorityId: string
  readonly accountId: number
  /** How; may be empty. Sealed: people write names into it. */
  readonly remark: string
}

/** @returns false when somebody was first. */
export function handleMail(
  db: Db,
  vault: Vault,
  { mailId, authorityId, accountId, remark }: Handled,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const handled = await tx
      .updateTable('mail')
      .set({
        handled_at: sql<string>`now()`,
        handled_by: accountId,
        handled_cipher: remark === '' ? null : vault.seal(remark),
      })
      .where('id', '=', mailId)
      .where('handled_at', 'is', null)
      .executeTakeFirst()
    if (handled.numUpdatedRows === 0n) return false
    await appendAudit(tx, {
      chain: authorityId,
      key: `mail:${mailId}/handled`,
      actor: `account:${accountId}`,
      action: 'mail.handled',
      object: `mail:${mailId}`,
    })
    return true
  })
}
