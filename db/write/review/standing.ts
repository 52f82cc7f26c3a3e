/** What a request comes to when its rows have moved, been withdrawn or closed: people recounted, an empty one ended. */
import type { Tx } from '../../db.ts'
import { peopleOf } from '../../../domain/unban/people.ts'
import type { RequestState, RowState } from '../../../domain/unban/types.ts'
import { atOnce, type Later } from '../later.ts'
import { endAside } from './end-aside.ts'

/** Recounts each open request; one that has no row left to wait for ends. Call under the queue's lock. */
export async function refreshPeople(
  tx: Tx,
  authorityId: string,
  requestIds: readonly number[],
  later: Pick<Later, 'audit' | 'wish'> = atOnce(tx),
): Promise<void> {
  if (requestIds.length === 0) return
  const requests = await tx
    .selectFrom('request')
    .innerJoin('request_row', 'request_row.request_id', 'request.id')
    .select(['request.id', 'request.state', 'request.version', 'request.people', 'request_row.state as row'])
    .where('request.id', 'in', requestIds)
    .where('request.state', 'in', ['queued', 'putAside'])
    .orderBy('request.id')
    .execute()
  for (const rows of Map.groupBy(requests, ({ id }) => id).values()) {
    const [request] = rows
    if (request !== undefined) await refreshOne(tx, later, authorityId, request, rows.map(({ row }) => ({ state: row }))) // prettier-ignore
  }
}

async function refreshOne(
  tx: Tx,
  later: Pick<Later, 'audit' | 'wish'>,
  authorityId: string,
  request: { readonly id: number; readonly state: RequestState; readonly version: number; readonly people: number },
  rows: readonly { readonly state: RowState }[],
): Promise<void> {
  const { id: requestId } = request
  const count = (state: RowState) => rows.filter((row) => row.state === state).length
  const people = peopleOf(rows)
  const over = people === 0 && count('shadowed') === 0
  if (!over && people === request.people) return
  const state: RequestState = over ? endOf(count) : request.state
  await tx
    .updateTable('request')
    .set({ people, state, version: request.version + 1 })
    .where('id', '=', requestId)
    .execute()
  await later.wish('request', requestId)
  if (over) {
    if (request.state === 'putAside') await endAside(tx, requestId, null)
    await later.audit({
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
