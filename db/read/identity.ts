/** Who a session cookie or an API token stands for, at this moment: roles and memberships are read at every request. */
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { ReadDb } from '../db.ts'
import { roles as knownRoles, type Role } from '../../domain/policy/types.ts'

/** Hours without any request after which a session ends. */
export const sessionIdleHours = 8
/** Seconds within which a use is not written down again. */
const touchSeconds = 60

export interface Identity {
  readonly now: string
  /** Which transactions are seen: between two equal ones nothing was committed. */
  readonly snapshot: string
  readonly accountId: number
  readonly name: string
  readonly login: string
  readonly roles: readonly Role[]
  readonly authorityId: string | null
  readonly authorityKind: string | null
  readonly authorityName: string | null
  readonly regionCode: string | null
  /** Acted for in this session; null when the account may act for it no more. */
  readonly enterprise: { readonly id: number; readonly name: string } | null
  readonly enterprises: readonly { readonly id: number; readonly name: string }[]
  readonly publicId: string | null
  readonly csrf: string
  readonly disabled: boolean
  readonly live: boolean
  /** The last use was long enough ago to be written down. */
  readonly touch: boolean
}

const accounts = (db: ReadDb) =>
  db
    .selectFrom('account')
    .leftJoin('authority', 'authority.id', 'account.authority_id')
    .select((eb) => [
      sql<string>`now()`.as('now'), sql<string>`pg_current_snapshot()::text`.as('snapshot'),
      'account.id as accountId', 'account.name', 'account.login', 'account.roles', 'account.authority_id as authorityId',
      'authority.kind as authorityKind', 'authority.name as authorityName', 'authority.region_code as regionCode',
      sql<boolean>`account.disabled_at is not null`.as('disabled'),
      jsonArrayFrom(
        eb
          .selectFrom('account_enterprise')
          .innerJoin('enterprise', 'enterprise.id', 'account_enterprise.enterprise_id')
          .select(['enterprise.id', 'enterprise.name'])
          .whereRef('account_enterprise.account_id', '=', 'account.id')
          .orderBy('enterprise.name'),
      ).as('enterprises'),
    ]) // prettier-ignore

/** The session, live or not: one that has ended tells whose form was open. */
export async function findSession(db: ReadDb, tokenHash: string): Promise<Identity | null> {
  const row = await accounts(db)
    .innerJoin('session', 'session.account_id', 'account.id')
    .select([
      'session.public_id as publicId',
      'session.csrf',
      'session.enterprise_id as enterpriseId',
      sql<boolean>`session.expires_at > now() and session.last_seen_at > now() - make_interval(hours => ${sessionIdleHours})`.as(
        'holds',
      ),
      sql<boolean>`session.last_seen_at < now() - make_interval(secs => ${touchSeconds})`.as('touch'),
    ]) // prettier-ignore
    .where('session.token_hash', '=', tokenHash)
    .executeTakeFirst()
  if (row === undefined) return null
  return { ...row, ...standing(row), live: row.holds && !row.disabled }
}

/**
 * Whose form it is, by the token that only the pages of one session carry: signing out in another tab takes the cookie away
 * and leaves the form open. null: nobody's, or of a disabled account.
 */
export async function findFormOwner(db: ReadDb, csrf: string): Promise<{ accountId: number; csrf: string } | null> {
  const row = await db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .select(['account.id as accountId', 'session.csrf'])
    .where('session.csrf', '=', csrf)
    .where('account.disabled_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** null: unknown, expired, revoked, or of a disabled account. */
export async function findToken(db: ReadDb, tokenHash: string): Promise<Identity | null> {
  const row = await accounts(db)
    .innerJoin('api_token', 'api_token.account_id', 'account.id')
    .select([
      'api_token.enterprise_id as enterpriseId',
      sql<boolean>`coalesce(api_token.last_used_at < now() - make_interval(secs => ${touchSeconds}), true)`.as('touch'),
    ])
    .where('api_token.token_hash', '=', tokenHash)
    .where('api_token.revoked_at', 'is', null)
    .where('api_token.expires_at', '>', sql<string>`now()`)
    .where('account.disabled_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return null
  return { ...row, ...standing(row), publicId: null, csrf: '', live: true }
}

function standing(row: { roles: string[]; enterpriseId: number | null; enterprises: { id: number; name: string }[] }) {
  return {
    roles: knownRoles.filter((role) => row.roles.includes(role)),
    enterprise: row.enterprises.find((enterprise) => enterprise.id === row.enterpriseId) ?? null,
  }
}
