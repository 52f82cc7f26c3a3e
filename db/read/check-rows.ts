/** 进件核对 against the register, for a sender of whom it is known what they may do: mails and 自查 ask the same. */
import type { Vault } from '../crypto.ts'
import type { ReadDb, Tx } from '../db.ts'
import type { Day } from '../../domain/brand.ts'
import type { IdNumber } from '../../domain/codes/id-number.ts'
import type { SenderStanding } from '../../domain/mail/authority.ts'
import { checkEntry, namedIn, type CheckedRow } from '../../domain/unban/entry-checks.ts'
import type { EnterpriseFact, FormRow, PersonFact } from '../../domain/unban/types.ts'
import { readEnterpriseKeys } from './facts.ts'
import type { Register } from './register.ts'

export interface RowsToCheck {
  readonly rows: readonly FormRow[]
  readonly lossy: readonly number[]
  readonly unclearBusiness: readonly number[]
}

export interface CheckedFor {
  /** The day of receipt, in Shanghai. */
  readonly today: Day
  readonly standingFor: (enterpriseId: number) => SenderStanding
  /** Some enterprise vouches for the sender. */
  readonly knownSender: boolean
}

export async function checkRowsFor(
  db: ReadDb | Tx,
  vault: Vault,
  register: Register,
  form: RowsToCheck,
  { today, standingFor, knownSender }: CheckedFor,
): Promise<{ readonly rows: readonly CheckedRow[]; readonly named: readonly EnterpriseFact[] }> {
  const named = namedIn(form.rows, today)
  const enterpriseByKey = await register.enterprises(named.companyKeys)
  const unknown = named.companyKeys.some((key) => !enterpriseByKey.has(key))
  const knownNames = unknown ? await readEnterpriseKeys(db) : new Map<string, string>()
  const keyOf = new Map(named.idNumbers.map((id) => [vault.lookup('idNumber', id), id]))
  const persons = await register.persons([...keyOf.keys()])
  const personById = new Map<IdNumber, PersonFact>()
  for (const [key, id] of keyOf) {
    const person = persons.get(key)
    if (person !== undefined) personById.set(id, person)
  }
  const rows = checkEntry({
    ...form,
    today,
    enterpriseByKey,
    knownNames,
    personById,
    standingFor,
    knownSender,
    legalRepresentatives: await register.legalRepresentatives([...keyOf.keys()]),
  })
  return { rows, named: [...enterpriseByKey.values()] }
}
