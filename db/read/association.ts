/** 协会: which association, with which mailbox, a region or a member of its staff belongs to. */
import type { ReadDb, Tx } from '../db.ts'
import { isWithin } from '../../domain/codes/region.ts'

export interface Association {
  readonly id: string
  readonly regionCode: string
  readonly mailboxId: number
}

/** The one asked for; where there is none, any that has a mailbox: it would say so itself (R07). null: there is none at all. */
export async function readAssociation(
  db: ReadDb | Tx,
  of: { readonly authorityId: string } | { readonly regionCode: string },
): Promise<Association | null> {
  const all = await db
    .selectFrom('mailbox')
    .innerJoin('authority', 'authority.id', 'mailbox.authority_id')
    .select(['authority.id', 'authority.region_code as regionCode', 'mailbox.id as mailboxId'])
    .orderBy('mailbox.id')
    .execute()
  const isAsked = ({ id, regionCode }: Association): boolean =>
    'authorityId' in of ? id === of.authorityId : isWithin(of.regionCode, regionCode)
  return all.find(isAsked) ?? all[0] ?? null
}
