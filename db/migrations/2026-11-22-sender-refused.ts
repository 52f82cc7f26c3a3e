/** 不是我单位发送: the enterprise's other answer to a held sender, kept beside the end of the hold. */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table sender_hold add column refused_at timestamptz`.execute(db)
}
