/**
 * 结束审核 takes effect: people are activated or bound, shadows answered, and the one reply queued. One transaction.
 * 解禁: person 禁用→激活 with their certificates 暂扣→激活. 绑定: the person leaves a former enterprise, whose waiting
 * requests for them close and which is told; placeholder phone, 禁用, 暂扣 (spec 10-unban, Entry checks).
 */
import { sql } from 'kysely'
import type { Vault } from '../../crypto.ts'
import type { Db, Tx } from '../../db.ts'
import { placeholderPhone } from '../../../domain/codes/phone.ts'
import { planDecided } from '../../../domain/unban/order.ts'
import { appendAudit, hasHappened } from '../audit.ts'
import { lockQueue } from '../queue-lock.ts'
import { queueBoundAway } from '../letters/bound-away.ts'
import { queueResult } from '../letters/result.ts'
import { queueSharedResults } from '../letters/shared-result.ts'
import { notify } from '../notices.ts'
import { closeShadows, reviveShadow } from './shadows.ts'
import { refreshPeople } from './standing.ts'

export interface Finished {
  readonly version: number
  readonly mailboxId: number
}

interface LockedRow {
  id: number
  person_id: number
  enterprise_id: number
  decision: 'approve' | 'reject' | null
  reasons: string[]
  reason_text: string
  decided_by: number | null
  person_version: number | null
}

/**
 * Ends the review for good when nobody undid it. Twice is once by `key`.
 * @returns null when the ending was undone meanwhile.
 */
export function finishReview(
  db: Db,
  vault: Vault,
  input: { requestId: number; claimNo: number; key: string; baseUrl: string },
): Promise<Finished | null> {
  return db.transaction().execute(async (tx) => {
    const place = await tx
      .selectFrom('request')
      .innerJoin('mail', 'mail.id', 'request.mail_id')
      .select(['request.authority_id', 'mail.mailbox_id'])
      .where('request.id', '=', input.requestId)
      .executeTakeFirstOrThrow()
    await lockQueue(tx, place.authority_id)
    const request = await tx.selectFrom('request').selectAll().where('id', '=', input.requestId).forUpdate().executeTakeFirstOrThrow() // prettier-ignore
    if (await hasHappened(tx, input.key)) return { version: request.version, mailboxId: place.mailbox_id }
    if (request.state !== 'ending' || request.claim_no !== input.claimNo) return null
    const rows = await tx
      .selectFrom('request_row')
      .select([
        'id',
        'person_id',
        'enterprise_id',
        'decision',
        'reasons',
        'reason_text',
        'decided_by',
        'person_version',
      ])
      .where('request_id', '=', request.id)
      .where('state', '=', 'locked')
      .orderBy('n')
      .execute()
    const touched: number[] = []
    for (const row of rows) {
      if (request.business === 'unban') touched.push(...(await finishUnban(tx, row)))
      else touched.push(...(await finishBind(tx, vault, row, { ...input, authorityId: place.authority_id, mailboxId: place.mailbox_id }))) // prettier-ignore
    }
    const version = request.version + 1
    const reviewer = request.claimed_by
    await tx
      .updateTable('request')
      .set({
        state: 'decided',
        version,
        people: 0,
        claimed_by: null,
        claim_until: null,
        undo_until: null,
        decided_at: sql<string>`now()`,
      })
      .where('id', '=', request.id)
      .execute()
    await countReasons(tx, request.authority_id, rows)
    await queueResult(tx, vault, { requestId: request.id, mailboxId: place.mailbox_id, baseUrl: input.baseUrl })
    await refreshPeople(tx, request.authority_id, touched)
    await queueSharedResults(tx, vault, { requestId: request.id, touched, mailboxId: place.mailbox_id, baseUrl: input.baseUrl }) // prettier-ignore
    const decided = (decision: 'approve' | 'reject') => rows.filter((row) => row.decision === decision).length
    await notify(tx, {
      key: `request:${request.id}/decided/${version}`,
      kind: 'requestDecided',
      to: { kind: 'enterprise', enterpriseId: request.enterprise_id },
      facts: { requestId: request.id, caseNo: request.case_no, approved: decided('approve'), rejected: decided('reject') }, // prettier-ignore
    })
    await appendAudit(tx, {
      chain: request.authority_id,
      key: input.key,
      actor: reviewer === null ? 'system' : `account:${reviewer}`,
      action: 'request.decided',
      object: `request:${request.id}`,
      detail: {
        version,
        rows: rows.map((row) => ({ rowId: row.id, personId: row.person_id, decision: row.decision })),
      },
    })
    return { version, mailboxId: place.mailbox_id }
  })
}

/** How often each kept reason is given orders them from tomorrow on. */
async function countReasons(tx: Tx, authorityId: string, rows: readonly LockedRow[]): Promise<void> {
  const codes = rows.flatMap(({ decision, reasons }) => (decision === 'reject' ? reasons : []))
  if (codes.length === 0) return
  await sql`insert into reason_usage as kept (authority_id, day, code, times)
    select ${authorityId}, (now() at time zone 'Asia/Shanghai')::date, code, count(*)
    from unnest(${codes}::text[]) as code group by code order by code
    on conflict (authority_id, day, code) do update set times = kept.times + excluded.times`.execute(tx)
}

async function finishUnban(tx: Tx, row: LockedRow): Promise<number[]> {
  const person = await tx
    .selectFrom('person')
    .select(['enterprise_id', 'version'])
    .where('id', '=', row.person_id)
    .forUpdate()
    .executeTakeFirst()
  // Bound away while it was under review: the row closes.
  if (person === undefined || person.enterprise_id !== row.enterprise_id) {
    return closeRow(tx, row.id)
  }
  if (row.decision === 'approve') await setPerson(tx, row.person_id, 'active')
  return settleRow(tx, row, person.version)
}

async function finishBind(
  tx: Tx,
  vault: Vault,
  row: LockedRow,
  context: { requestId: number; authorityId: string; mailboxId: number; baseUrl: string },
): Promise<number[]> {
  const person = await tx
    .selectFrom('person')
    .select(['id', 'enterprise_id', 'version'])
    .where('id', '=', row.person_id)
    .forUpdate()
    .executeTakeFirst()
  if (person === undefined) return closeRow(tx, row.id)
  const touched = await settleRow(tx, row, person.version)
  if (row.decision !== 'approve') return touched
  const former = person.enterprise_id
  await tx
    .updateTable('person')
    .set({
      enterprise_id: row.enterprise_id,
      phone_cipher: vault.seal(placeholderPhone),
      phone_last4: placeholderPhone.slice(-4),
      phone_placeholder: true,
    })
    .where('id', '=', row.person_id)
    .execute()
  await setPerson(tx, row.person_id, 'disabled')
  if (former === null || former === row.enterprise_id) return touched
  await queueBoundAway(tx, vault, { ...context, formerEnterpriseId: former, rowId: row.id })
  await notify(tx, { key: `bound-${row.id}`, kind: 'personBoundAway', to: { kind: 'enterprise', enterpriseId: former }, facts: { people: 1 } }) // prettier-ignore
  return [...touched, ...(await closeWaiting(tx, former, row.person_id))]
}

async function setPerson(tx: Tx, personId: number, status: 'active' | 'disabled'): Promise<void> {
  await tx
    .updateTable('person')
    .set({ status, version: sql<number>`version + 1`, updated_at: sql<string>`now()` })
    .where('id', '=', personId)
    .execute()
  await tx
    .updateTable('certificate')
    .set({ status: status === 'active' ? 'active' : 'held' })
    .where('person_id', '=', personId)
    .execute()
}

/** The row's own end, and that of a resend which came while it was under review. */
async function settleRow(tx: Tx, row: LockedRow, personVersion: number): Promise<number[]> {
  if (row.decision === null) throw new Error(`request_row ${row.id} has no decision at the end of the review`)
  const state = row.decision === 'approve' ? 'approved' : 'rejected'
  await tx.updateTable('request_row').set({ state }).where('id', '=', row.id).execute()
  const shadows = await tx
    .selectFrom('request_row')
    .select(['id', 'request_id'])
    .where('shadow_of', '=', row.id)
    .where('state', '=', 'shadowed')
    .orderBy('id')
    .execute()
  for (const shadow of shadows) {
    const next = planDecided(row.decision, row.person_version !== null && personVersion !== row.person_version)
    if (next === 'live') {
      await reviveShadow(tx, shadow.id, shadow.request_id)
      continue
    }
    const same = { decision: 'reject', reasons: row.reasons, reason_text: row.reason_text, decided_by: row.decided_by } as const // prettier-ignore
    await tx
      .updateTable('request_row')
      .set({ state: next, ...(next === 'rejected' ? { ...same, decided_at: sql<string>`now()` } : {}) })
      .where('id', '=', shadow.id)
      .execute()
  }
  return shadows.map((shadow) => shadow.request_id)
}

/** 绑定 took the person away: the former enterprise's waiting rows for them close. */
async function closeWaiting(tx: Tx, enterpriseId: number, personId: number): Promise<number[]> {
  const rows = await tx
    .updateTable('request_row')
    .set({ state: 'closed', shadow_of: null })
    .where('enterprise_id', '=', enterpriseId)
    .where('person_id', '=', personId)
    .where('state', 'in', ['live', 'shadowed'])
    .returning('request_id')
    .execute()
  return rows.map((row) => row.request_id)
}

async function closeRow(tx: Tx, rowId: number): Promise<number[]> {
  await tx.updateTable('request_row').set({ state: 'closed' }).where('id', '=', rowId).execute()
  return closeShadows(tx, rowId)
}
