/** 资料: a person's record as programs read it, for the register's page and for the review alike; numbers masked. */
import type { PersonRecord } from '../../db/read/persons.ts'
import type { RequestRowRecord } from '../../db/read/request.ts'
import type { Contract, SocialSecurity } from '../../domain/unban/types.ts'
import { paths } from '../paths.ts'

export interface CertificateView {
  readonly number: string
  readonly kind: string
  readonly trade: string
  readonly issuer: string
  readonly issuedOn: string
  readonly validUntil: string
  readonly status: 'held' | 'active'
  readonly scan: string | null
}

export interface RecordView {
  readonly sex: string
  readonly birthDate: string
  readonly phone: string
  readonly phonePlaceholder: boolean
  readonly postType: string
  readonly post: string
  readonly trade: string
  readonly status: 'active' | 'disabled'
  readonly photo: string | null
  readonly socialSecurity: SocialSecurity | null
  readonly contract: Contract | null
}

const fileOf = (personId: number, sha: string | null): string | null =>
  sha === null ? null : paths.personFile(personId, sha)

export function certificateView(one: PersonRecord['certificates'][number], personId: number): CertificateView {
  return {
    number: one.number,
    kind: one.kind,
    trade: one.trade,
    issuer: one.issuer,
    issuedOn: one.issued_on,
    validUntil: one.valid_until,
    status: one.status,
    scan: fileOf(personId, one.scan_sha),
  }
}

/** What the register and the review show alike; name, ID number and owner are each one's own. */
export function recordView(record: PersonRecord | RequestRowRecord, personId: number): RecordView {
  return {
    sex: record.sex,
    birthDate: record.birth_date,
    phone: record.phone_last4 === '' ? '' : `…${record.phone_last4}`,
    phonePlaceholder: record.phone_placeholder,
    postType: record.post_type,
    post: record.post,
    trade: record.trade,
    status: record.status,
    photo: fileOf(personId, record.photo_sha),
    socialSecurity: record.social_security,
    contract: record.contract,
  }
}
