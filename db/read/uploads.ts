/** 上传件: files that an enterprise uploaded and that were taken; a form may name these and those of its record only. */
import type { ReadDb } from '../db.ts'

export interface TakenUpload {
  readonly item: 'photo' | 'scan' | 'paper'
  readonly sha256: string
  readonly size: number
  readonly type: string
}

export async function readUploads(
  db: ReadDb,
  enterpriseId: number,
  shas: readonly string[],
): Promise<readonly TakenUpload[]> {
  if (shas.length === 0) return []
  return db
    .selectFrom('upload')
    .select(['item', 'sha256', 'size', 'type'])
    .where('enterprise_id', '=', enterpriseId)
    .where('sha256', 'in', shas)
    .execute()
}

/** Size and type of files that a record holds. */
export async function readStoredFiles(
  db: ReadDb,
  shas: readonly string[],
): Promise<ReadonlyMap<string, { readonly sha256: string; readonly size: number; readonly type: string }>> {
  if (shas.length === 0) return new Map()
  const rows = await db
    .selectFrom('stored_file')
    .select(['sha256', 'size', 'type'])
    .where('sha256', 'in', shas)
    .execute()
  return new Map(rows.map((row) => [row.sha256, row]))
}
