/**
 * 随后写入 — what a transaction writes and never reads again: written together before the commit, a statement a table. A
 * backlog of mails costs its round trips once a batch and not once a mail.
 */
import type { Insertable } from 'kysely'
import type { Tx } from '../db.ts'
import type { Tables, WishKind } from '../schema.ts'
import { appendAudits, type AuditEntry } from './audit.ts'
import { fileMails, type Filed } from './intake/file-mails.ts'
import { insertLetters, type LetterRow } from './outgoing.ts'
import { wishAll, type Wished } from './wishes.ts'

type NewRow<Table extends 'attachment' | 'mail_row'> = Insertable<Tables[Table]>

export interface Later {
  audit(entry: AuditEntry): Promise<void>
  wish(kind: WishKind, subject: number | string): Promise<void>
  attachments(rows: readonly NewRow<'attachment'>[]): Promise<void>
  mailRows(rows: readonly NewRow<'mail_row'>[]): Promise<void>
  letter(row: LetterRow): Promise<void>
  /** What a mail was read as, and its end. */
  file(mail: Filed): Promise<void>
}

/** Collects until `write`; audit rows keep their order. Whoever opens one must write it, else all of it is lost. */
export class Collected implements Later {
  private entries: AuditEntry[] = []
  private wishes: Wished[] = []
  private attachmentRows: NewRow<'attachment'>[] = []
  private rowsOfMails: NewRow<'mail_row'>[] = []
  private filed: Filed[] = []
  private letters: LetterRow[] = []

  audit(entry: AuditEntry): Promise<void> {
    this.entries.push(entry)
    return Promise.resolve()
  }

  wish(kind: WishKind, subject: number | string): Promise<void> {
    this.wishes.push({ kind, subject: String(subject) })
    return Promise.resolve()
  }

  attachments(rows: readonly NewRow<'attachment'>[]): Promise<void> {
    this.attachmentRows.push(...rows)
    return Promise.resolve()
  }

  mailRows(rows: readonly NewRow<'mail_row'>[]): Promise<void> {
    this.rowsOfMails.push(...rows)
    return Promise.resolve()
  }

  letter(row: LetterRow): Promise<void> {
    this.letters.push(row)
    return Promise.resolve()
  }

  file(mail: Filed): Promise<void> {
    this.filed.push(mail)
    return Promise.resolve()
  }

  /** Writes what there is, and begins anew. */
  async write(tx: Tx): Promise<void> {
    const [filed, letters, attachments, rows, wishes, entries] = [this.filed, this.letters, this.attachmentRows, this.rowsOfMails, this.wishes, this.entries] // prettier-ignore
    this.filed = []
    this.letters = []
    this.attachmentRows = []
    this.rowsOfMails = []
    this.wishes = []
    this.entries = []
    await fileMails(tx, filed)
    if (attachments.length > 0) await tx.insertInto('attachment').values(attachments).execute()
    if (rows.length > 0) await tx.insertInto('mail_row').values(rows).execute()
    await insertLetters(tx, letters)
    await wishAll(tx, wishes)
    // Last: it holds the head of the chain until the commit.
    if (entries.length > 0) await appendAudits(tx, entries)
  }
}

/** Of an act of its own: everything is written where it is said. */
export function atOnce(tx: Tx): Later {
  const now = async (say: (later: Later) => Promise<void>) => {
    const one = new Collected()
    await say(one)
    await one.write(tx)
  }
  return {
    audit: (entry) => now((later) => later.audit(entry)),
    wish: (kind, subject) => now((later) => later.wish(kind, subject)),
    attachments: (rows) => now((later) => later.attachments(rows)),
    mailRows: (rows) => now((later) => later.mailRows(rows)),
    letter: (row) => now((later) => later.letter(row)),
    file: (mail) => now((later) => later.file(mail)),
  }
}
