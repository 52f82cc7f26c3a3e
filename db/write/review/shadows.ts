/**
 * 审核期间的重发: a resend that waited for a row under review. When its time comes it joins its own request, wherever that
 * stands by then. Call under the queue's lock.
 */
import { sql } from 'kysely'
import type { Tx } from '../../db.ts'
import type { RequestState } from '../../../domain/unban/types.ts'
import { wish } from '../wishes.ts'

type Join = { readonly row: 'live' | 'locked'; readonly request: RequestState | null }

/** How a row joins its request: where people already review it, they must decide this one too. */
const joins: Record<RequestState, Join> = {
  queued: { row: 'live', request: null },
  putAside: { row: 'live', request: null },
  claimed: { row: 'locked', request: null },
  // 结束审核 is taken back: one person more is to be decided.
  ending: { row: 'locked', request: 'claimed' },
  decided: { row: 'live', request: 'queued' },
  answered: { row: 'live', request: 'queued' },
  superseded: { row: 'live', request: 'queued' },
  withdrawn: { row: 'live', request: 'queued' },
  closed: { row: 'live', request: 'queued' },
}

/** The shadow is a waiting row of its own from now on. */
export async function reviveShadow(tx: Tx, rowId: number, requestId: number): Promise<void> {
  const request = await tx.selectFrom('request').select(['state', 'version']).where('id', '=', requestId).forUpdate().executeTakeFirstOrThrow() // prettier-ignore
  const join = joins[request.state]
  await tx.updateTable('request_row').set({ state: join.row, shadow_of: null }).where('id', '=', rowId).execute()
  await tx
    .updateTable('request')
    .set({
      version: request.version + 1,
      people: sql<number>`(select count(*) from request_row where request_id = ${requestId} and state in ('live', 'locked'))`,
      ...(join.request === null ? {} : { state: join.request, undo_until: null, decided_at: null, answered_at: null }),
    })
    .where('id', '=', requestId)
    .execute()
  await wish(tx, 'request', requestId)
}

/** The row that it waited for has closed without a decision: the resend closes with it. @returns its requests. */
export async function closeShadows(tx: Tx, rowId: number): Promise<number[]> {
  const rows = await tx
    .updateTable('request_row')
    .set({ state: 'closed' })
    .where('shadow_of', '=', rowId)
    .where('state', '=', 'shadowed')
    .returning('request_id')
    .execute()
  return rows.map((row) => row.request_id)
}
