/** What the rules ask of the register: enterprises and persons as facts, with nothing the rules do not need. */
import { sql } from 'kysely'
import type { ReadDb, Tx } from '../db.ts'
import type { Vault } from '../crypto.ts'
import type { Day } from '../../domain/brand.ts'
import { isWithin } from '../../domain/codes/region.ts'
import type { EnterpriseFact, PersonFact } from '../../domain/unban/types.ts'

type Reader = ReadDb | Tx
/** Names compared with a wrong one, at most. */
const suggestionLimit = 5_000

const enterpriseColumns = ['id', 'name', 'name_key', 'status', 'missing', 'region_code'] as const

function enterpriseFact(
  row: { id: number; name: string; name_key: string; status: EnterpriseFact['status']; missing: string[]; region_code: string }, // prettier-ignore
  ruleRegion: string,
): EnterpriseFact {
  return {
    id: row.id,
    name: row.name,
    nameKey: row.name_key,
    status: row.status,
    missing: row.missing,
    ruleInForce: isWithin(row.region_code, ruleRegion),
  }
}

/** Enterprises by the key of their name. `ruleRegion` is the association's: 解禁 is in force there and below. */
export async function readEnterprisesByKey(
  db: Reader,
  keys: readonly string[],
  ruleRegion: string,
): Promise<Map<string, EnterpriseFact>> {
  if (keys.length === 0) return new Map()
  const rows = await db.selectFrom('enterprise').select(enterpriseColumns).where('name_key', 'in', keys).execute()
  return new Map(rows.map((row) => [row.name_key, enterpriseFact(row, ruleRegion)]))
}

/** Keys of registered names, for suggesting an almost-right one back. */
export async function readEnterpriseKeys(db: Reader): Promise<Map<string, string>> {
  const rows = await db.selectFrom('enterprise').select(['name_key', 'name']).limit(suggestionLimit).execute()
  return new Map(rows.map((row) => [row.name_key, row.name]))
}

/** Persons (by lookup key) who are the legal representative of the enterprise that owns them. */
export async function readLegalRepresentatives(db: Reader, personKeys: readonly string[]): Promise<Set<number>> {
  if (personKeys.length === 0) return new Set()
  const rows = await db
    .selectFrom('person')
    .innerJoin('enterprise', 'enterprise.id', 'person.enterprise_id')
    .select('person.id')
    .where('person.id_key', 'in', personKeys)
    .whereRef('enterprise.legal_id_key', '=', 'person.id_key')
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** Enterprises for which each address may write: on the record, or confirmed. */
export async function readEnterprisesOfAddresses(
  db: Reader,
  addresses: readonly string[],
): Promise<Map<string, Set<number>>> {
  if (addresses.length === 0) return new Map()
  const rows = await db
    .selectFrom('enterprise_address')
    .select(['address', 'enterprise_id'])
    .where('address', 'in', addresses)
    .where('revoked_at', 'is', null)
    .execute()
  return new Map(
    [...Map.groupBy(rows, ({ address }) => address)].map(([address, list]) => [address, new Set(list.map((row) => row.enterprise_id))]), // prettier-ignore
  )
}

/** The enterprise's registered address: where it is told of what others wrote in its name. */
export async function readRegisteredAddress(db: Reader, enterpriseId: number): Promise<string | null> {
  const row = await db
    .selectFrom('enterprise_address')
    .select('address')
    .where('enterprise_id', '=', enterpriseId)
    .where('source', '=', 'record')
    .where('revoked_at', 'is', null)
    .orderBy('confirmed_at')
    .orderBy('address')
    .limit(1)
    .executeTakeFirst()
  return row?.address ?? null
}

/** Persons by lookup key of the ID number. */
export async function readPersonsByKey(
  db: Reader,
  vault: Vault,
  keys: readonly string[],
): Promise<Map<string, PersonFact & { readonly version: number }>> {
  if (keys.length === 0) return new Map()
  const persons = await db.selectFrom('person').selectAll().where('id_key', 'in', keys).execute()
  const certificates = await readCertificates(
    db,
    persons.map((person) => person.id),
  )
  return new Map(
    persons.map((person) => [
      person.id_key,
      {
        id: person.id,
        version: person.version,
        name: person.name,
        enterpriseId: person.enterprise_id,
        status: person.status,
        phone: vault.open(person.phone_cipher),
        hasPhoto: person.photo_sha !== null,
        certificates: certificates.get(person.id) ?? [],
        socialSecurity: person.social_security,
        contract: person.contract,
      },
    ]),
  )
}

async function readCertificates(db: Reader, personIds: readonly number[]) {
  const byPerson = new Map<number, { number: string; validUntil: Day; hasScan: boolean }[]>()
  if (personIds.length === 0) return byPerson
  const rows = await db
    .selectFrom('certificate')
    .select(['person_id', 'number', 'valid_until', 'scan_sha'])
    .where('person_id', 'in', personIds)
    .orderBy('id')
    .execute()
  for (const row of rows) {
    const list = byPerson.get(row.person_id) ?? []
    list.push({ number: row.number, validUntil: row.valid_until as Day, hasScan: row.scan_sha !== null })
    byPerson.set(row.person_id, list)
  }
  return byPerson
}

/** Domains of addresses that may write for somebody, at most; for telling look-alikes. */
const domainLimit = 5_000

export async function readMailDomains(db: Reader): Promise<string[]> {
  const rows = await db
    .selectFrom('enterprise_address')
    .select(sql<string>`split_part(address, '@', 2)`.as('domain'))
    .distinct()
    .where('revoked_at', 'is', null)
    .limit(domainLimit)
    .execute()
  return rows.map((row) => row.domain)
}
