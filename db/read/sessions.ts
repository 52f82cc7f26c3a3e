/** One's own sessions and API tokens, for the page 账号. */
import { sql } from 'kysely'
import type { ReadDb } from '../db.ts'
import { sessionIdleHours } from './identity.ts'

export interface OwnSession {
  readonly publicId: string
  readonly userAgent: string
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly expiresAt: string
}
export interface OwnToken {
  readonly id: number
  readonly name: string
  readonly createdAt: string
  readonly expiresAt: string
  readonly revokedAt: string | null
  readonly lastUsedAt: string | null
  readonly expired: boolean
}
/** Tokens shown, newest first. */
const tokenLimit = 50

export function readOwnSessions(db: ReadDb, accountId: number): Promise<OwnSession[]> {
  return db
    .selectFrom('session')
    .select([
      'public_id as publicId',
      'user_agent as userAgent',
      'created_at as createdAt',
      'last_seen_at as lastSeenAt',
      'expires_at as expiresAt',
    ]) // prettier-ignore
    .where('account_id', '=', accountId)
    .where('expires_at', '>', sql<string>`now()`)
    .where('last_seen_at', '>', sql<string>`now() - make_interval(hours => ${sessionIdleHours})`)
    .orderBy('last_seen_at', 'desc')
    .execute()
}

export function readOwnTokens(db: ReadDb, accountId: number): Promise<OwnToken[]> {
  return db
    .selectFrom('api_token')
    .select([
      'id',
      'name',
      'created_at as createdAt',
      'expires_at as expiresAt',
      'revoked_at as revokedAt',
      'last_used_at as lastUsedAt',
      sql<boolean>`expires_at <= now()`.as('expired'),
    ]) // prettier-ignore
    .where('account_id', '=', accountId)
    .orderBy('id', 'desc')
    .limit(tokenLimit)
    .execute()
}
