/** 已删除的人员: of whom the audit log alone still knows: where they belonged, so that those who might delete may know it. */
import { sql } from 'kysely'
import type { ReadDb } from '../db.ts'

/** Names the effect in the audit log. */
export const deletionKey = (personId: number): string => `person:${personId}/deleted`

export interface DeletedPerson {
  readonly id: number
  readonly enterpriseId: number | null
  /** Of the enterprise at whose people the record was; null: it was nobody's. */
  readonly regionCode: string | null
}

export async function readDeletedPerson(db: ReadDb, id: number): Promise<DeletedPerson | undefined> {
  const row = await db
    .selectFrom('audit_log')
    .leftJoin('enterprise', (join) =>
      join.on(sql<boolean>`enterprise.id = (audit_log.detail ->> 'enterprise')::bigint`),
    )
    .select(['enterprise.id as enterpriseId', 'enterprise.region_code as regionCode'])
    .where('audit_log.key', '=', deletionKey(id))
    .executeTakeFirst()
  return row === undefined ? undefined : { id, ...row }
}
