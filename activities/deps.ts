/** What activities are made with: passed in once by worker/main.ts, so that a test may pass its own. */
import type { Logger } from 'pino'
import type { Vault } from '../db/crypto.ts'
import type { Db } from '../db/db.ts'
import type { FileStore } from '../io/files/store.ts'
import type { MailProfile } from '../io/imap/profiles.ts'
import type { Scanner } from '../io/clamd/scan.ts'
import type { Sandbox } from '../io/sandbox.ts'
import type { Mailroom } from './mailroom.ts'
import type { PostOffice } from './post-office.ts'

export interface Deps {
  readonly db: Db
  readonly vault: Vault
  readonly files: FileStore
  readonly sandbox: Sandbox
  /** null: none is configured. */
  readonly scanner: Scanner | null
  readonly mailroom: Mailroom
  readonly postOffice: PostOffice
  readonly log: Logger
  /** Address of the web, for links in letters. */
  readonly baseUrl: string
  /** Whose Authentication-Results are believed; null: no verdict is known. */
  readonly authserv: string | null
  readonly mailProfile: MailProfile
}
