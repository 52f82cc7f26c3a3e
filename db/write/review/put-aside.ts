/**
 * 搁置 and 取回 — a claimed request that cannot be decided now is nobody's for a while and keeps its place; the sender is
 * told. Draft decisions are kept, and resends that came meanwhile take effect, as with every claim that is given up.
 */
import { sql } from 'kysely'
import type { Vault } from '../../crypto.ts'
import type { Db, Tx } from '../../db.ts'
import { dayOf } from '../../../domain/calendar/working-days.ts'
import { asideUntil, type PutAsideReason } from '../../../domain/unban/put-aside.ts'
import { databaseNow } from '../../clock.ts'
import { readCalendar } from '../../read/calendar.ts'
import { appendAudit, hasHappened } from '../audit.ts'
import { lockQueue } from '../queue-lock.ts'
import { outsideClaim, type ActWrite, type Written } from './acts.ts'
import { giveUpClaim } from './claims.ts'
import { endAside } from './end-aside.ts'
import { queuePutAsideNote } from './put-aside-letter.ts'
import { actOnQueue } from './queue-acts.ts'

export interface PutAsideWrite extends ActWrite {
  readonly reason: PutAsideReason
  readonly text: string
  readonly baseUrl: string
}

export function writePutAside(db: Db, vault: Vault, write: PutAsideWrite): Promise<Written> {
  return actOnQueue(db, write, {
    action: 'request.putAside',
    refuses: (request, { by }) => (request.claimed_by !== by || request.state !== 'claimed' ? outsideClaim(request.state, request.claimed_by === by) : null), // prettier-ignore
    async work(tx, request) {
      const calendar = await readCalendar(tx)
      const now = await databaseNow(tx)
      const until = asideUntil(await readSpans(tx, request.id), now, calendar)
      if (until === null) return 'asideUsedUp'
      const state = await giveUpClaim(tx, request, 'putAside')
      const detail = { claimNo: request.claim_no, reason: write.reason, until }
      // Everybody was sent again meanwhile: nothing is left to wait for.
      if (state !== 'putAside') return detail
      const { id } = await tx
        .insertInto('put_aside')
        .values({
          request_id: request.id,
          reason: write.reason,
          reason_text: write.text,
          by_account: write.by,
          at: now,
          until,
        }) // prettier-ignore
        .returning('id')
        .executeTakeFirstOrThrow()
      const told = dayOf(until) <= calendar.coveredThrough ? until : null
      await queuePutAsideNote(tx, vault, { ...write, asideId: id, until: told })
      return detail
    },
  })
}

async function readSpans(tx: Tx, requestId: number) {
  return tx.selectFrom('put_aside').select(['at as from', 'ended_at as to']).where('request_id', '=', requestId).execute() // prettier-ignore
}

/** 取回: back to its place before its time. Who may is the policy's to say (domain/policy/can.ts). */
export function writeTakeBack(db: Db, write: ActWrite): Promise<Written> {
  return actOnQueue(db, write, {
    action: 'request.takenBack',
    refuses: (request) => (request.state === 'putAside' ? null : 'notPutAside'),
    async work(tx, request) {
      await backToPlace(tx, request, write.by)
      return {}
    },
  })
}

/** The two working days are over. Twice is once by `key`; taken back or put aside anew meanwhile, nothing happens. */
export function returnFromAside(db: Db, input: { requestId: number; asideId: number; key: string }): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const found = await tx.selectFrom('request').select('authority_id').where('id', '=', input.requestId).executeTakeFirstOrThrow() // prettier-ignore
    await lockQueue(tx, found.authority_id)
    const request = await tx.selectFrom('request').selectAll().where('id', '=', input.requestId).forUpdate().executeTakeFirstOrThrow() // prettier-ignore
    if (request.state !== 'putAside' || (await hasHappened(tx, input.key))) return
    const over = await tx
      .selectFrom('put_aside')
      .select('id')
      .where('id', '=', input.asideId)
      .where('ended_at', 'is', null)
      .where('until', '<=', sql<string>`now()`)
      .executeTakeFirst()
    if (over === undefined) return
    await backToPlace(tx, request, null)
    await appendAudit(tx, {
      chain: request.authority_id,
      key: input.key,
      actor: 'system',
      action: 'request.asideOver',
      object: `request:${request.id}`,
      detail: { version: request.version + 1 },
    })
  })
}

async function backToPlace(tx: Tx, request: { id: number; version: number }, by: number | null): Promise<void> {
  await tx
    .updateTable('request')
    .set({ state: 'queued', version: request.version + 1 })
    .where('id', '=', request.id)
    .execute()
  await endAside(tx, request.id, by)
}
