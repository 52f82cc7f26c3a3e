/** 受理编号 → the request that a search for the text finds first: the whole number, or its end within the newest year. */
import type { ReadDb } from '../db.ts'
import { caseNumbered } from './search-match.ts'

/** @param text as typed: `GX-2026-000123`, `gx-123`, `123`. */
export async function findRequestByCase(db: ReadDb, authorityId: string, text: string): Promise<number | null> {
  const row = await db
    .selectFrom('request')
    .select('request.id')
    .where(caseNumbered(text.normalize('NFKC').replaceAll(/\s/g, '')))
    .where('request.authority_id', '=', authorityId)
    .orderBy('request.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}
