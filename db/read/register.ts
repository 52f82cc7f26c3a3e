/**
 * 人员库与企业库 as the rules ask them: of one mail question by question, of a batch of mails read once. What was not read
 * beforehand is asked when it is asked for, so that reading ahead can only save time.
 */
import type { Vault } from '../crypto.ts'
import type { ReadDb, Tx } from '../db.ts'
import type { EnterpriseFact, PersonFact } from '../../domain/unban/types.ts'
import {
  readEnterprisesByKey,
  readEnterprisesOfAddresses,
  readLegalRepresentatives,
  readPersonsByKey,
} from './facts.ts'

type PersonOnRecord = PersonFact & { readonly version: number }

export interface Register {
  /** By the key of the name. */
  enterprises(nameKeys: readonly string[]): Promise<ReadonlyMap<string, EnterpriseFact>>
  /** By the lookup key of the ID number. */
  persons(personKeys: readonly string[]): Promise<ReadonlyMap<string, PersonOnRecord>>
  /** Persons who are the legal representative of the enterprise that owns them; it may name others than were asked for. */
  legalRepresentatives(personKeys: readonly string[]): Promise<ReadonlySet<number>>
  /** Enterprises for which the address may write. */
  enterprisesOf(address: string): Promise<ReadonlySet<number>>
}

/** @param ruleRegion the association's: 解禁 is in force there and below */
export function registerOf(db: ReadDb | Tx, vault: Vault, ruleRegion: string): Register {
  return {
    enterprises: (keys) => readEnterprisesByKey(db, keys, ruleRegion),
    persons: (keys) => readPersonsByKey(db, vault, keys),
    legalRepresentatives: (keys) => readLegalRepresentatives(db, keys),
    enterprisesOf: async (address) => (await readEnterprisesOfAddresses(db, [address])).get(address) ?? new Set(),
  }
}

export interface AskedOfRegister {
  readonly nameKeys: readonly string[]
  readonly personKeys: readonly string[]
  readonly addresses: readonly string[]
}

/** The same answers, read for all of `asked` in four statements. */
export async function registerReadFor(
  db: ReadDb | Tx,
  vault: Vault,
  ruleRegion: string,
  asked: AskedOfRegister,
): Promise<Register> {
  const direct = registerOf(db, vault, ruleRegion)
  const enterprises = await direct.enterprises(asked.nameKeys)
  const persons = await direct.persons(asked.personKeys)
  const legal = await direct.legalRepresentatives(asked.personKeys)
  const ofAddress = await readEnterprisesOfAddresses(db, asked.addresses)
  const names = new Set(asked.nameKeys)
  const people = new Set(asked.personKeys)
  const addresses = new Set(asked.addresses)
  const all = (known: ReadonlySet<string>, keys: readonly string[]) => keys.every((key) => known.has(key))
  return {
    enterprises: (keys) => (all(names, keys) ? Promise.resolve(only(enterprises, keys)) : direct.enterprises(keys)),
    persons: (keys) => (all(people, keys) ? Promise.resolve(only(persons, keys)) : direct.persons(keys)),
    legalRepresentatives: (keys) => (all(people, keys) ? Promise.resolve(legal) : direct.legalRepresentatives(keys)),
    enterprisesOf: (address) =>
      addresses.has(address) ? Promise.resolve(ofAddress.get(address) ?? new Set()) : direct.enterprisesOf(address),
  }
}

function only<Value>(map: ReadonlyMap<string, Value>, keys: readonly string[]): ReadonlyMap<string, Value> {
  return new Map(keys.flatMap((key) => (map.has(key) ? [[key, map.get(key) as Value] as const] : [])))
}
