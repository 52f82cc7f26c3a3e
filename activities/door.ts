/** 邮箱入口: one mailbox of this installation, where it is and what its provider can do. */
import type { MailboxServer } from '../io/imap/open.ts'
import type { MailProfileSettings } from '../io/imap/profiles.ts'

export interface Door {
  readonly mailboxId: number
  readonly address: string
  readonly server: MailboxServer
  readonly profile: MailProfileSettings
}
