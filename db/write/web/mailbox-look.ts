/** 立即查看: a person wants the mailbox looked into; the wish is kept in the record, wherever the watcher runs. */
import { sql } from 'kysely'
import type { Db } from '../../db.ts'

/** Whoever holds the lease looks within seconds, whatever it waits for. @returns false when the authority has no mailbox. */
export async function askForLook(db: Db, authorityId: string): Promise<boolean> {
  const asked = await db
    .updateTable('mailbox')
    .set({ look_asked_at: sql<string>`now()` })
    .where('authority_id', '=', authorityId)
    .returning('id')
    .execute()
  return asked.length > 0
}
