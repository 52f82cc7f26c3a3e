/** 占用 — taking the next request, keeping it, giving it back. Only the head can be taken; one person at a time. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../db.ts'
import { claimMinutes } from '../../../domain/unban/claim.ts'
import { planRelease } from '../../../domain/unban/order.ts'
import type { RequestState } from '../../../domain/unban/types.ts'
import { appendAudit, hasHappened } from '../audit.ts'
import { lockQueue } from '../queue-lock.ts'
import { wish } from '../wishes.ts'
import { reviveShadow } from './shadows.ts'
import { refreshPeople } from './standing.ts'

export type Taken = { readonly kind: 'taken' | 'yours'; readonly requestId: number } | { readonly kind: 'empty' }

/** Takes the head of the queue for one account; whoever holds one already gets that one back. */
export function takeNext(db: Db, authorityId: string, accountId: number): Promise<Taken> {
  return db.transaction().execute(async (tx): Promise<Taken> => {
    await lockQueue(tx, authorityId)
    const held = await tx
      .selectFrom('request')
      .select('id')
      .where('claimed_by', '=', accountId)
      .where('authority_id', '=', authorityId)
      .where('state', '=', 'claimed')
      .orderBy('received_at')
      .orderBy('arrival')
      .orderBy('id')
      .executeTakeFirst()
    if (held !== undefined) return { kind: 'yours', requestId: held.id }
    const head = await tx
      .selectFrom('request')
      .select(['id', 'version', 'claim_no'])
      .where('authority_id', '=', authorityId)
      .where('state', '=', 'queued')
      .where('people', '>', 0)
      .orderBy('received_at')
      .orderBy('arrival')
      .orderBy('id')
      .limit(1)
      .forUpdate()
      .executeTakeFirst()
    if (head === undefined) return { kind: 'empty' }
    await claim(tx, authorityId, head, accountId)
    return { kind: 'taken', requestId: head.id }
  })
}

async function claim(
  tx: Tx,
  authorityId: string,
  head: { id: number; version: number; claim_no: number },
  accountId: number,
): Promise<void> {
  const claimNo = head.claim_no + 1
  await tx
    .updateTable('request')
    .set({
      state: 'claimed',
      version: head.version + 1,
      claim_no: claimNo,
      claimed_by: accountId,
      claimed_at: sql<string>`now()`,
      claim_until: sql<string>`now() + make_interval(mins => ${claimMinutes})`,
    })
    .where('id', '=', head.id)
    .execute()
  await tx.updateTable('request_row').set({ state: 'locked' }).where('request_id', '=', head.id).where('state', '=', 'live').execute() // prettier-ignore
  await wish(tx, 'request', head.id)
  await appendAudit(tx, {
    chain: authorityId,
    key: `request:${head.id}/claim/${claimNo}`,
    actor: `account:${accountId}`,
    action: 'request.claimed',
    object: `request:${head.id}`,
    detail: { claimNo, version: head.version + 1 },
  })
}

/** The holder is still at it: the claim holds another while. Changes nothing for anybody else. */
export async function renewClaim(db: Db | Tx, requestId: number, accountId: number): Promise<boolean> {
  const result = await db
    .updateTable('request')
    .set({ claim_until: sql<string>`now() + make_interval(mins => ${claimMinutes})` })
    .where('id', '=', requestId)
    .where('state', '=', 'claimed')
    .where('claimed_by', '=', accountId)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/**
 * Gives a claim back: the request keeps its place and its draft decisions, and resends that came meanwhile take effect
 * at their own time. Twice is once by `key`.
 * @returns the new version, or null when this claim is not held any more.
 */
export function releaseClaim(
  db: Db,
  input: { requestId: number; claimNo: number; key: string; actor: string; onlyLapsed: boolean },
): Promise<{ version: number } | { heldUntil: string } | null> {
  return db.transaction().execute(async (tx) => {
    const authority = await tx.selectFrom('request').select('authority_id').where('id', '=', input.requestId).executeTakeFirst() // prettier-ignore
    if (authority === undefined) return null
    await lockQueue(tx, authority.authority_id)
    const request = await tx
      .selectFrom('request')
      .selectAll()
      .select(sql<boolean>`claim_until > now()`.as('holds'))
      .where('id', '=', input.requestId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (await hasHappened(tx, input.key)) return { version: request.version }
    if (request.state !== 'claimed' || request.claim_no !== input.claimNo) return null
    if (input.onlyLapsed && request.holds && request.claim_until !== null) return { heldUntil: request.claim_until }
    await giveUpClaim(tx, request, 'queued')
    const { version } = await tx.selectFrom('request').select('version').where('id', '=', request.id).executeTakeFirstOrThrow() // prettier-ignore
    await appendAudit(tx, {
      chain: request.authority_id,
      key: input.key,
      actor: input.actor,
      action: input.onlyLapsed ? 'request.claimLapsed' : 'request.released',
      object: `request:${request.id}`,
      detail: { claimNo: input.claimNo, version },
    })
    return { version }
  })
}

/**
 * The claim ends without a decision: the request keeps its place and its drafts, and what was sent again meanwhile moves
 * to its own. Call under the queue's lock.
 * @returns the state the request is in now: everybody in it may have been sent again.
 */
export async function giveUpClaim(
  tx: Tx,
  request: { readonly id: number; readonly authority_id: string; readonly version: number },
  becomes: 'queued' | 'putAside',
): Promise<RequestState> {
  await tx
    .updateTable('request')
    .set({ state: becomes, version: request.version + 1, claimed_by: null, claimed_at: null, claim_until: null })
    .where('id', '=', request.id)
    .execute()
  const touched = await letResendsTakeEffect(tx, request.id)
  await refreshPeople(tx, request.authority_id, [request.id, ...touched])
  const { state } = await tx
    .selectFrom('request')
    .select('state')
    .where('id', '=', request.id)
    .executeTakeFirstOrThrow()
  return state
}

/** Locked rows are live again; a row that was sent again meanwhile moves to where it was sent. */
async function letResendsTakeEffect(tx: Tx, requestId: number): Promise<number[]> {
  const locked = await tx
    .selectFrom('request_row')
    .innerJoin('request', 'request.id', 'request_row.request_id')
    .select(['request_row.id as rowId', 'request.received_at as receivedAt', 'request.arrival'])
    .where('request_id', '=', requestId)
    .where('request_row.state', '=', 'locked')
    .execute()
  if (locked.length === 0) return []
  const shadows = await tx
    .selectFrom('request_row')
    .innerJoin('request', 'request.id', 'request_row.request_id')
    .select([
      'request_row.id as rowId',
      'request_row.request_id as requestId',
      'request_row.shadow_of as shadowOf',
      'request.received_at as receivedAt',
      'request.arrival',
    ]) // prettier-ignore
    .where('request_row.state', '=', 'shadowed')
    .where(
      'request_row.shadow_of',
      'in',
      locked.map((row) => row.rowId),
    )
    .execute()
  const place = (row: { receivedAt: string; arrival: number }) => ({
    receivedAt: row.receivedAt,
    arrival: String(row.arrival),
  })
  const plan = planRelease(
    locked.map((row) => ({ rowId: row.rowId, place: place(row) })),
    shadows.map((row) => ({ rowId: row.rowId, shadowOf: row.shadowOf ?? 0, place: place(row) })),
  )
  // The rows that give way first: the index allows one live row for a person.
  for (const { rowId, to } of plan.moved) {
    await tx
      .updateTable('request_row')
      .set({ state: 'moved', moved_to: to, shadow_of: null })
      .where('id', '=', rowId)
      .execute()
  }
  for (const rowId of plan.live) {
    const shadow = shadows.find((row) => row.rowId === rowId)
    if (shadow === undefined)
      await tx.updateTable('request_row').set({ state: 'live' }).where('id', '=', rowId).execute()
    else await reviveShadow(tx, rowId, shadow.requestId)
  }
  return shadows.map((row) => row.requestId)
}
