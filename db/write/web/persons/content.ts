/** What a record of a person holds, as a form brings it and as the tables keep it; and what differs between two. */
import type { Day } from '../../../../domain/brand.ts'
import type { FileRef } from '../../../../domain/forms/fields.ts'
import type { PaperKind } from '../../../../domain/person/papers.ts'
import { certificateNumberKey } from '../../../../domain/person/entry-rules.ts'
import type { Contract, SocialSecurity } from '../../../../domain/unban/types.ts'

export type KeptFile = Pick<FileRef, 'sha256' | 'size' | 'type'>

export interface CertificateContent {
  readonly number: string
  readonly kind: string
  readonly trade: string
  readonly issuer: string
  readonly issuedOn: Day
  readonly validUntil: Day
  readonly scan: KeptFile | null
}

export interface PersonContent {
  readonly name: string
  /** Null: stays as it is. */
  readonly phone: string | null
  readonly postType: string
  readonly post: string
  readonly trade: string
  readonly photo: KeptFile | null
  readonly certificates: readonly CertificateContent[]
  readonly socialSecurity: Pick<SocialSecurity, 'month' | 'kind' | 'payer' | 'insurances'> | null
  readonly contract: Contract | null
  readonly papers: Readonly<Record<PaperKind, readonly KeptFile[]>>
}

/** A certificate of the record. */
export interface CertificateRow {
  readonly id: number
  readonly number: string
  readonly kind: string
  readonly trade: string
  readonly issuer: string
  readonly issued_on: string
  readonly valid_until: string
  readonly scan_sha: string | null
}

interface CertificatePlan {
  readonly update: readonly { readonly id: number; readonly to: CertificateContent }[]
  readonly insert: readonly CertificateContent[]
  readonly remove: readonly number[]
}

/**
 * Which record of a certificate becomes which: by number first, so that it is the same one; what is left in their order,
 * so that a corrected number stays the same record; the rest is new, or gone.
 */
export function planCertificates(
  before: readonly CertificateRow[],
  after: readonly CertificateContent[],
): CertificatePlan {
  const key = certificateNumberKey
  const numbers = new Map(before.map((each) => [key(each.number), each]))
  const kept = new Set(after.flatMap((each) => numbers.get(key(each.number))?.id ?? []))
  const free = before.filter(({ id }) => !kept.has(id))
  const update: { id: number; to: CertificateContent }[] = []
  const insert: CertificateContent[] = []
  for (const to of after) {
    const from = numbers.get(key(to.number)) ?? free.shift()
    if (from === undefined) insert.push(to)
    else if (differs(from, to)) update.push({ id: from.id, to })
  }
  return { update, insert, remove: free.map(({ id }) => id) }
}

function differs(from: CertificateRow, to: CertificateContent): boolean {
  return (
    from.number !== to.number ||
    from.kind !== to.kind ||
    from.trade !== to.trade ||
    from.issuer !== to.issuer ||
    from.issued_on !== to.issuedOn ||
    from.valid_until !== to.validUntil ||
    from.scan_sha !== (to.scan?.sha256 ?? null)
  )
}

/** Equal whatever the order of their fields: jsonb keeps its own. */
export function sameJson(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  )
}
