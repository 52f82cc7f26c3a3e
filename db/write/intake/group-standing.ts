/** What stands of the people that arrive: their rows, and the places that these give up. */
import { sql } from 'kysely'
import type { AnswerRequest } from '../../../domain/unban/answers.ts'
import { goneWith, type ArrivalPlan, type PastRow, type StandingRow } from '../../../domain/unban/order.ts'
import type { Tx } from '../../db.ts'
import type { Group } from './group-rows.ts'

export async function readStanding(tx: Tx, group: Omit<Group, 'rows'>, personKeys: readonly string[]) {
  const rows = await tx
    .selectFrom('request_row')
    .innerJoin('request', 'request.id', 'request_row.request_id')
    .select([
      'request_row.id as rowId',
      'request_row.request_id as requestId',
      'request_row.person_key as personKey',
      'request_row.state',
      'request.received_at as receivedAt',
      'request.arrival',
    ]) // prettier-ignore
    .where('request_row.enterprise_id', '=', group.enterpriseId)
    .where('request_row.business', '=', group.business)
    .where((where) =>
      where.or([
        where('request_row.person_key', 'in', personKeys),
        // The other rows of the same requests: whether one of these loses its last.
        where('request_row.request_id', 'in', (inner) =>
          inner
            .selectFrom('request_row as same')
            .select('same.request_id')
            .where('same.enterprise_id', '=', group.enterpriseId)
            .where('same.business', '=', group.business)
            .where('same.person_key', 'in', personKeys)
            .where('same.state', 'in', ['live', 'locked', 'shadowed']),
        ),
      ]),
    )
    .where('request_row.state', '!=', 'moved')
    .execute()
  const standing: StandingRow[] = []
  const past: PastRow[] = []
  for (const { rowId, requestId, personKey, state, receivedAt, arrival } of rows) {
    const place = { receivedAt, arrival: String(arrival) }
    if (state === 'live' || state === 'locked' || state === 'shadowed')
      standing.push({ rowId, requestId, personKey, place, state }) // prettier-ignore
    else if (personKeys.includes(personKey)) past.push({ rowId, personKey, place })
  }
  return { standing, past }
}

/** The places that this mail gives up, as they were a moment ago. */
export async function movedFrom(
  tx: Tx,
  plan: ArrivalPlan,
  standing: readonly StandingRow[],
): Promise<AnswerRequest['moved']> {
  const rowsByRequest = new Map<number, number[]>()
  for (const { n, placing } of plan.rows) {
    const gone = goneWith(placing)
    const row = standing.find((candidate) => candidate.rowId === gone)
    if (row !== undefined) rowsByRequest.set(row.requestId, [...(rowsByRequest.get(row.requestId) ?? []), n])
  }
  const from = await readPlacesGivenUp(tx, [...rowsByRequest.keys()])
  return from.map(({ id, caseNo, place }) => ({
    rows: rowsByRequest.get(id) ?? [],
    fromCaseNo: caseNo,
    fromPlace: place,
  }))
}

/** Case numbers and places of requests, the oldest first. */
function readPlacesGivenUp(tx: Tx, requestIds: readonly number[]) {
  if (requestIds.length === 0) return []
  return tx
    .selectFrom('request')
    .select([
      'id',
      'case_no as caseNo',
      sql<number>`(select requests + 1 from queue_before(authority_id, received_at, arrival, id))`.as('place'),
    ])
    .where('id', 'in', requestIds)
    .orderBy('id')
    .execute()
}
