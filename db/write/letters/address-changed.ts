/**
 * 邮箱变更: whoever writes for an enterprise decides about its people, so every address that could write before is told when
 * another may, or may no longer: a stolen account cannot redirect an enterprise in silence.
 */
import type { Vault } from '../../crypto.ts'
import type { Tx } from '../../db.ts'
import { readAssociation } from '../../read/association.ts'
import { queueNote, readSender } from './letter.ts'

export async function queueAddressChanged(
  tx: Tx,
  vault: Vault,
  change: {
    readonly enterpriseId: number
    /** The profile's version that the change made: names the letters. */
    readonly version: number
    readonly address: string
    readonly kind: 'added' | 'revoked'
    /** Addresses in force before the change. */
    readonly tell: readonly string[]
    readonly baseUrl: string
  },
): Promise<void> {
  const enterprise = await tx.selectFrom('enterprise').select(['name', 'region_code']).where('id', '=', change.enterpriseId).executeTakeFirstOrThrow() // prettier-ignore
  const association = await readAssociation(tx, { regionCode: enterprise.region_code })
  if (association === null) return
  const sender = await readSender(tx, association.mailboxId)
  for (const [index, to] of change.tell.entries()) {
    await queueNote(tx, vault, {
      sender,
      about: `addresses-${change.enterpriseId}-${change.version}`,
      n: index + 1,
      to,
      baseUrl: change.baseUrl,
      note: {
        topic: 'addressChanged',
        enterpriseName: enterprise.name,
        address: change.address,
        change: change.kind,
        link: `${change.baseUrl}/enterprises/${change.enterpriseId}`,
      },
    })
  }
}
