/** 确认来信人: the one link that the registered address got. Saying it twice is once; the engine learns of it by a wish. */
import { sql } from 'kysely'
import type { Vault } from '../../crypto.ts'
import type { Db, ReadDb } from '../../db.ts'
import { maskName } from '../../../domain/text/mask.ts'
import { companyKey } from '../../../domain/text/normalise.ts'
import { appendAudit } from '../audit.ts'
import { wish } from '../wishes.ts'

export interface HeldSender {
  readonly kind: 'waiting' | 'already' | 'expired'
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
    kind: row.confirmed_at !== null ? 'already' : row.lapsed ? 'expired' : 'waiting',
    enterpriseName: row.name,
    senderAddress: row.address,
    people: own.length,
    named: own.slice(0, namedMax).map(({ name, id_last4: idLast4 }) => ({ name: maskName(name), idLast4 })),
    subject: row.subject,
    receivedAt: row.received_at,
    expiresAt: row.expires_at,
  }
}

export function confirmSender(
  db: Db,
  vault: Vault,
  token: string,
): Promise<{ kind: 'confirmed' | 'already' | 'expired' | 'unknown' }> {
  return db.transaction().execute(async (tx) => {
    const hold = await tx
      .selectFrom('sender_hold')
      .innerJoin('mail', 'mail.id', 'sender_hold.mail_id')
      .select([
        'sender_hold.mail_id',
        'sender_hold.enterprise_id',
        'sender_hold.address',
        'sender_hold.confirmed_at',
        'mail.authority_id',
        sql<boolean>`sender_hold.expires_at <= now()`.as('lapsed'),
      ]) // prettier-ignore
      .where('token_hash', '=', vault.lookup('token', token))
      .forUpdate()
      .executeTakeFirst()
    if (hold === undefined) return { kind: 'unknown' as const }
    if (hold.confirmed_at !== null) return { kind: 'already' as const }
    if (hold.lapsed) return { kind: 'expired' as const }
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
      await wish(tx, 'hold', `${mailId}/${hold.enterprise_id}`)
      await appendAudit(tx, {
        chain: hold.authority_id,
        key: `mail:${mailId}/confirmed/${hold.enterprise_id}`,
        actor: `enterprise:${hold.enterprise_id}`,
        action: 'sender.confirmed',
        object: `mail:${mailId}`,
      })
    }
    return { kind: 'confirmed' as const }
  })
}
