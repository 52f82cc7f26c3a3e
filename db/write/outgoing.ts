/**
 * 发件 — the outbox. A row was written in the transaction that decided the answer (queue-letters.ts); the letter is rendered
 * once, before its first attempt, and every attempt sends the same bytes under the same Message-ID (reference: email.md
 * 10.2 M1–M4).
 */
import { sql, type UpdateObject } from 'kysely'
import type { Db, Tx } from '../db.ts'
import type { Row, Tables } from '../schema.ts'
import { appendAudit } from './audit.ts'
import { noteDelivery, suspendAddress } from './delivery.ts'

/** A server that says "later" is believed for so long; then the mail is staff's. A server that is away counts as "later". */
const retryDays = 5
/** Resends after an unknown outcome, at most. */
const resendsMax = 2

export type DueLetter = Row<'outgoing_mail'>

/**
 * Letters that a run left in the middle of sending: their outcome is unknown. One run sends for a mailbox at a time, so
 * whatever is found in 'sending' when a run begins was left by one that ended.
 */
export async function letterRunBegins(db: Db, mailboxId: number, uncertainWaitSeconds: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const left = await tx
      .updateTable('outgoing_mail')
      .set({
        state: 'uncertain',
        last_error: 'the sender ended in the middle',
        not_before: sql<string>`now() + make_interval(secs => ${uncertainWaitSeconds})`,
      })
      .where('mailbox_id', '=', mailboxId)
      .where('state', '=', 'sending')
      .returning('id')
      .execute()
    for (const { id } of left) await noteDelivery(tx, id, 'uncertain', 'the sender ended in the middle')
  })
}

/** Takes the next letter that is due, results first; null when none is. */
export function takeNextLetter(db: Db, mailboxId: number): Promise<DueLetter | null> {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('outgoing_mail')
      .selectAll()
      .where('mailbox_id', '=', mailboxId)
      .where('state', 'in', ['pending', 'retry', 'uncertain'])
      .where('merged_into', 'is', null)
      .where('not_before', '<=', sql<string>`now()`)
      .orderBy('priority')
      .orderBy('id')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (row === undefined) return null
    // An uncertain one is looked up before it may be sent again: its state stays until the answer is known.
    if (row.state !== 'uncertain') await markSending(tx, row.id)
    return row
  })
}

export async function markSending(db: Db | Tx, id: number): Promise<void> {
  await setLetter(db, id, { state: 'sending', attempts: sql<number>`attempts + 1` })
}

type LetterChange = UpdateObject<Tables, 'outgoing_mail'>

/** A letter and those that went into it change together. */
async function setLetter(db: Db | Tx, id: number, change: LetterChange): Promise<void> {
  await db
    .updateTable('outgoing_mail')
    .set(change)
    .where((where) => where.or([where('id', '=', id), where('merged_into', '=', id)]))
    .execute()
}

/** Seconds until something is due, 0 when now, null when nothing waits. */
export async function secondsUntilDue(db: Db, mailboxId: number): Promise<number | null> {
  const row = await db
    .selectFrom('outgoing_mail')
    .select(
      sql<number | null>`extract(epoch from min(not_before) - now())::float8`.as('seconds'), // prettier-ignore
    )
    .where('mailbox_id', '=', mailboxId)
    .where('state', 'in', ['pending', 'retry', 'uncertain'])
    .where('merged_into', 'is', null)
    .executeTakeFirst()
  return row?.seconds === null || row?.seconds === undefined ? null : Math.max(0, row.seconds)
}

/** The rendered bytes are fixed now; whoever was first decides. Those inside it went out under its subject. */
export async function fixRendered(db: Db, id: number, rawSha: string, subject: string): Promise<void> {
  const fixed = await db.updateTable('outgoing_mail').set({ raw_sha: rawSha, subject }).where('id', '=', id).where('raw_sha', 'is', null).executeTakeFirst() // prettier-ignore
  if (fixed.numUpdatedRows > 0n) await db.updateTable('outgoing_mail').set({ subject }).where('merged_into', '=', id).execute() // prettier-ignore
}

/** The server took it. A result makes its request answered. */
export function letterSent(db: Db, letter: DueLetter, how: 'accepted' | 'foundInSent', detail: string): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const before = await tx.selectFrom('outgoing_mail').select('state').where('id', '=', letter.id).forUpdate().executeTakeFirstOrThrow() // prettier-ignore
    if (before.state === 'sent') return
    await setLetter(tx, letter.id, { state: 'sent', sent_at: sql<string>`now()`, last_error: null })
    await noteDelivery(tx, letter.id, how, detail)
    if (letter.kind === 'result' && letter.request_id !== null) await requestAnswered(tx, letter.request_id)
  })
}

async function requestAnswered(tx: Tx, requestId: number): Promise<void> {
  const row = await tx
    .updateTable('request')
    .set({ state: 'answered', answered_at: sql<string>`now()`, version: sql<number>`version + 1` })
    .where('id', '=', requestId)
    .where('state', '=', 'decided')
    .returning(['authority_id', 'version'])
    .executeTakeFirst()
  if (row === undefined) return
  await appendAudit(tx, {
    chain: row.authority_id,
    key: `request:${requestId}/answered`,
    actor: 'system',
    action: 'request.answered',
    object: `request:${requestId}`,
    detail: { version: row.version },
  })
}

export interface Refusal {
  readonly temporary: boolean
  readonly text: string
  readonly waitSeconds: number
  /** What is at fault, where the server said it. */
  readonly reason: 'frequency' | 'content' | 'address' | 'auth' | 'network' | null
}

/**
 * Surely not accepted: again later, or for good when the refusal is permanent. Words that were refused for their content
 * go once more without markup; an address that was refused is written to no more for a while.
 */
export async function letterRefused(db: Db, letter: DueLetter, refusal: Refusal): Promise<void> {
  const tooOld = sql<boolean>`created_at < now() - make_interval(days => ${retryDays})`
  const plainNext = !refusal.temporary && refusal.reason === 'content' && !letter.plain
  const final = !refusal.temporary && !plainNext
  await db.transaction().execute(async (tx) => {
    await setLetter(tx, letter.id, {
      state: final ? 'failed' : sql<'retry'>`case when ${tooOld} then 'failed' else 'retry' end`,
      last_error: refusal.text.slice(0, 500),
      not_before: sql<string>`now() + make_interval(secs => ${refusal.waitSeconds})`,
      // Surely nobody has the first bytes, so the same letter may have others.
      ...(plainNext ? { plain: true, raw_sha: null } : {}),
    })
    await noteDelivery(tx, letter.id, final ? 'failed' : 'refused', refusal.text)
    if (final && refusal.reason === 'address') await suspendAddress(tx, letter.to_address, letter.id)
  })
}

/** The connection broke when the server may have taken it: looked up before anything else. */
export async function letterUncertain(db: Db, letter: DueLetter, text: string, waitSeconds: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await setLetter(tx, letter.id, {
      state: 'uncertain',
      last_error: text.slice(0, 500),
      not_before: sql<string>`now() + make_interval(secs => ${waitSeconds})`,
    })
    await noteDelivery(tx, letter.id, 'uncertain', text)
  })
}

/** Not among the sent mails: may the same bytes be sent again? */
export async function mayResend(db: Db, letter: DueLetter, resendAcks: boolean): Promise<boolean> {
  const kindAllows = letter.kind === 'result' || letter.kind === 'return' || resendAcks
  if (kindAllows && letter.resends < resendsMax) {
    await db
      .updateTable('outgoing_mail')
      .set({ resends: letter.resends + 1 })
      .where('id', '=', letter.id)
      .execute()
    return true
  }
  await db.transaction().execute(async (tx) => {
    await setLetter(tx, letter.id, { state: 'failed', last_error: 'outcome unknown' })
    await noteDelivery(tx, letter.id, 'failed', 'outcome unknown; not sent again')
  })
  return false
}
