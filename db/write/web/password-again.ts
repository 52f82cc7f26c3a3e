/** 再次输入密码: for acts that cannot be undone. A wrong one counts like a wrong try to sign in, and locks like five of them. */
import { sql } from 'kysely'
import type { Db } from '../../db.ts'
import { verifyPassword } from '../accounts.ts'
import { countWrongPassword } from './sessions.ts'

export type PasswordAgain = 'right' | 'wrong' | 'locked'

export async function askPasswordAgain(
  db: Db,
  input: { readonly accountId: number; readonly password: string },
): Promise<PasswordAgain> {
  const account = await db
    .selectFrom('account')
    .select(['id', 'authority_id', 'password_hash', sql<boolean>`coalesce(locked_until > now(), false)`.as('locked')])
    .where('id', '=', input.accountId)
    .executeTakeFirstOrThrow()
  if (account.locked) return 'locked'
  if (await verifyPassword(account.password_hash, input.password)) return 'right'
  await countWrongPassword(db, account)
  return 'wrong'
}
