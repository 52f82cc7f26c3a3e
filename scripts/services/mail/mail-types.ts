/** What the doors of the bundled mail server share. */
export const authserv = 'mail.hoistway.test'
/** One password for every mailbox: the server listens on this machine only, and everyone in it is invented. */
export const mailPassword = 'demo-mail-2026'
/** The user of the page /dev/mail, who may choose what the sender's check is to say. */
export const devUser = 'dev-mail'

export const folders = { inbox: 'INBOX', sent: 'Sent' } as const
export type FolderName = (typeof folders)[keyof typeof folders]

/** Limits of the server; the first is above the program's own (60 MiB), so that its answer can be seen. */
export const mailLimits = {
  mailBytes: 80 * 2 ** 20,
  recipients: 50,
  mailboxes: 1_000,
  connections: 200,
  headerBytes: 2 ** 20,
} as const

/** A mail written to a file and safe on disk, not yet in a mailbox. */
export interface SpooledMail {
  readonly path: string
  /** Of the envelope; empty for a notice that nobody is to answer. */
  readonly sender: string
  remove(): Promise<void>
}

/** The mailboxes behind the doors: our own files with hoodiecrow in front, or Dovecot. */
export interface PostOffice {
  /** Whether mail for the address is taken; a mailbox is made on demand, up to the limit. */
  accepts(address: string): boolean
  /** The mail is in the mailbox, and on disk, when this returns. */
  deliver(mail: SpooledMail, address: string, folder: FolderName): Promise<void>
  close(): Promise<void>
}

/** 邮箱地址 as mailboxes are named: in lower case, without brackets. */
export function mailboxName(address: string): string {
  return address.trim().replace(/^<|>$/g, '').toLowerCase()
}

/** One @ between two parts without spaces; more is not asked of an invented address. */
export function isMailboxName(address: string): boolean {
  return address.length <= 254 && /^[^\s\p{Cc}@<>/\\]+@[^\s\p{Cc}@<>/\\]+$/u.test(address)
}
