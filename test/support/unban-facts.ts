/** What the register holds, for the rules of the queue: an enterprise in order and its people. Everybody is invented. */
import type { Day } from '../../domain/brand.ts'
import { readIdNumber, type IdNumber } from '../../domain/codes/id-number.ts'
import { companyKey } from '../../domain/text/normalise.ts'
import { checkEntry, type CheckedRow, type EntryInput } from '../../domain/unban/entry-checks.ts'
import type { EnterpriseFact, FormRow, PersonFact } from '../../domain/unban/types.ts'
import { hongda } from './read-mails.ts'

/** The day on which the mails of the tests arrive. */
export const receiptDay = '2026-11-20' as Day

function idNumber(text: string): IdNumber {
  const read = readIdNumber(text, receiptDay)
  if (!read.ok) throw new Error(`The test writes a wrong ID number: ${read.problem}`)
  return read.value
}

export function anEnterprise(changes: Partial<EnterpriseFact> = {}): EnterpriseFact {
  const name = changes.name ?? hongda
  return { id: 1, name, nameKey: companyKey(name), status: 'approved', missing: [], ruleInForce: true, ...changes }
}

/** Disabled, with a record that lacks nothing. */
export function aPerson(changes: Partial<PersonFact> = {}): PersonFact {
  return {
    id: 11,
    name: '熊旭',
    enterpriseId: 1,
    status: 'disabled',
    phone: '19900005801',
    hasPhoto: true,
    certificates: [{ number: '桂A062023415820', validUntil: '2028-04-22' as Day, hasScan: true }],
    socialSecurity: { month: '2026-11', kind: 'personal', payer: hongda, insurances: ['工伤', '养老', '失业'] },
    contract: { kind: 'contract', complete: true },
    ...changes,
  }
}

export function aRow(changes: Partial<FormRow> = {}): FormRow {
  return {
    n: 1,
    name: '熊旭',
    idNumber: '450100198703139320',
    company: hongda,
    business: 'unban',
    askedBoth: false,
    remark: '',
    ...changes,
  }
}

export interface Register {
  readonly enterprises?: readonly EnterpriseFact[]
  readonly people?: Readonly<Record<string, PersonFact>>
}

/** Checks rows against a register that holds 宏达 and 熊旭 unless told otherwise; the sender is authorised. */
export function check(
  rows: readonly FormRow[],
  { enterprises = [anEnterprise()], people = { '450100198703139320': aPerson() } }: Register = {},
  changes: Partial<EntryInput> = {},
): CheckedRow[] {
  return checkEntry({
    rows,
    lossy: [],
    unclearBusiness: [],
    today: receiptDay,
    enterpriseByKey: new Map(enterprises.map((enterprise) => [enterprise.nameKey, enterprise])),
    knownNames: new Map(enterprises.map((enterprise) => [enterprise.nameKey, enterprise.name])),
    personById: new Map(Object.entries(people).map(([id, person]) => [idNumber(id), person])),
    standingFor: () => 'normal',
    knownSender: true,
    ...changes,
  })
}

/** `pass`, or the codes joined as the header joins them. */
export function said({ outcome }: CheckedRow): string {
  return outcome.kind === 'returned' ? outcome.codes.map(({ code }) => code).join('+') : outcome.kind
}
