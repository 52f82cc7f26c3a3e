/** What pages are given by main.ts, and by tests. */
import type { Logger } from 'pino'
import type { Db } from '../db/db.ts'
import type { Vault } from '../db/crypto.ts'
import type { Gateway } from './gateway-types.ts'

/** The store of files by content (io/files). */
export interface Files {
  get(sha256: string): Promise<Buffer>
}

/** Doors of the bundled mail server, for the page /dev/mail only. */
export interface DevMail {
  readonly imapPort: number
  readonly smtpPort: number
  /** One password for every mailbox and for the user `dev-mail`. */
  readonly password: string
}

export interface WebDeps {
  readonly db: Db
  readonly vault: Vault
  readonly files: Files
  readonly gateway: Gateway
  /** null where outside mail is configured: then the page /dev/mail does not exist. */
  readonly devMail: DevMail | null
  readonly settings: { readonly baseUrl: string }
  readonly log: Logger
}
