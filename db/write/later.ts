/**
 * 随后写入 — what a transaction writes and never reads again: written together before the commit, a statement a table. A
 * backlog of mails costs its round trips once a batch and not once a mail.
 */
import type { Insertable } from 'kysely'
import type { Tx } from '../db.ts'
import type { Tables } from '../schema.ts'
import { appendAudits, type AuditEntry } from './audit.ts'
import { fileMails, type Filed } from './intake/file-mails.ts'
import { writeWent, type Went } from './intake/went.ts'
import { insertLetters, type LetterRow } from './queue-letters.ts'
import { wishAll, type Wished } from './wishes.ts'

interface Written {
  /** What a mail was read as, and its end. */
  readonly file: Filed
  readonly attachment: Insertable<Tables['attachment']>
  readonly mailRow: Insertable<Tables['mail_row']>
  readonly letter: LetterRow
  readonly went: Went
  readonly wish: Wished
  readonly audit: AuditEntry
}
type Kind = keyof Written

export interface Later {
  add<K extends Kind>(kind: K, ...rows: readonly Written[K][]): Promise<void>
}

/**
 * In the order of writing. Attachments before what the mail was read as, which brings them all into the search index; the
 * audit last: it holds the head of the chain until the commit.
 */
const writers: { readonly [K in Kind]: (tx: Tx, rows: readonly Written[K][]) => Promise<unknown> } = {
  attachment: (tx, rows) => tx.insertInto('attachment').values(rows).execute(),
  file: fileMails,
  mailRow: (tx, rows) => tx.insertInto('mail_row').values(rows).execute(),
  letter: insertLetters,
  went: writeWent,
  wish: wishAll,
  audit: appendAudits,
}
const kinds = Object.keys(writers) as Kind[]

async function writeRows<K extends Kind>(tx: Tx, kind: K, rows: readonly Written[K][]): Promise<void> {
  if (rows.length > 0) await writers[kind](tx, rows)
}

const nothing = (): { readonly [K in Kind]: Written[K][] } => ({
  file: [],
  attachment: [],
  mailRow: [],
  letter: [],
  went: [],
  wish: [],
  audit: [],
})

/** Collects until `write`; audit rows keep their order. Whoever opens one must write it, else all of it is lost. */
export class Collected implements Later {
  private rows = nothing()

  add<K extends Kind>(kind: K, ...rows: readonly Written[K][]): Promise<void> {
    this.rows[kind].push(...rows)
    return Promise.resolve()
  }

  /** Writes what there is, and begins anew. */
  async write(tx: Tx): Promise<void> {
    const { rows } = this
    this.rows = nothing()
    for (const kind of kinds) await writeRows(tx, kind, rows[kind])
  }
}

/** Of an act of its own: everything is written where it is said. */
export const atOnce = (tx: Tx): Later => ({ add: (kind, ...rows) => writeRows(tx, kind, rows) })
