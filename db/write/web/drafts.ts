/** 草稿: what was typed and not yet sent. Sealed, since a reviewer may write a name. One a form and subject. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../db.ts'
import type { Vault } from '../../crypto.ts'

export interface Draft {
  readonly accountId: number
  readonly form: string
  /** What the form is about: `request:5/row:7`. */
  readonly subject: string
  readonly body: unknown
}

export async function saveDraft(db: Db, vault: Vault, draft: Draft): Promise<void> {
  const body_cipher = vault.seal(JSON.stringify(draft.body))
  await db
    .insertInto('draft')
    .values({ account_id: draft.accountId, form: draft.form, subject: draft.subject, body_cipher })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'form', 'subject']).doUpdateSet({ body_cipher, saved_at: sql<string>`now()` }),
    )
    .execute()
}

export async function dropDraft(db: Db | Tx, draft: Omit<Draft, 'body'>): Promise<void> {
  await db
    .deleteFrom('draft')
    .where('account_id', '=', draft.accountId)
    .where('form', '=', draft.form)
    .where('subject', '=', draft.subject)
    .execute()
}
