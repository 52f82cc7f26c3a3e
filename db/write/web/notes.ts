/** 备注: a note of the staff on a request. It changes nothing of the case; twice is once by `key`. */
import type { Db } from '../../db.ts'
import { appendAudit, hasHappened } from '../audit.ts'

export interface NewNote {
  readonly requestId: number
  readonly authorityId: string
  readonly accountId: number
  readonly text: string
  readonly key: string
}

export async function addNote(db: Db, note: NewNote): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const key = `request:${note.requestId}/note/${note.key}`
    // One after another, so that the second click sees the first.
    await tx.selectFrom('request').select('id').where('id', '=', note.requestId).forShare().execute()
    if (await hasHappened(tx, key)) return
    await tx
      .insertInto('request_note')
      .values({ key, request_id: note.requestId, account_id: note.accountId, kind: 'note', text: note.text })
      .execute()
    await appendAudit(tx, {
      chain: note.authorityId,
      key,
      actor: `account:${note.accountId}`,
      action: 'request.noted',
      object: `request:${note.requestId}`,
    })
  })
}
