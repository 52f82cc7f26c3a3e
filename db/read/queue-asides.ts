/** 搁置 as the list shows it: why, and until when. */
import type { ReadDb } from '../db.ts'
import type { PutAsideReason } from '../../domain/unban/put-aside.ts'

export interface QueueAside {
  readonly reason: PutAsideReason
  readonly text: string
  readonly until: string
}

/** Of requests that are put aside now. */
export async function readCurrentAsides(db: ReadDb, requestIds: readonly number[]): Promise<Map<number, QueueAside>> {
  if (requestIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('put_aside')
    .select(['request_id', 'reason', 'reason_text as text', 'until'])
    .where('request_id', 'in', requestIds)
    .where('ended_at', 'is', null)
    .execute()
  return new Map(rows.map(({ request_id, ...aside }) => [request_id, aside]))
}
