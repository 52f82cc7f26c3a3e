/**
 * 确认来信人 · 不是我单位发送: the one link that the registered address got, and its two answers. The first answer counts and
 * spends the link; saying it twice is once; the engine learns of it by a wish.
 */
import { sql } from 'kysely'
import type { Vault } from '../../crypto.ts'
import type { Db, ReadDb, Tx } from '../../db.ts'
import { maskName } from '../../../domain/text/mask.ts'
import { companyKey } from '../../../domain/text/normalise.ts'
import { appendAudit } from '../audit.ts'
import { wish } from '../wishes.ts'

/** What a link has come to: somebody answered, or nobody did in time. */
type Spent = 'already' | 'refusedBefore' | 'expired'

export interface HeldSender {
  readonly kind: 'waiting' | Spent
  readonly enterpriseName: string
  readonly senderAddress: string
  /** The enterprise's own rows of the mail. */
  readonly people: number
  /** The first of them, as far as somebody who holds the link may read them: 曹*, last four. */
  readonly named: readonly { readonly name: string; readonly idLast4: string }[]
  readonly subject: string
  readonly receivedAt: string
  readonly expiresAt: string
}

/** Enough to know one's own list by. */
const namedMax = 10

/** What the link would do; null for a link that nobody sent. */
export async function readHeldSender(db: ReadDb, vault: Vault, token: string): Promise<HeldSender | null> {
  const row = await db
    .selectFrom('sender_hold')
    .innerJoin('enterprise', 'enterprise.id', 'sender_hold.enterprise_id')
    .innerJoin('mail', 'mail.id', 'sender_hold.mail_id')
    .select([
      'sender_hold.mail_id',
      'sender_hold.address',
      'sender_hold.expires_at',
      'sender_hold.confirmed_at',
      'sender_hold.refused_at',
      'enterprise.name',
      'enterprise.name_key',
      'mail.subject',
      'mail.received_at',
      sql<boolean>`sender_hold.expires_at <= now()`.as('lapsed'),
    ]) // prettier-ignore
    .where('token_hash', '=', vault.lookup('token', token))
    .executeTakeFirst()
  if (row === undefined) return null
  const held = await db
    .selectFrom('mail_row')
    .select(['name', 'id_last4', 'company'])
    .where('mail_id', '=', row.mail_id)
    .where('outcome', '=', 'onHold')
    .orderBy('n')
    .execute()
  // A mail may hold rows of several enterprises: each sees its own.
  const own = held.filter(({ company }) => companyKey(company) === row.name_key)
  return {
    kind: spentOf(row) ?? 'waiting',
    enterpriseName: row.name,
    senderAddress: row.address,
    people: own.length,
    named: own.slice(0, namedMax).map(({ name, id_last4: idLast4 }) => ({ name: maskName(name), idLast4 })),
    subject: row.subject,
    receivedAt: row.received_at,
    expiresAt: row.expires_at,
  }
}

/** Nobody answers but within the time; null: the link is still open. */
function spentOf(hold: { confirmed_at: string | null; refused_at: string | null; lapsed: boolean }): Spent | null {
  if (hold.confirmed_at !== null) return 'already'
  if (hold.refused_at !== null) return 'refusedBefore'
  return hold.lapsed ? 'expired' : null
}

/** 确认，是我单位发送的: the address may write from now on, and what of it waits enters at its own time. */
export function confirmSender(db: Db, vault: Vault, token: string): Promise<{ kind: 'confirmed' | 'unknown' | Spent }> {
  return db.transaction().execute(async (tx) => {
    const hold = await lockHold(tx, vault, token)
    if (hold === undefined) return { kind: 'unknown' as const }
    const spent = spentOf(hold)
    if (spent !== null) return { kind: spent }
    // The link names the sender: whatever else of theirs waits for the same word enters with it.
    const confirmed = await tx
      .updateTable('sender_hold')
      .set({ confirmed_at: sql<string>`now()` })
      .where('enterprise_id', '=', hold.enterprise_id)
      .where('address', '=', hold.address)
      .where('mail_id', 'in', (mails) =>
        mails.selectFrom('mail').select('id').where('authority_id', '=', hold.authority_id),
      ) // prettier-ignore
      .where('confirmed_at', 'is', null)
      .where('refused_at', 'is', null)
      .where('expired_at', 'is', null)
      .where('expires_at', '>', sql<string>`now()`)
      .returning('mail_id')
      .execute()
    await tx
      .insertInto('enterprise_address')
      .values({ enterprise_id: hold.enterprise_id, address: hold.address, source: 'confirmed' })
      .onConflict((conflict) => conflict.columns(['enterprise_id', 'address']).doUpdateSet({ revoked_at: null }))
      .execute()
    for (const { mail_id: mailId } of confirmed.toSorted((one, other) => one.mail_id - other.mail_id)) {
      await answered(tx, { ...hold, mail_id: mailId }, 'confirmed')
    }
    return { kind: 'confirmed' as const }
  })
}

/** 不是我单位发送: of this one mail, whose rows are then returned with R16 as if the time were over (settle-hold.ts). */
export function refuseSender(db: Db, vault: Vault, token: string): Promise<{ kind: 'refused' | 'unknown' | Spent }> {
  return db.transaction().execute(async (tx) => {
    const hold = await lockHold(tx, vault, token)
    if (hold === undefined) return { kind: 'unknown' as const }
    const spent = spentOf(hold)
    if (spent !== null) return { kind: spent }
    await tx
      .updateTable('sender_hold')
      .set({ refused_at: sql<string>`now()` })
      .where('mail_id', '=', hold.mail_id)
      .where('enterprise_id', '=', hold.enterprise_id)
      .execute()
    await answered(tx, hold, 'refused')
    return { kind: 'refused' as const }
  })
}

type Hold = NonNullable<Awaited<ReturnType<typeof lockHold>>>

function lockHold(tx: Tx, vault: Vault, token: string) {
  return tx
    .selectFrom('sender_hold')
    .innerJoin('mail', 'mail.id', 'sender_hold.mail_id')
    .select([
      'sender_hold.mail_id',
      'sender_hold.enterprise_id',
      'sender_hold.address',
      'sender_hold.confirmed_at',
      'sender_hold.refused_at',
      'mail.authority_id',
      sql<boolean>`sender_hold.expires_at <= now()`.as('lapsed'),
    ]) // prettier-ignore
    .where('token_hash', '=', vault.lookup('token', token))
    .forUpdate()
    .executeTakeFirst()
}

/** The workflow of the hold is to look again, and the log says whose word it was. */
async function answered(
  tx: Tx,
  {
    mail_id: mailId,
    enterprise_id: enterpriseId,
    authority_id: chain,
  }: Pick<Hold, 'mail_id' | 'enterprise_id' | 'authority_id'>,
  word: 'confirmed' | 'refused',
): Promise<void> {
  await wish(tx, 'hold', `${mailId}/${enterpriseId}`)
  await appendAudit(tx, {
    chain,
    key: `mail:${mailId}/${word}/${enterpriseId}`,
    actor: `enterprise:${enterpriseId}`,
    action: `sender.${word}`,
    object: `mail:${mailId}`,
  })
}
