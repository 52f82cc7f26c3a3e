/** 草稿: what was typed and not yet sent, sealed; opened by the page that shows it. */
import type { ReadDb } from '../db.ts'

export interface SealedDraft {
  readonly subject: string
  readonly bodyCipher: string
  readonly savedAt: string
}
/** Drafts of one form read at once. */
const draftLimit = 600

/** Drafts of one account and form whose subject begins with `subjectStart`. */
export function readDrafts(db: ReadDb, accountId: number, form: string, subjectStart: string): Promise<SealedDraft[]> {
  return db
    .selectFrom('draft')
    .select(['subject', 'body_cipher as bodyCipher', 'saved_at as savedAt'])
    .where('account_id', '=', accountId)
    .where('form', '=', form)
    .where('subject', '>=', subjectStart)
    .where('subject', '<', `${subjectStart}\u{10ffff}`)
    .limit(draftLimit)
    .execute()
}
