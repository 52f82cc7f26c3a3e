/** 单位: authorities, and enterprises with their papers, reviews and addresses. */
import type { Generated } from 'kysely'
import type { At, AtDefault, Identity } from './columns.ts'

interface AuthorityTable {
  id: string
  kind: string
  name: string
  region_code: string
  profile: string
  credit_code: string
  mailbox_address: string | null
  number_region: string | null
  filing_prefix: string | null
  filing_form: string | null
  world_key: string | null
  created_at: AtDefault
}
interface EnterpriseTable {
  id: Identity
  credit_code: string
  name: string
  name_key: string
  kind: string
  region_code: string
  legal_name: string
  legal_id_cipher: string
  legal_id_key: string
  legal_id_last4: string
  contact: string
  phone_cipher: string
  phone_last4: string
  address: string
  status: 'approved' | 'incomplete' | 'pending'
  missing: string[]
  version: Generated<number>
  created_at: AtDefault
  submitted_at: At | null
  /** Papers that the association has had since before uploads. */
  papers_on_record: Generated<string[]>
  /** Papers asked for beyond the usual ones, in words. */
  papers_asked: Generated<string[]>
}
interface EnterpriseAddressTable {
  enterprise_id: number
  address: string
  source: 'record' | 'confirmed'
  confirmed_at: AtDefault
  revoked_at: At | null
}
interface EnterpriseFileTable {
  id: Identity
  enterprise_id: number
  /** A ProfilePaper, or the words of one that was asked for. */
  paper: string
  sha256: string
  size: number
  type: string
  uploaded_by: number
  uploaded_at: AtDefault
}
interface EnterpriseReviewTable {
  enterprise_id: number
  /** The version of the profile that was looked at. */
  version: number
  outcome: 'approved' | 'sentBack'
  reasons: Generated<string[]>
  reason_text: Generated<string>
  reviewed_by: number
  reviewed_at: AtDefault
}

export interface EnterpriseTables {
  authority: AuthorityTable
  enterprise: EnterpriseTable
  enterprise_address: EnterpriseAddressTable
  enterprise_file: EnterpriseFileTable
  enterprise_review: EnterpriseReviewTable
}
