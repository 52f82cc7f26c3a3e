/** 账号: who signs in, sessions and tokens, and what was typed and not sent. */
import type { Generated } from 'kysely'
import type { At, AtDefault, Identity } from './columns.ts'

interface AccountTable {
  id: Identity
  login: string
  password_hash: string
  name: string
  phone_cipher: string
  phone_last4: string
  email: string
  roles: string[]
  authority_id: string | null
  failed_tries: Generated<number>
  locked_until: At | null
  disabled_at: At | null
  created_at: AtDefault
}
interface AccountEnterpriseTable {
  account_id: number
  enterprise_id: number
}
interface SessionTable {
  token_hash: string
  public_id: string
  account_id: number
  enterprise_id: number | null
  csrf: string
  user_agent: string
  created_at: AtDefault
  last_seen_at: AtDefault
  expires_at: At
}
interface ApiTokenTable {
  id: Identity
  account_id: number
  enterprise_id: number | null
  name: string
  token_hash: string
  created_at: AtDefault
  expires_at: At
  revoked_at: At | null
  last_used_at: At | null
}
interface DraftTable {
  account_id: number
  form: string
  subject: string
  body_cipher: string
  saved_at: AtDefault
}

export interface AccountTables {
  account: AccountTable
  account_enterprise: AccountEnterpriseTable
  session: SessionTable
  api_token: ApiTokenTable
  draft: DraftTable
}
