/** What pages are given by main.ts, and by tests. */
import type { Logger } from 'pino'
import type { Db } from '../db/db.ts'
import type { Vault } from '../db/crypto.ts'
import type { Sandbox } from '../io/sandbox.ts'
import type { Gateway } from './gateway-types.ts'

/** The store of files by content (io/files). */
export interface Files {
  get(sha256: string): Promise<Buffer>
  /** Keeps the bytes under their hash; twice is once. */
  put(bytes: Uint8Array): Promise<{ readonly sha256: string; readonly size: number }>
  /** Takes away what nothing refers to any more. */
  remove(sha256: string): Promise<void>
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
  /** Opens what strangers uploaded, in processes of their own. */
  readonly sandbox: Pick<Sandbox, 'readMail' | 'readWorkbook' | 'readPicture'>
  readonly gateway: Gateway
  /** null where outside mail is configured: then the page /dev/mail does not exist. */
  readonly devMail: DevMail | null
  readonly settings: { readonly baseUrl: string }
  readonly log: Logger
}
