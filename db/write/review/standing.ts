/** What a request comes to when its rows have moved, been withdrawn or closed: people recounted, an empty one ended. */
import type { Tx } from '../../db.ts'
import type { RequestState, RowState } from '../../../domain/unban/types.ts'
import { appendAudit } from '../audit.ts'
import { wish } from '../wishes.ts'
import { endAside } from './end-aside.ts'

/** Recounts each open request; one that has no row left to wait for ends. Call under the queue's lock. */
export async function refreshPeople(tx: Tx, authorityId: string, requestIds: readonly number[]): Promise<void> {
  for (const requestId of [...new Set(requestIds)].sort((a, b) => a - b)) await refreshOne(tx, authorityId, requestId)
}

async function refreshOne(tx: Tx, authorityId: string, requestId: number): Promise<void> {
  const request = await tx.selectFrom('request').select(['state', 'version', 'people']).where('id', '=', requestId).executeTakeFirstOrThrow() // prettier-ignore
  if (request.state !== 'queued' && request.state !== 'putAside') return
  const rows = await tx.selectFrom('request_row').select('state').where('request_id', '=', requestId).execute()
  const count = (state: RowState) => rows.filter((row) => row.state === state).length
  const people = count('live') + count('locked')
  const over = people === 0 && count('shadowed') === 0
  if (!over && people === request.people) return
  const state: RequestState = over ? endOf(count) : request.state
  await tx
    .updateTable('request')
    .set({ people, state, version: request.version + 1 })
    .where('id', '=', requestId)
    .execute()
  await wish(tx, 'request', requestId)
  if (over) {
    if (request.state === 'putAside') await endAside(tx, requestId, null)
    await appendAudit(tx, {
      chain: authorityId,
      key: `request:${requestId}/${state}`,
      actor: 'system',
      action: `request.${state}`,
      object: `request:${requestId}`,
      detail: { version: request.version + 1 },
    })
  }
}

function endOf(count: (state: RowState) => number): 'superseded' | 'withdrawn' | 'closed' {
  if (count('moved') > 0) return 'superseded'
  return count('withdrawn') > 0 ? 'withdrawn' : 'closed'
}
