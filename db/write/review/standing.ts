/** What a request comes to when its rows have moved, been withdrawn or closed: people recounted, an empty one ended. */
import { sql } from 'kysely'
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
  later: Later = atOnce(tx),
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
  const changed = [...Map.groupBy(requests, ({ id }) => id).values()].flatMap(changeOf)
  if (changed.length === 0) return
  await sql`update request set people = told.people, state = told.state, version = told.version
    from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as told (id bigint, people integer, state text, version integer)
    where request.id = told.id`.execute(tx)
  for (const { id, state, version, before } of changed) {
    await later.add('wish', { kind: 'request', subject: String(id) })
    if (state === before) continue
    if (before === 'putAside') await endAside(tx, id, null)
    await later.add('audit', {
      chain: authorityId,
      key: `request:${id}/${state}`,
      actor: 'system',
      action: `request.${state}`,
      object: `request:${id}`,
      detail: { version },
    })
  }
}

interface Standing {
  readonly id: number
  readonly state: RequestState
  readonly version: number
  readonly people: number
  readonly row: RowState
}

/** @param standing one request's rows @returns what becomes of it; nothing when it stays as it is */
function changeOf(standing: readonly Standing[]) {
  const [request] = standing
  if (request === undefined) return []
  const rows = standing.map(({ row }) => ({ state: row }))
  const count = (state: RowState) => rows.filter((row) => row.state === state).length
  const people = peopleOf(rows)
  const over = people === 0 && count('shadowed') === 0
  if (!over && people === request.people) return []
  const { id, state: before, version } = request
  return [{ id, people, state: over ? endOf(count) : before, version: version + 1, before }]
}

function endOf(count: (state: RowState) => number): 'superseded' | 'withdrawn' | 'closed' {
  if (count('moved') > 0) return 'superseded'
  return count('withdrawn') > 0 ? 'withdrawn' : 'closed'
}
