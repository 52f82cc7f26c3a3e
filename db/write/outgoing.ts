/**
 * 发件 — the outbox. A row is written in the transaction that decided the answer; the letter is rendered once, before its
 * first attempt, and every attempt sends the same bytes under the same Message-ID (reference: email.md 10.2 M1–M4).
 */
import { sql, type UpdateObject } from 'kysely'
import type { Vault } from '../crypto.ts'
import type { Db, Tx } from '../db.ts'
import type { OutgoingKind, Row, Tables } from '../schema.ts'
import type { Letter } from '../../domain/unban/answers.ts'
import { appendAudit } from './audit.ts'
import { notify } from './notices.ts'
import { wishAll } from './wishes.ts'

/** Results first, then acknowledgements and returns, then notes. */
const priorities: Record<OutgoingKind, number> = { result: 1, return: 2, ack: 2, progress: 3, note: 4 }
/** A server that says "later" is believed for so long; then the mail is staff's. A server that is away counts as "later". */
const retryDays = 5
/** Resends after an unknown outcome, at most. */
const resendsMax = 2

export interface NewLetter {
  readonly key: string
  readonly mailboxId: number
  readonly kind: OutgoingKind
  readonly mailId: number | null
  readonly requestId: number | null
  readonly letter: Letter
  readonly saidKey: string | null
}

/** A letter as the outbox keeps it: sealed, and with its turn. */
export interface LetterRow {
  readonly key: string
  readonly mailbox_id: number
  readonly kind: OutgoingKind
  readonly mail_id: number | null
  readonly request_id: number | null
  readonly to_address: string
  readonly message_id: string
  readonly rows_header: string
  readonly letter_cipher: string
  readonly said_key: string | null
  readonly priority: number
}

export function letterRow(vault: Vault, input: NewLetter): LetterRow {
  return {
    key: input.key,
    mailbox_id: input.mailboxId,
    kind: input.kind,
    mail_id: input.mailId,
    request_id: input.requestId,
    to_address: input.letter.to,
    message_id: input.letter.messageId,
    rows_header: input.letter.rowsHeader,
    letter_cipher: vault.seal(JSON.stringify(input.letter)),
    said_key: input.saidKey,
    priority: priorities[input.kind],
  }
}

/**
 * Queues one letter; the same key twice is one letter, and the first one's words stay. A letter to an address whose mail
 * came back lately is kept and not sent: staff see it.
 * @returns its number in the outbox; null when it was queued before.
 */
export async function queueLetter(tx: Tx, vault: Vault, input: NewLetter): Promise<number | null> {
  const [id] = await insertLetters(tx, [letterRow(vault, input)])
  return id ?? null
}

/** Several in one statement. @returns the numbers of those that are new */
export async function insertLetters(tx: Tx, letters: readonly LetterRow[]): Promise<number[]> {
  if (letters.length === 0) return []
  const queued = await tx
    .insertInto('outgoing_mail')
    .values(
      letters.map((letter) => ({
        ...letter,
        state: sql<'failed' | 'pending'>`case when ${isSuspended(letter.to_address)} then 'failed' else 'pending' end`,
        last_error: sql<string | null>`case when ${isSuspended(letter.to_address)} then 'address suspended' end`,
      })),
    )
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning(['id', 'state', 'mailbox_id'])
    .execute()
  for (const { id, state } of queued) if (state === 'failed') await noteDelivery(tx, id, 'suspended', '')
  const mailboxes = new Set(queued.flatMap((row) => (row.state === 'pending' ? [row.mailbox_id] : [])))
  await wishAll(tx, [...mailboxes].map((id) => ({ kind: 'outgoing', subject: String(id) }))) // prettier-ignore
  return queued.map(({ id }) => id)
}

const isSuspended = (address: string) =>
  sql<boolean>`exists (select from address_suspension where address = ${address} and until > now())`

/** No automatic mail goes to an address for so long after one came back for good. */
const suspensionDays = 30

export async function suspendAddress(tx: Tx, address: string, outgoingId: number): Promise<void> {
  const until = sql<string>`now() + make_interval(days => ${suspensionDays})`
  await tx
    .insertInto('address_suspension')
    .values({ address, until, outgoing_id: outgoingId })
    .onConflict((conflict) => conflict.column('address').doUpdateSet({ until, outgoing_id: outgoingId }))
    .execute()
}

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

export async function noteDelivery(tx: Tx, outgoingId: number, kind: string, detail: string): Promise<void> {
  await tx
    .insertInto('delivery_event')
    .values({ outgoing_id: outgoingId, kind, detail: detail.slice(0, 500) })
    .execute()
  if (kind === 'failed' || kind === 'bounced') await notifyUndelivered(tx, outgoingId)
}

/** Whoever it was for has not read it: somebody must reach them otherwise. */
async function notifyUndelivered(tx: Tx, outgoingId: number): Promise<void> {
  const letter = await tx
    .selectFrom('outgoing_mail')
    .innerJoin('mailbox', 'mailbox.id', 'outgoing_mail.mailbox_id')
    .select(['authority_id', 'mail_id', 'request_id'])
    .where('outgoing_mail.id', '=', outgoingId)
    .executeTakeFirstOrThrow()
  await notify(tx, {
    key: `outgoing:${outgoingId}/undelivered`,
    kind: 'letterFailed',
    to: { kind: 'staff', authorityId: letter.authority_id },
    facts: {
      ...(letter.mail_id === null ? {} : { mailId: letter.mail_id }),
      ...(letter.request_id === null ? {} : { requestId: letter.request_id }),
    },
  })
}
