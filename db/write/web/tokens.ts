/** API 令牌: named, expiring, revocable; shown once and stored as a hash. Spec 60-common. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { newSecret } from '../../crypto.ts'
import type { Db } from '../../db.ts'
import { appendAudit, hasHappened } from '../audit.ts'
import { chainOf } from './sessions.ts'

/** Days for which a token may hold. */
export const tokenDays = { least: 1, most: 365, usual: 90 } as const
/** So that a token found in a file is known for what it is. */
const tokenStart = 'hwt_'

export interface MadeToken {
  readonly id: number
  readonly token: string
  readonly expiresAt: string
}

/** @returns null when the same form has made its token already: only its hash is kept, so it cannot be shown again. */
export function makeToken(
  db: Db,
  input: {
    readonly accountId: number
    readonly enterpriseId: number | null
    readonly name: string
    readonly days: number
    /** Made with the page; a program gives none, or one of its own to be safe against sending twice. */
    readonly formId: string
  },
): Promise<MadeToken | null> {
  const token = tokenStart + newSecret()
  const key = `account:${input.accountId}/token-made/${input.formId}`
  return db.transaction().execute(async (tx) => {
    // One form at a time: the second of two clicks finds what the first has done.
    await tx.selectFrom('account').select('id').where('id', '=', input.accountId).forUpdate().executeTakeFirstOrThrow()
    if (await hasHappened(tx, key)) return null
    const row = await tx
      .insertInto('api_token')
      .values({
        account_id: input.accountId,
        enterprise_id: input.enterpriseId,
        name: input.name,
        token_hash: createHash('sha256').update(token).digest('hex'),
        expires_at: sql<string>`now() + make_interval(days => ${input.days})`,
      })
      .returning(['id', 'expires_at'])
      .executeTakeFirstOrThrow()
    await appendAudit(tx, {
      chain: await chainOf(tx, input.accountId),
      key,
      actor: `account:${input.accountId}`,
      ...(input.enterpriseId === null ? {} : { actingFor: `enterprise:${input.enterpriseId}` }),
      action: 'token.made',
      object: `token:${row.id}`,
      detail: { days: input.days },
    })
    return { id: row.id, token, expiresAt: row.expires_at }
  })
}

/** @returns false when the account has no such token that still holds. */
export function revokeToken(db: Db, accountId: number, id: number): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const revoked = await tx
      .updateTable('api_token')
      .set({ revoked_at: sql<string>`now()` })
      .where('account_id', '=', accountId)
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    if (revoked.numUpdatedRows === 0n) return false
    await appendAudit(tx, {
      chain: await chainOf(tx, accountId),
      key: `token:${id}/revoked`,
      actor: `account:${accountId}`,
      action: 'token.revoked',
      object: `token:${id}`,
    })
    return true
  })
}
