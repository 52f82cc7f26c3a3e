/** What stands of the people that arrive: their rows, and the places that these give up. */
import { sql } from 'kysely'
import type { AnswerRequest } from '../../../domain/unban/answers.ts'
import { goneWith, type ArrivalPlan, type PastRow, type StandingRow } from '../../../domain/unban/order.ts'
import type { RowState } from '../../../domain/unban/types.ts'
import type { Tx } from '../../db.ts'
import type { Group } from './group-rows.ts'

export interface GroupStanding {
  readonly standing: readonly StandingRow[]
  readonly past: readonly PastRow[]
}

interface FoundRow {
  readonly at: number
  readonly rowId: number
  readonly requestId: number
  readonly personKey: string
  readonly state: RowState
  readonly receivedAt: string
  readonly arrival: number
}

/**
 * Of each group the rows of its people, and the other rows of the requests that these stand in: whether one of them loses
 * its last. No two groups may be of one enterprise and business.
 */
export async function readStandings(tx: Tx, groups: readonly Group[]): Promise<GroupStanding[]> {
  const asked = groups.flatMap(({ enterpriseId, business, rows }, at) => rows.map(({ personKey }) => ({ at, enterprise: enterpriseId, business, key: personKey }))) // prettier-ignore
  const { rows } = await sql<FoundRow>`
    with asked as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (at integer, enterprise bigint, business text, key text)
    ), own as materialized (
      select asked.at, row.id, row.request_id, row.state from asked join request_row as row
        on row.person_key = asked.key and row.enterprise_id = asked.enterprise and row.business = asked.business
      where row.state <> 'moved'
    ), beside as (
      select distinct own.at, row.id from own join request_row as row on row.request_id = own.request_id
      where own.state in ('live', 'locked', 'shadowed') and row.state in ('live', 'locked', 'shadowed')
    )
    select found.at, row.id as "rowId", row.request_id as "requestId", row.person_key as "personKey", row.state,
      request.received_at as "receivedAt", request.arrival
    from (select at, id from own union select at, id from beside) as found
      join request_row as row on row.id = found.id join request on request.id = row.request_id
    order by row.id`.execute(tx)
  const byGroup = Map.groupBy(rows, ({ at }) => at)
  return groups.map((_group, at) => standingOf(byGroup.get(at) ?? []))
}

function standingOf(rows: readonly FoundRow[]): GroupStanding {
  const standing: StandingRow[] = []
  const past: PastRow[] = []
  for (const { rowId, requestId, personKey, state, receivedAt, arrival } of rows) {
    const place = { receivedAt, arrival: String(arrival) }
    if (state === 'live' || state === 'locked' || state === 'shadowed')
      standing.push({ rowId, requestId, personKey, place, state }) // prettier-ignore
    else past.push({ rowId, personKey, place })
  }
  return { standing, past }
}

/** Row numbers of a plan by the request whose place they give up. */
export function givenUpBy(plan: ArrivalPlan, standing: readonly StandingRow[]): ReadonlyMap<number, readonly number[]> {
  const requestOf = new Map(standing.map(({ rowId, requestId }) => [rowId, requestId]))
  const rowsByRequest = new Map<number, number[]>()
  for (const { n, placing } of plan.rows) {
    const requestId = requestOf.get(goneWith(placing) ?? Number.NaN)
    if (requestId !== undefined) rowsByRequest.set(requestId, [...(rowsByRequest.get(requestId) ?? []), n])
  }
  return rowsByRequest
}

export interface PlaceGivenUp {
  readonly caseNo: string
  readonly place: number
}

/** Case numbers and places of requests, as they are now. */
export async function readPlacesGivenUp(tx: Tx, requestIds: readonly number[]): Promise<Map<number, PlaceGivenUp>> {
  if (requestIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('request')
    .select([
      'id',
      'case_no as caseNo',
      sql<number>`(select requests + 1 from queue_before(authority_id, received_at, arrival, id))`.as('place'),
    ])
    .where('id', 'in', requestIds)
    .execute()
  return new Map(rows.map(({ id, ...found }) => [id, found]))
}

/** 原位置 as the answer says it. */
export function movedFrom(
  givenUp: ReadonlyMap<number, readonly number[]>,
  places: ReadonlyMap<number, PlaceGivenUp>,
): AnswerRequest['moved'] {
  return [...givenUp].flatMap(([requestId, rows]) => {
    const from = places.get(requestId)
    return from === undefined ? [] : [{ rows: [...rows], fromCaseNo: from.caseNo, fromPlace: from.place }]
  })
}
