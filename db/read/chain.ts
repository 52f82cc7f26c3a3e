/** 邮件链: the requests between which resends moved people, oldest first, each with its mail and its rows. */
import type { ReadDb } from '../db.ts'
import type { RequestState } from '../../domain/unban/types.ts'
import type { ChainMail, ChainRow } from '../../domain/unban/chain.ts'

export interface ChainFacts {
  readonly requestId: number
  readonly caseNo: string
  readonly mailId: number
  readonly subject: string
  readonly from: string
  readonly receivedAt: string
  readonly state: RequestState
}

/** Requests of a chain that are followed; nobody reads further. */
const longestChain = 12

/** Empty when no resend is concerned. */
export async function readChain(db: ReadDb, requestId: number): Promise<ChainMail<ChainFacts>[]> {
  const known = new Set([requestId])
  let edge = [requestId]
  while (edge.length > 0 && known.size < longestChain) {
    const next = await linked(db, edge)
    edge = next.filter((id) => !known.has(id)).slice(0, longestChain - known.size)
    for (const id of edge) known.add(id)
  }
  return known.size === 1 ? [] : readMails(db, [...known])
}

/** Requests that a row went to or came from, or that wait for one under review. */
async function linked(db: ReadDb, ids: readonly number[]): Promise<number[]> {
  const [earlier, later] = await Promise.all([
    db
      .selectFrom('request_row as here')
      .innerJoin('request_row as there', 'there.moved_to', 'here.id')
      .select('there.request_id as id')
      .where('here.request_id', 'in', ids)
      .groupBy('there.request_id')
      .limit(longestChain)
      .execute(),
    db
      .selectFrom('request_row as here')
      .innerJoin('request_row as there', 'there.id', 'here.moved_to')
      .select('there.request_id as id')
      .where('here.request_id', 'in', ids)
      .groupBy('there.request_id')
      .limit(longestChain)
      .execute(),
  ])
  return [...earlier, ...later].map(({ id }) => id)
}

async function readMails(db: ReadDb, ids: readonly number[]): Promise<ChainMail<ChainFacts>[]> {
  const [requests, rows] = await Promise.all([
    db
      .selectFrom('request')
      .innerJoin('mail', 'mail.id', 'request.mail_id')
      .select(['request.id as requestId', 'request.case_no as caseNo', 'request.mail_id as mailId', 'mail.subject'])
      .select(['mail.from_address', 'request.received_at as receivedAt', 'request.state'])
      .where('request.id', 'in', ids)
      .orderBy('request.received_at')
      .orderBy('request.arrival')
      .execute(),
    db
      .selectFrom('request_row')
      .select(['id as rowId', 'request_id', 'person_id as personId', 'name', 'remark', 'state', 'moved_to as movedTo'])
      .where('request_id', 'in', ids)
      .orderBy('request_id')
      .orderBy('n')
      .execute(),
  ])
  const byRequest = new Map<number, ChainRow[]>()
  for (const { request_id, ...row } of rows) byRequest.set(request_id, [...(byRequest.get(request_id) ?? []), row])
  return requests.map(({ from_address, ...facts }) => ({
    facts: { ...facts, from: from_address ?? '' },
    rows: byRequest.get(facts.requestId) ?? [],
  }))
}

/** 有重发: later requests that wait until this review has ended, and the rows that they wait for. */
export interface WaitingResend {
  readonly requestId: number
  readonly caseNo: string
  readonly receivedAt: string
  readonly rowIds: readonly number[]
}

export async function readWaitingResends(db: ReadDb, requestId: number): Promise<WaitingResend[]> {
  const rows = await db
    .selectFrom('request_row as here')
    .innerJoin('request_row as there', (join) =>
      join.onRef('there.shadow_of', '=', 'here.id').on('there.state', '=', 'shadowed'),
    )
    .innerJoin('request', 'request.id', 'there.request_id')
    .select([
      'request.id as requestId',
      'request.case_no as caseNo',
      'request.received_at as receivedAt',
      'here.id as rowId',
    ]) // prettier-ignore
    .where('here.request_id', '=', requestId)
    .orderBy('request.received_at')
    .execute()
  const found = new Map<number, WaitingResend>()
  for (const { rowId, ...resend } of rows) {
    found.set(resend.requestId, { ...resend, rowIds: [...(found.get(resend.requestId)?.rowIds ?? []), rowId] })
  }
  return [...found.values()]
}
