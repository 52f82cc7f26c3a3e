/** People of the demo world, chosen by what the entry checks say of them. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface WorldPerson {
  readonly name: string
  readonly idNumber: string
  readonly company: string
  readonly creditCode: string
  readonly address: string
}

interface World {
  readonly enterprises: readonly {
    creditCode: string
    name: string
    regionCode: string
    status: string
    emails: string[]
  }[]
  readonly persons: readonly {
    idNumber: string
    name: string
    phone: string
    enterprise: string | null
    status: string
    photo: boolean
    certificates: readonly { validUntil: string; scan: boolean }[]
    socialSecurity: {
      month: string
      kind: string
      payer: string
      insurances: string[]
      fullPaymentProof?: boolean
    } | null
    contract: { kind: string; complete: boolean } | null
  }[]
}

const world = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../demo/world.json', import.meta.url)), 'utf8'),
) as World

/** People of the demo world for whom 解禁 passes every entry check, in the file's order. */
export const goodPeople: readonly WorldPerson[] = world.persons.flatMap((person) => {
  const enterprise = world.enterprises.find(({ creditCode }) => creditCode === person.enterprise)
  const security = person.socialSecurity
  const good =
    enterprise?.status === 'approved' &&
    enterprise.regionCode.startsWith('45') &&
    person.status === 'disabled' &&
    person.photo &&
    person.phone !== '' &&
    person.phone !== '18000000000' &&
    person.certificates.length > 0 &&
    person.certificates.every(({ validUntil, scan }) => scan && !validUntil.startsWith('-')) &&
    (security?.month === 'M0' || security?.month === 'M0|M-1') &&
    security.payer === enterprise.name &&
    ['工伤', '养老', '失业'].every((insurance) => security.insurances.includes(insurance)) &&
    (security.kind === 'personal' || security.fullPaymentProof === true) &&
    person.contract?.kind === 'contract' &&
    person.contract.complete
  if (!good || enterprise === undefined) return []
  const [address = ''] = enterprise.emails
  return [
    {
      name: person.name,
      idNumber: person.idNumber,
      company: enterprise.name,
      creditCode: enterprise.creditCode,
      address,
    },
  ]
})

/** Good people of one enterprise after another: the first who has at least `count`. */
export function goodPeopleOfOne(count: number, skip = 0): readonly WorldPerson[] {
  const codes = [...new Set(goodPeople.map(({ creditCode }) => creditCode))]
  const found = codes.map((code) => goodPeople.filter(({ creditCode }) => creditCode === code)).filter((list) => list.length >= count)[skip] // prettier-ignore
  if (found === undefined) throw new Error(`No enterprise of the demo world has ${count} good people.`)
  return found.slice(0, count)
}
