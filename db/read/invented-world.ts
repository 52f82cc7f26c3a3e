/** For the page /dev/mail only: every mailbox of the invented world, and whom each address may write for. */
import type { ReadDb } from '../db.ts'

export interface WorldAddress {
  readonly address: string
  readonly name: string
  readonly kind: 'association' | 'enterprise' | 'account'
  readonly enterpriseId: number | null
}

export async function readWorldAddresses(db: ReadDb): Promise<WorldAddress[]> {
  const [authorities, enterprises, accounts] = await Promise.all([
    db.selectFrom('mailbox').innerJoin('authority', 'authority.id', 'mailbox.authority_id').select(['mailbox.address', 'authority.name']).orderBy('mailbox.id').execute(), // prettier-ignore
    db
      .selectFrom('enterprise_address')
      .innerJoin('enterprise', 'enterprise.id', 'enterprise_address.enterprise_id')
      .select(['enterprise_address.address', 'enterprise.name', 'enterprise.id'])
      .where('enterprise_address.revoked_at', 'is', null)
      .orderBy('enterprise.id')
      .orderBy('enterprise_address.address')
      .execute(),
    db.selectFrom('account').select(['email as address', 'name']).orderBy('id').execute(),
  ])
  const all: WorldAddress[] = [
    ...authorities.map((row) => ({ ...row, kind: 'association' as const, enterpriseId: null })),
    ...enterprises.map(({ id, ...row }) => ({ ...row, kind: 'enterprise' as const, enterpriseId: id })),
    ...accounts.map((row) => ({ ...row, kind: 'account' as const, enterpriseId: null })),
  ]
  return [...new Map(all.reverse().map((one) => [one.address, one])).values()].reverse()
}

/** The people whom a generated form may name. */
export function readFormPeople(
  db: ReadDb,
  by: { readonly enterpriseId: number } | { readonly ids: readonly number[] },
) {
  const people = db
    .selectFrom('person')
    .leftJoin('enterprise', 'enterprise.id', 'person.enterprise_id')
    .select([
      'person.id',
      'person.name',
      'person.id_cipher',
      'person.id_last4',
      'person.status',
      'enterprise.name as company',
    ])
    .orderBy('person.id')
    .limit(peopleLimit)
  if ('enterpriseId' in by) return people.where('person.enterprise_id', '=', by.enterpriseId).execute()
  return by.ids.length === 0 ? Promise.resolve([]) : people.where('person.id', 'in', by.ids).execute()
}
/** As many as one form may hold. */
const peopleLimit = 500
