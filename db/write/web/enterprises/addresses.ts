/** 可以代表企业发邮件的邮箱: registered by the enterprise itself, or confirmed from a mail; both can be taken back. */
import { sql } from 'kysely'
import type { Vault } from '../../../crypto.ts'
import type { Db } from '../../../db.ts'
import type { EmailAddress } from '../../../../domain/codes/email-address.ts'
import { queueAddressChanged } from '../../letters/address-changed.ts'
import { auditProfile, type ProfileAct } from './by.ts'
import { lockEnterprise, settleProfile } from './settle.ts'

/** Of one enterprise, at most. */
const addressesMax = 20

/** `ownMailbox`: an association's own, which answers and does not ask. */
export type AddressAdded = 'added' | 'already' | 'tooMany' | 'ownMailbox'

/** Whose letters tell of a change, and where its page is. */
export interface AddressAct extends ProfileAct {
  readonly vault: Vault
  readonly baseUrl: string
}

/** An address that was confirmed before is a registered one from now on. Every other address in force is told. */
export function addAddress(db: Db, act: AddressAct & { readonly address: EmailAddress }): Promise<AddressAdded> {
  return db.transaction().execute(async (tx): Promise<AddressAdded> => {
    await lockEnterprise(tx, act.enterpriseId)
    const own = await tx.selectFrom('mailbox').select('id').where('address', '=', act.address).executeTakeFirst()
    if (own !== undefined) return 'ownMailbox'
    const known = await tx
      .selectFrom('enterprise_address')
      .select(['address', 'source', 'revoked_at'])
      .where('enterprise_id', '=', act.enterpriseId)
      .execute()
    const inForce = known.filter(({ revoked_at }) => revoked_at === null)
    const there = inForce.find(({ address }) => address === act.address)
    if (there?.source === 'record') return 'already'
    if (there === undefined && inForce.length >= addressesMax) return 'tooMany'
    await tx
      .insertInto('enterprise_address')
      .values({ enterprise_id: act.enterpriseId, address: act.address, source: 'record' })
      .onConflict((conflict) =>
        conflict
          .columns(['enterprise_id', 'address'])
          .doUpdateSet({ source: 'record', confirmed_at: sql<string>`now()`, revoked_at: null }),
      )
      .execute()
    const settled = await settleProfile(tx, act.enterpriseId, ['email'])
    await auditProfile(tx, act, 'enterprise.addressAdded', settled)
    const tell = inForce.flatMap(({ address }) => (address === act.address ? [] : [address]))
    await queueAddressChanged(tx, act.vault, { ...act, version: settled.version, kind: 'added', tell })
    return 'added'
  })
}

export type AddressRevoked = 'revoked' | 'already' | 'lastRegistered'

/** The address itself is told too. Refused for the last registered one: it is where the enterprise is told what others write in its name. */
export function revokeAddress(db: Db, act: AddressAct & { readonly address: string }): Promise<AddressRevoked> {
  return db.transaction().execute(async (tx): Promise<AddressRevoked> => {
    await lockEnterprise(tx, act.enterpriseId)
    const inForce = await tx
      .selectFrom('enterprise_address')
      .select(['address', 'source'])
      .where('enterprise_id', '=', act.enterpriseId)
      .where('revoked_at', 'is', null)
      .execute()
    const there = inForce.find(({ address }) => address === act.address)
    if (there === undefined) return 'already'
    const registered = inForce.filter(({ source }) => source === 'record')
    if (there.source === 'record' && registered.length === 1) return 'lastRegistered'
    await tx
      .updateTable('enterprise_address')
      .set({ revoked_at: sql<string>`now()` })
      .where('enterprise_id', '=', act.enterpriseId)
      .where('address', '=', act.address)
      .execute()
    const settled = await settleProfile(tx, act.enterpriseId, ['email'])
    await auditProfile(tx, act, 'enterprise.addressRevoked', settled, { source: there.source })
    const tell = inForce.map(({ address }) => address)
    await queueAddressChanged(tx, act.vault, { ...act, version: settled.version, kind: 'revoked', tell })
    return 'revoked'
  })
}
