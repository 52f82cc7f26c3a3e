/** 上传件: a file that was taken, for an enterprise and an item; a record may name it from then on. Twice is once. */
import { sql } from 'kysely'
import type { Db } from '../../../db.ts'

export interface Upload {
  readonly enterpriseId: number
  readonly item: 'photo' | 'scan' | 'paper'
  readonly sha256: string
  readonly size: number
  readonly type: string
}

/** The bytes are in the file store by then. */
export async function keepUpload(db: Db, upload: Upload): Promise<void> {
  await db
    .insertInto('upload')
    .values({
      enterprise_id: upload.enterpriseId,
      item: upload.item,
      sha256: upload.sha256,
      size: upload.size,
      type: upload.type,
    })
    .onConflict((conflict) =>
      conflict.columns(['enterprise_id', 'item', 'sha256']).doUpdateSet({ at: sql<string>`now()` }),
    ) // prettier-ignore
    .execute()
}
