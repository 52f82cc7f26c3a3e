/**
 * 进件核对 — what a machine finds wrong with the rows of a form, every failure of a row at once (spec 10-unban, Entry
 * checks; codes R06–R16 and R20).
 *
 * What is not said: R16 hides all that needs the register (R08, R10–R12, R14, R20); R10 or R12 hides R11, R14, R20; R11
 * hides R14, R20. Where the spec is silent, by the same reason: a held sender is told no more than a refused one before
 * the enterprise has confirmed them; and with no registered enterprise on the row (R06, R07) only a sender for whom some
 * enterprise vouches learns R10 or R12, and nobody R11, R14, R20, which are about the enterprise's own people.
 */
import type { Day } from '../brand.ts'
import { readIdNumber, type IdNumber } from '../codes/id-number.ts'
import type { SenderStanding } from '../mail/authority.ts'
import { missingItems } from '../person/record.ts'
import { companyKey, nameKey } from '../text/normalise.ts'
import { suggestCompany } from '../text/suggest-company.ts'
import { findRepeats, type Repeat } from './repeats.ts'
import type { CodeFound, EnterpriseFact, FormRow, PersonFact } from './types.ts'

export interface EntryInput {
  readonly rows: readonly FormRow[]
  readonly lossy: readonly number[]
  readonly unclearBusiness: readonly number[]
  /** The day of receipt, in Shanghai. */
  readonly today: Day
  /** Enterprises named by the rows, by companyKey. */
  readonly enterpriseByKey: ReadonlyMap<string, EnterpriseFact>
  /** Registered names by companyKey, for R07's suggestion. */
  readonly knownNames: ReadonlyMap<string, string>
  readonly personById: ReadonlyMap<IdNumber, PersonFact>
  /** What the sender may do for an enterprise. */
  readonly standingFor: (enterpriseId: number) => SenderStanding
  /** Some enterprise vouches for the sender, if not the one written. */
  readonly knownSender: boolean
  /** People (by id) for whom the business licence stands in for the labour contract; unknown: taken for true. */
  readonly legalRepresentatives?: ReadonlySet<number>
}

type CheckOutcome =
  | { readonly kind: 'pass' }
  | { readonly kind: 'hold' }
  | { readonly kind: 'alreadyDone' }
  | { readonly kind: 'returned'; readonly codes: readonly CodeFound[] }

export interface CheckedRow extends FormRow {
  readonly id: IdNumber | null
  readonly enterpriseId: number | null
  readonly personId: number | null
  /** The number of the first row that names the same person with the same data; its outcome is this one's. */
  readonly sameAs: number | null
  readonly outcome: CheckOutcome
}

/** A row with what was found of it. */
interface Found {
  readonly row: FormRow
  readonly id: IdNumber | null
  readonly idCode: CodeFound | null
  readonly unclear: boolean
  readonly named: EnterpriseFact | undefined
  /** The registered enterprise in whose name the row may be judged. */
  readonly enterprise: EnterpriseFact | null
  readonly standing: SenderStanding | null
  readonly person: PersonFact | null
  readonly repeat: Repeat | undefined
}

/** What to look up before checkEntry: each key and number once. */
export function namedIn(rows: readonly FormRow[], today: Day): { companyKeys: string[]; idNumbers: IdNumber[] } {
  const ids = rows.flatMap((row) => {
    const read = readIdNumber(row.idNumber, today)
    return read.ok ? [read.value] : []
  })
  const keys = rows.map((row) => companyKey(row.company)).filter((key) => key !== '')
  return { companyKeys: [...new Set(keys)], idNumbers: [...new Set(ids)] }
}

export function checkEntry(input: EntryInput): CheckedRow[] {
  const checked: CheckedRow[] = []
  const suggest = suggester(input.knownNames)
  for (const found of findAll(input)) {
    const { row, id, enterprise, person } = found
    const sameAs = found.repeat?.sameAs ?? null
    const first = sameAs === null ? undefined : checked.find(({ n }) => n === sameAs)
    const outcome = first?.outcome ?? outcomeOf(found, input, suggest)
    checked.push({ ...row, id, enterpriseId: enterprise?.id ?? null, personId: person?.id ?? null, sameAs, outcome })
  }
  return checked
}

function findAll(input: EntryInput): Found[] {
  const read = input.rows.map((row) => {
    const number = input.lossy.includes(row.n) ? scientific : readIdNumber(row.idNumber, input.today)
    const unclear = input.unclearBusiness.includes(row.n)
    return { row, unclear, id: number.ok ? number.value : null, idCode: number.ok ? null : idFailure(number.problem) }
  })
  const repeats = findRepeats(read)
  return read.map((found) => {
    const named = input.enterpriseByKey.get(companyKey(found.row.company))
    const enterprise = named?.ruleInForce === true ? named : null
    return {
      ...found,
      named,
      enterprise,
      standing: enterprise === null ? null : input.standingFor(enterprise.id),
      person: found.id === null ? null : (input.personById.get(found.id) ?? null),
      repeat: repeats.get(found.row.n),
    }
  })
}

const scientific = { ok: false, problem: 'scientific' } as const

function idFailure(why: string): CodeFound {
  return { code: 'R09', why }
}

function outcomeOf(found: Found, input: EntryInput, suggest: Suggest): CheckOutcome {
  const codes = [...rowCodes(found, input, suggest), ...(seesRegister(found, input) ? registerCodes(found, input) : [])]
  if (codes.length > 0) return { kind: 'returned', codes: codes.sort((a, b) => a.code.localeCompare(b.code)) }
  if (found.standing === 'hold') return { kind: 'hold' }
  const own = found.person !== null && found.person.enterpriseId === found.enterprise?.id
  return { kind: found.row.business === 'bind' && own ? 'alreadyDone' : 'pass' }
}

const mayKnow: Readonly<Record<SenderStanding, boolean>> = {
  normal: true,
  normalWithBadge: true,
  hold: false,
  returnR16: false,
  quarantine: false,
}

function seesRegister({ standing }: Found, { knownSender }: EntryInput): boolean {
  return standing === null ? knownSender : mayKnow[standing]
}

/** What is wrong with the row in itself, and with who sends it. */
function rowCodes(found: Found, input: EntryInput, suggest: Suggest): CodeFound[] {
  const codes: CodeFound[] = []
  if (found.unclear) codes.push({ code: 'R02', why: 'business' })
  const company = companyFailure(found, input, suggest)
  if (company !== null) codes.push(company)
  if (found.idCode !== null) codes.push(found.idCode)
  if (found.repeat?.conflict === true) codes.push({ code: 'R13' })
  if (found.standing === 'returnR16' || found.standing === 'quarantine') codes.push({ code: 'R16' })
  return codes
}

function companyFailure({ row, named, enterprise }: Found, input: EntryInput, suggest: Suggest): CodeFound | null {
  const key = companyKey(row.company)
  if (key === '') return { code: 'R06' }
  if (enterprise !== null) return null
  // That an enterprise is registered elsewhere is for its own people to know.
  if (named !== undefined)
    return { code: 'R07', ...(mayKnow[input.standingFor(named.id)] ? { why: 'notInForce' } : {}) }
  const suggestion = suggest(key)
  return { code: 'R07', ...(suggestion === undefined ? {} : { suggestion }) }
}

/** Unregistered names of one mail that are compared with the whole register; a list of inventions gets no more. */
const suggestionsMax = 20

type Suggest = (key: string) => string | undefined

function suggester(knownNames: ReadonlyMap<string, string>): Suggest {
  const made = new Map<string, string | undefined>()
  return (key) => {
    if (!made.has(key) && made.size < suggestionsMax) {
      made.set(key, knownNames.get(suggestCompany(key, knownNames.keys()) ?? ''))
    }
    return made.get(key)
  }
}

function registerCodes(found: Found, input: EntryInput): CodeFound[] {
  const { enterprise } = found
  const incomplete: CodeFound[] =
    enterprise === null || enterprise.status === 'approved'
      ? []
      : [{ code: 'R08', why: enterprise.status, items: enterprise.missing }]
  return found.id === null ? incomplete : [...incomplete, ...personCodes(found, input)]
}

function personCodes({ row, person, enterprise, unclear }: Found, input: EntryInput): CodeFound[] {
  if (person === null) return [{ code: 'R10' }]
  if (nameKey(person.name) !== nameKey(row.name)) return [{ code: 'R12' }]
  // The rest is about 解禁 of the enterprise's own people.
  if (enterprise === null || row.business === 'bind' || unclear) return []
  if (person.enterpriseId !== enterprise.id) return [{ code: 'R11' }]
  const { legalRepresentatives } = input
  const position =
    legalRepresentatives === undefined ? {} : { isLegalRepresentative: legalRepresentatives.has(person.id) }
  const items = missingItems(person, input.today, enterprise.name, position)
  const codes: CodeFound[] = person.status === 'active' ? [{ code: 'R14' }] : []
  return items.length === 0 ? codes : [...codes, { code: 'R20', items }]
}
