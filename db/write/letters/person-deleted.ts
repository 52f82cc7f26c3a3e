/** 删除通知: to the enterprise that had entered the forged identity; the person masked. */
import type { Vault } from '../../crypto.ts'
import type { Tx } from '../../db.ts'
import { queueToEnterprise } from './to-enterprise.ts'

export async function queuePersonDeleted(
  tx: Tx,
  vault: Vault,
  deleted: {
    readonly personId: number
    readonly enterpriseId: number
    readonly authorityId: string
    readonly name: string
    readonly idLast4: string
    readonly reason: string
    readonly baseUrl: string
  },
): Promise<void> {
  const enterprise = await tx.selectFrom('enterprise').select('name').where('id', '=', deleted.enterpriseId).executeTakeFirstOrThrow() // prettier-ignore
  await queueToEnterprise(tx, vault, {
    ...deleted,
    about: `deleted-${deleted.personId}`,
    note: {
      topic: 'personDeleted',
      enterpriseName: enterprise.name,
      person: { name: deleted.name, idLast4: deleted.idLast4 },
      reason: deleted.reason,
    },
  })
}
