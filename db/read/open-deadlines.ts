/** Open requests with the day that each was promised, in the order of their queue. */
import type { Day } from '../../domain/brand.ts'
import type { OpenDeadline } from '../../domain/calendar/publication.ts'
import { openRequestStates } from '../../domain/unban/types.ts'
import type { ReadDb, Tx } from '../db.ts'

export interface OpenDeadlineRow extends OpenDeadline {
  readonly authorityId: string
}

export async function readOpenDeadlines(db: ReadDb | Tx): Promise<OpenDeadlineRow[]> {
  const rows = await db
    .selectFrom('request')
    .select([
      'id as requestId',
      'case_no as caseNo',
      'enterprise_id as enterpriseId',
      'authority_id as authorityId',
      'received_at as receivedAt',
      'due_on as dueOn',
    ]) // prettier-ignore
    .where('state', 'in', openRequestStates)
    .orderBy('authority_id')
    .orderBy('received_at')
    .orderBy('arrival')
    .execute()
  return rows.map((row) => ({ ...row, dueOn: row.dueOn as Day | null }))
}
