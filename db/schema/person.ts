/** 从业人员: persons, certificates and where these are looked up, files, and imports. */
import type { Generated } from 'kysely'
import type { FormError } from '../../domain/forms/checkers.ts'
import type { PaperKind } from '../../domain/person/papers.ts'
import type { Contract, SocialSecurity } from '../../domain/unban/types.ts'
import type { At, AtDefault, DayColumn, Identity, Json, JsonDefault } from './columns.ts'

interface PersonTable {
  id: Identity
  id_cipher: string
  id_key: string
  id_last4: string
  name: string
  name_key: string
  sex: string
  birth_date: DayColumn
  phone_cipher: string
  phone_last4: string
  phone_placeholder: Generated<boolean>
  enterprise_id: number | null
  post_type: string
  post: string
  trade: string
  status: 'disabled' | 'active'
  photo_sha: string | null
  social_security: Json<SocialSecurity | null> | null
  contract: Json<Contract | null> | null
  version: Generated<number>
  created_at: AtDefault
  updated_at: AtDefault
}
interface CertificateTable {
  id: Identity
  person_id: number
  number: string
  kind: string
  trade: string
  issuer: string
  issued_on: DayColumn
  valid_until: DayColumn
  status: 'held' | 'active'
  scan_sha: string | null
}
interface LookupSiteTable {
  site: string
  name: string
  address: string
  how_to: string
  version: Generated<number>
  corrected_by: number
  corrected_at: AtDefault
}
interface CertificateCheckTable {
  id: Identity
  certificate_id: number
  site: string
  result: 'agrees' | 'differs' | 'notFound' | 'siteAway'
  note: Generated<string>
  key: string
  checked_by: number
  checked_at: AtDefault
}
interface StoredFileTable {
  sha256: string
  size: number
  type: string
  created_at: AtDefault
}
interface UploadTable {
  enterprise_id: number
  item: 'photo' | 'scan' | 'paper'
  sha256: string
  size: number
  type: string
  at: AtDefault
}
interface PersonFileTable {
  person_id: number
  item: PaperKind
  n: number
  sha256: string
  size: number
  type: string
}
/** Bytes that nothing refers to any more, until they are gone from the disk. */
interface FileRemovalTable {
  sha256: string
  wanted_at: AtDefault
}
interface PersonImportTable {
  id: Identity
  enterprise_id: number
  account_id: number
  file_sha: string
  state: 'checked' | 'taking' | 'done'
  created_at: AtDefault
  taken_at: At | null
}
interface PersonImportRowTable {
  import_id: number
  /** The row's number in the sheet, counted from 1 below the headings. */
  n: number
  cells_cipher: string
  state: 'good' | 'bad' | 'taken' | 'exists'
  errors: JsonDefault<FormError[]>
  person_id: number | null
}

export interface PersonTables {
  person: PersonTable
  certificate: CertificateTable
  lookup_site: LookupSiteTable
  certificate_check: CertificateCheckTable
  stored_file: StoredFileTable
  upload: UploadTable
  person_file: PersonFileTable
  file_removal: FileRemovalTable
  person_import: PersonImportTable
  person_import_row: PersonImportRowTable
}
