/**
 * What reading one raw mail found. Made by io/mail in a process of its own, judged by the rules in domain/.
 * Everything here comes from outside and is believed by nobody.
 */

/** One header line, unfolded; `name` in lower case; from the top of the mail downwards. */
export interface HeaderLine {
  readonly name: string
  readonly value: string
}

/** What the bytes are, found from the bytes alone. */
export type ContentKind =
  | 'xlsx' | 'xls' | 'csv' | 'html' | 'text' | 'image' | 'pdf' | 'word' | 'archive' | 'encrypted' | 'tnef' | 'mail' | 'executable' | 'calendar' | 'vcard' | 'signature' | 'unknown' // prettier-ignore

export interface ReadAttachment {
  /** Name as shown to people: no path, no control or direction characters, at most 120 characters. */
  readonly name: string
  readonly size: number
  readonly sha256: string
  readonly kind: ContentKind
  /** Inline pictures of a signature and the like, which nobody sent as a document. */
  readonly inline: boolean
  readonly hasMacros: boolean
  /** What kept it from being read as a table, if it might have been one. */
  readonly problem: AttachmentProblem | null
}

export type AttachmentProblem =
  | 'damaged' // R03
  | 'password' // R03
  | 'tnef' // R03, the Outlook setting is named
  | ArchiveProblem // R04
  | 'tooManyRows' // R17: more than 500 data rows, or a sheet too large to be the form
  | 'tooLarge' // R17: inflates beyond the limits (zip bomb)
  | 'tooSlow' // R03: not read within the time or memory allowed

/** What kept an archive from being taken for the files in it. */
export type ArchiveProblem =
  | 'archive' // nothing in it, nested too deep, or unclear which of its files is the form
  | 'archivePassword'
  | 'archiveDamaged'
  | 'archiveTooLarge' // more files, bytes or a higher ratio than is unpacked

/** A table found in an attachment or the HTML body: cell texts, first sheet only, at most 600 rows × 40 columns. */
export interface FoundTable {
  readonly source: 'attachment' | 'body'
  /** Index into attachments, or -1 for the body. */
  readonly attachment: number
  readonly cells: readonly (readonly string[])[]
  /** `row:column` (from 0) of cells that held a number where digits may have been lost, such as 4.5E+17. */
  readonly lossyCells: readonly string[]
}

export interface ReadMail {
  readonly headers: readonly HeaderLine[]
  /** Every address of every From header. */
  readonly from: readonly { readonly address: string; readonly name: string }[]
  readonly fromHeaders: number
  readonly messageId: string | null
  readonly messageIdHeaders: number
  readonly inReplyTo: string | null
  readonly references: readonly string[]
  readonly subject: string
  readonly dateHeader: string | null
  /** Plain text (or text of the HTML), at most 20,000 characters. */
  readonly text: string
  /** Link hosts found in text and HTML, for R05: never opened. */
  readonly linkHosts: readonly string[]
  readonly attachments: readonly ReadAttachment[]
  readonly tables: readonly FoundTable[]
  /** For a delivery status notification: what it reports. */
  readonly dsn: {
    readonly action: string
    readonly status: string
    readonly originalMessageId: string | null
    readonly recipient: string | null
  } | null
  /** The whole mail could not be taken apart: state manual, sender told R03. */
  readonly unreadable: boolean
}

/** 来信身份: what is known of the sender (reference/email.md 8.2). */
export type SenderVerdict = 'aligned' | 'none' | 'unknown' | 'fail'

/** 查毒: what the virus scanner found in the bytes of a mail. `refused`: it cannot read them, however often it is asked. */
export type ScanVerdict = 'nothing' | 'found' | 'refused'

/** What kind of mail it is, in the order in which it is asked (reference/email.md 6.2 B1). */
export type MailClass = 'own' | 'dsn' | 'auto' | 'bulk' | 'human'

/** A mark shown to staff beside a mail. */
export type MailBadge =
  | 'senderUnverified' | 'severalSenders' | 'dateSkew' | 'internalDateMissing' | 'twoMessageIds' | 'noMessageId' | 'lookAlike'
  | 'timeDisputed' | 'fromJunk' | 'macros' | 'csv' | 'wpsFile' | 'bodyTable' | 'replyToElsewhere' | 'nameHidesAddress' | 'wrongExtension' // prettier-ignore
