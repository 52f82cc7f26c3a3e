/** A world's entries as the register's forms take them, and where in the world a form's field stands. */
import type { Day } from '../../domain/brand.ts'
import type { FileRef } from '../../domain/forms/fields.ts'
import { readDay, readMonth } from './relative-dates.ts'
import type { WorldAccount, WorldEnterprise, WorldPerson } from './world-file.ts'

export function accountRaw({ authority, ...account }: WorldAccount): Record<string, unknown> {
  return { ...account, authorityId: authority }
}

export function enterpriseRaw({
  legalRepresentative,
  emails,
  missing,
  ...enterprise
}: WorldEnterprise): Record<string, unknown> {
  return {
    ...enterprise,
    legalName: legalRepresentative.name,
    legalIdNumber: legalRepresentative.idNumber,
    emails: emails.map((address) => ({ address })),
    missing: missing?.map((item) => ({ item })),
  }
}

/** Pictures that were made for one person: the photo, and a scan for each certificate that has one. */
export interface Pictures {
  readonly photo: FileRef | null
  readonly scans: readonly (FileRef | null)[]
}

export function personRaw(person: WorldPerson, pictures: Pictures, today: Day): Record<string, unknown> {
  const { socialSecurity, contract } = person
  return {
    ...person,
    photo: pictures.photo,
    certificates: person.certificates.map((certificate, n) => ({
      ...certificate,
      issuedOn: readDay(certificate.issuedOn, today),
      validUntil: readDay(certificate.validUntil, today),
      scan: pictures.scans[n],
    })),
    socialSecurity:
      socialSecurity === null ? null : [{ ...socialSecurity, month: readMonth(socialSecurity.month, today) }],
    contract: contract === null ? null : [contract],
  }
}

/** The register's field → the place in the world's entry. */
export const worldPaths = {
  authorities: [],
  accounts: [[/^authorityId$/, 'authority']],
  enterprises: [
    [/^legalName$/, 'legalRepresentative.name'],
    [/^legalIdNumber$/, 'legalRepresentative.idNumber'],
    [/^emails\[(\d+)\]\.address$/, 'emails[$1]'],
    [/^missing\[(\d+)\]\.item$/, 'missing[$1]'],
  ],
  persons: [[/^(socialSecurity|contract)\[0\]/, '$1']],
} as const satisfies Readonly<Record<string, readonly (readonly [RegExp, string])[]>>

export type WorldPart = keyof typeof worldPaths
