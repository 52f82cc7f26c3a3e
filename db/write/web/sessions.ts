/**
 * 登录与会话: password sign-in, and sessions that are rows: ended at once by signing out, disabling or a new password.
 * Five wrong tries lock for 15 minutes; known and unknown names cost the same work and answer alike. Spec 60-common.
 */
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { newSecret } from '../../crypto.ts'
import type { Db, Tx } from '../../db.ts'
import { passwordProblem } from '../../../domain/forms/password.ts'
import { hashPassword, verifyPassword } from '../accounts.ts'
import { appendAudit } from '../audit.ts'

export const wrongTriesAllowed = 5
export const lockMinutes = 15
/** Hours after which a session ends, however busy. The idle limit is in db/read/identity.ts. */
const sessionHours = 24
/** Days for which an ended session still tells whose form was open. */
const keptDays = 7
/** Verified when a name is unknown, so that the answer takes as long. Of a random password that nobody has. */
const nobodysHash = '$argon2id$v=19$m=19456,t=2,p=1$U2gHmmhhq3Hvogw1SDGsOQ$gdpI/axd7KX9MZepAC/D/Ehhr42Td77WnsQSEU2t1LM'

export type SignIn =
  | { readonly kind: 'signedIn'; readonly token: string; readonly csrf: string; readonly accountId: number }
  | { readonly kind: 'refused' }

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

interface Account {
  readonly id: number
  readonly authority_id: string | null
  readonly password_hash: string
}

/** Signs in with a new token. Whatever was wrong, the answer is the same. */
export async function signIn(
  db: Db,
  input: { readonly login: string; readonly password: string; readonly userAgent: string },
): Promise<SignIn> {
  const account = await db
    .selectFrom('account')
    .select(['id', 'authority_id', 'password_hash'])
    .where('login', '=', input.login)
    .executeTakeFirst()
  const right = await verifyPassword(account?.password_hash ?? nobodysHash, input.password)
  if (account === undefined) return { kind: 'refused' }
  return db.transaction().execute((tx) => settleTry(tx, account, right, input.userAgent))
}

async function settleTry(tx: Tx, account: Account, right: boolean, userAgent: string): Promise<SignIn> {
  // Under the row's lock: of many tries at once, the sixth already finds the account locked.
  const now = await tx
    .selectFrom('account')
    .select([
      'failed_tries',
      'disabled_at',
      'password_hash',
      sql<boolean>`coalesce(locked_until > now(), false)`.as('locked'),
    ])
    .where('id', '=', account.id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (now.locked || now.disabled_at !== null || now.password_hash !== account.password_hash) return { kind: 'refused' }
  if (!right) {
    await countWrongTry(tx, account, now.failed_tries + 1)
    return { kind: 'refused' }
  }
  await tx.updateTable('account').set({ failed_tries: 0, locked_until: null }).where('id', '=', account.id).execute()
  return openSession(tx, account, userAgent)
}

/** A wrong password of somebody who is signed in counts like a wrong try to sign in. */
export async function countWrongPassword(db: Db, account: Account): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { failed_tries } = await tx
      .selectFrom('account')
      .select('failed_tries')
      .where('id', '=', account.id)
      .forUpdate()
      .executeTakeFirstOrThrow()
    await countWrongTry(tx, account, failed_tries + 1)
  })
}

async function countWrongTry(tx: Tx, account: Account, tries: number): Promise<void> {
  const locks = tries >= wrongTriesAllowed
  const { locked_until } = await tx
    .updateTable('account')
    .set({
      failed_tries: locks ? 0 : tries,
      locked_until: locks ? sql<string>`now() + make_interval(mins => ${lockMinutes})` : null,
    })
    .where('id', '=', account.id)
    .returning('locked_until')
    .executeTakeFirstOrThrow()
  if (!locks) return
  await appendAudit(tx, {
    chain: account.authority_id ?? 'system',
    key: `account:${account.id}/locked/${locked_until}`,
    actor: 'system',
    action: 'account.locked',
    object: `account:${account.id}`,
    detail: { minutes: lockMinutes, wrongTries: tries },
  })
}

async function openSession(tx: Tx, account: Account, userAgent: string): Promise<SignIn> {
  const token = newSecret()
  const csrf = newSecret()
  const publicId = randomBytes(9).toString('base64url')
  const first = await tx
    .selectFrom('account_enterprise')
    .innerJoin('enterprise', 'enterprise.id', 'account_enterprise.enterprise_id')
    .select('enterprise.id')
    .where('account_id', '=', account.id)
    .orderBy('enterprise.name')
    .executeTakeFirst()
  await tx
    .deleteFrom('session')
    .where('account_id', '=', account.id)
    .where('expires_at', '<', sql<string>`now() - make_interval(days => ${keptDays})`)
    .execute()
  await tx
    .insertInto('session')
    .values({
      token_hash: sha256(token),
      public_id: publicId,
      account_id: account.id,
      enterprise_id: first?.id ?? null,
      csrf,
      user_agent: userAgent,
      expires_at: sql<string>`now() + make_interval(hours => ${sessionHours})`,
    })
    .execute()
  await appendAudit(tx, {
    chain: account.authority_id ?? 'system',
    key: `session:${publicId}/opened`,
    actor: `account:${account.id}`,
    action: 'session.opened',
    object: `account:${account.id}`,
    detail: { session: publicId },
  })
  return { kind: 'signedIn', token, csrf, accountId: account.id }
}

/** Written down so that an idle session can end; not more than once a minute (db/read/identity.ts). */
export async function touchSession(db: Db, tokenHash: string): Promise<void> {
  await db
    .updateTable('session')
    .set({ last_seen_at: sql<string>`now()` })
    .where('token_hash', '=', tokenHash)
    .execute()
}

export async function touchToken(db: Db, tokenHash: string): Promise<void> {
  await db
    .updateTable('api_token')
    .set({ last_used_at: sql<string>`now()` })
    .where('token_hash', '=', tokenHash)
    .execute()
}

/** Ends one of the account's own sessions, at once. @returns false when there is none such. */
export async function endSession(db: Db, accountId: number, publicId: string): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const ended = await tx
      .updateTable('session')
      .set({ expires_at: sql<string>`now()` })
      .where('account_id', '=', accountId)
      .where('public_id', '=', publicId)
      .where('expires_at', '>', sql<string>`now()`)
      .executeTakeFirst()
    if (ended.numUpdatedRows === 0n) return false
    await appendAudit(tx, {
      chain: await chainOf(tx, accountId),
      key: `session:${publicId}/ended`,
      actor: `account:${accountId}`,
      action: 'session.ended',
      object: `account:${accountId}`,
      detail: { session: publicId },
    })
    return true
  })
}

/** Chooses the enterprise acted for. @returns false when the account may not act for it. */
export async function chooseEnterprise(
  db: Db,
  input: { readonly accountId: number; readonly publicId: string; readonly enterpriseId: number },
): Promise<boolean> {
  const changed = await db
    .updateTable('session')
    .set({ enterprise_id: input.enterpriseId })
    .where('account_id', '=', input.accountId)
    .where('public_id', '=', input.publicId)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('account_enterprise')
          .select('account_id')
          .where('account_id', '=', input.accountId)
          .where('enterprise_id', '=', input.enterpriseId),
      ),
    )
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

export type PasswordChange = 'changed' | 'wrong' | 'refused' | 'weak'

/** Changes one's own password; every other session of the account ends with it. */
export async function changePassword(
  db: Db,
  input: { readonly accountId: number; readonly publicId: string; readonly old: string; readonly password: string },
): Promise<PasswordChange> {
  if (passwordProblem(input.password) !== null) return 'weak'
  const account = await db
    .selectFrom('account')
    .select(['id', 'authority_id', 'password_hash'])
    .where('id', '=', input.accountId)
    .executeTakeFirstOrThrow()
  if (!(await verifyPassword(account.password_hash, input.old))) {
    await countWrongPassword(db, account)
    return 'wrong'
  }
  const hash = await hashPassword(input.password)
  return db.transaction().execute(async (tx) => {
    const changed = await tx
      .updateTable('account')
      .set({ password_hash: hash, failed_tries: 0 })
      .where('id', '=', account.id)
      .where('password_hash', '=', account.password_hash)
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n) return 'refused'
    await tx
      .updateTable('session')
      .set({ expires_at: sql<string>`now()` })
      .where('account_id', '=', account.id)
      .where('public_id', '!=', input.publicId)
      .where('expires_at', '>', sql<string>`now()`)
      .execute()
    await appendAudit(tx, {
      chain: account.authority_id ?? 'system',
      key: `account:${account.id}/password/${sha256(hash)}`,
      actor: `account:${account.id}`,
      action: 'account.passwordChanged',
      object: `account:${account.id}`,
    })
    return 'changed'
  })
}

/** The authority whose chain an account's own acts are in. */
export async function chainOf(tx: Tx, accountId: number): Promise<string> {
  const row = await tx.selectFrom('account').select('authority_id').where('id', '=', accountId).executeTakeFirst()
  return row?.authority_id ?? 'system'
}
