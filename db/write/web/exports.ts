/** 导出: that a list left the program as a workbook, by whom and how much of it. */
import type { Db } from '../../db.ts'
import { appendAudit } from '../audit.ts'

export interface Exported {
  readonly authorityId: string
  readonly accountId: number
  readonly list: 'queue'
  readonly rows: number
  /** Names the act: made with the page. */
  readonly key: string
}

export async function noteExport(db: Db, { authorityId, accountId, list, rows, key }: Exported): Promise<void> {
  await db.transaction().execute((tx) =>
    appendAudit(tx, {
      chain: authorityId,
      key: `export:${accountId}/${key}`,
      actor: `account:${accountId}`,
      action: `${list}.exported`,
      object: `${list}:${authorityId}`,
      detail: { rows },
    }),
  )
}
