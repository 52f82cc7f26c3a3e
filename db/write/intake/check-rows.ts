/** 进件核对 against the register, in the transaction that acts on it. */
import { dayOf } from '../../../domain/calendar/working-days.ts'
import type { IdNumber } from '../../../domain/codes/id-number.ts'
import { senderStanding } from '../../../domain/mail/authority.ts'
import { checkEntry, namedIn, type CheckedRow } from '../../../domain/unban/entry-checks.ts'
import type { FormRow, PersonFact } from '../../../domain/unban/types.ts'
import { readEnterpriseKeys, readEnterprisesByKey, readEnterprisesOfAddress, readLegalRepresentatives, readPersonsByKey } from '../../read/facts.ts' // prettier-ignore
import type { MailContext } from './context.ts'

export interface RowsToCheck {
  readonly rows: readonly FormRow[]
  readonly lossy: readonly number[]
  readonly unclearBusiness: readonly number[]
}
export interface RowsChecked {
  readonly rows: readonly CheckedRow[]
  /** Enterprises in whose name somebody wrote who may not (R16): they are told. */
  readonly refused: readonly number[]
}

export async function checkRows({ tx, vault, mail, authority }: MailContext, form: RowsToCheck): Promise<RowsChecked> {
  const today = dayOf(mail.receivedAt)
  const named = namedIn(form.rows, today)
  const enterpriseByKey = await readEnterprisesByKey(tx, named.companyKeys, authority.regionCode)
  const unknown = named.companyKeys.some((key) => !enterpriseByKey.has(key))
  const knownNames = unknown ? await readEnterpriseKeys(tx) : new Map<string, string>()
  const keyOf = new Map(named.idNumbers.map((id) => [vault.lookup('idNumber', id), id]))
  const persons = await readPersonsByKey(tx, vault, [...keyOf.keys()])
  const personById = new Map<IdNumber, PersonFact>()
  for (const [key, id] of keyOf) {
    const person = persons.get(key)
    if (person !== undefined) personById.set(id, person)
  }
  const authorised =
    mail.fromAddress === null ? new Set<number>() : await readEnterprisesOfAddress(tx, mail.fromAddress)
  const verdict = mail.verdict ?? 'unknown'
  const rows = checkEntry({
    ...form,
    today,
    enterpriseByKey,
    knownNames,
    personById,
    standingFor: (enterpriseId) => senderStanding(verdict, authorised.has(enterpriseId)),
    knownSender: authorised.size > 0 && verdict !== 'fail',
    legalRepresentatives: await readLegalRepresentatives(tx, [...keyOf.keys()]),
  })
  const refused = [...enterpriseByKey.values()].filter(
    ({ id, ruleInForce }) => ruleInForce && senderStanding(verdict, authorised.has(id)) === 'returnR16',
  )
  return { rows, refused: refused.map(({ id }) => id) }
}
