/** 账号: who signs in. Passwords are argon2id (spec 60-common); plain ones are kept nowhere. */
import { hash, verify } from '@node-rs/argon2'
import { accountForm } from '../../domain/forms/account-form.ts'
import { check } from '../../domain/forms/check.ts'
import { phoneLast4 } from '../../domain/codes/phone.ts'
import type { Vault } from '../crypto.ts'
import type { Tx } from '../db.ts'
import { appendAudit } from './audit.ts'
import { refused, type Registered } from './registered.ts'

/** OWASP: 19 MiB, two passes, one lane; about 10 ms. The library's default algorithm is argon2id. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** The same characters however a keyboard composes them. */
const typed = (password: string) => password.normalize('NFKC')

export function hashPassword(password: string): Promise<string> {
  return hash(typed(password), cost)
}

export function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, typed(password))
}

interface AccountOptions {
  /** Who creates it: `world`, `account:12`. */
  readonly actor: string
  /** How the password is hashed; the world's loader hashes all of them beforehand, side by side. */
  readonly hash?: (password: string) => Promise<string>
}

/**
 * A new account; a user name that exists is left as it is.
 * @param raw the fields of accountForm.
 */
export async function createAccount(
  tx: Tx,
  vault: Vault,
  raw: unknown,
  { actor, hash: hashed = hashPassword }: AccountOptions,
): Promise<Registered<number>> {
  const checked = check(accountForm, raw)
  if (!checked.ok) return checked
  const account = checked.values
  const known = await tx.selectFrom('account').select('id').where('login', '=', account.login).executeTakeFirst()
  if (known !== undefined) return { ok: true, kind: 'exists', id: known.id }
  const place = await findPlace(tx, account)
  if (!place.ok) return place

  const { id } = await tx
    .insertInto('account')
    .values({
      login: account.login,
      password_hash: await hashed(account.password),
      name: account.name,
      phone_cipher: vault.seal(account.phone),
      phone_last4: phoneLast4(account.phone),
      email: account.email,
      roles: [...account.roles],
      authority_id: account.authorityId ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (place.enterpriseId !== null) {
    await tx.insertInto('account_enterprise').values({ account_id: id, enterprise_id: place.enterpriseId }).execute()
  }
  await appendAudit(tx, {
    chain: 'register',
    key: `account:${account.login}/created`,
    actor,
    action: 'account.created',
    object: `account:${id}`,
    detail: { roles: account.roles, authority: account.authorityId ?? null, enterprise: place.enterpriseId },
  })
  return { ok: true, kind: 'created', id }
}

/** The authority and the enterprise that an account is for must be on the register. */
async function findPlace(
  tx: Tx,
  account: { readonly authorityId?: string; readonly enterprise?: string },
): Promise<{ readonly ok: true; readonly enterpriseId: number | null } | ReturnType<typeof refused>> {
  if (account.authorityId !== undefined) {
    const authority = await tx
      .selectFrom('authority')
      .select('id')
      .where('id', '=', account.authorityId)
      .executeTakeFirst()
    if (authority === undefined) {
      return refused('authorityId', {
        zh: '没有登记这个机构，请先登记。',
        en: 'No such authority is registered. Please register it first.',
      })
    }
  }
  if (account.enterprise === undefined) return { ok: true, enterpriseId: null }
  const enterprise = await tx
    .selectFrom('enterprise')
    .select('id')
    .where('credit_code', '=', account.enterprise)
    .executeTakeFirst()
  return enterprise === undefined
    ? refused('enterprise', {
        zh: '没有登记这个企业，请先登记。',
        en: 'No such enterprise is registered. Please register it first.',
      })
    : { ok: true, enterpriseId: enterprise.id }
}
