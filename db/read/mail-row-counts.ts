/** 人数 by what came of them: of mails in a list. An enterprise's own only, where a mail concerns others too. */
import { sql } from 'kysely'
import type { ReadDb } from '../db.ts'
import type { RowOutcome, RowState } from '../../domain/unban/types.ts'

export interface RowCount {
  readonly outcome: RowOutcome['kind']
  /** Where they stand now; null: they were never placed. */
  readonly rowState: RowState | null
  readonly people: number
  /** Return codes said of any of them, each once. */
  readonly codes: readonly string[]
}

/** @param enterpriseId null: the office, which sees all. */
export async function readRowCounts(
  db: ReadDb,
  mailIds: readonly number[],
  enterpriseId: number | null,
): Promise<Map<number, RowCount[]>> {
  if (mailIds.length === 0) return new Map()
  // A repeated row is the person of the first one.
  const { rows } = await sql<RowCount & { mailId: number }>`
    select mail_row.mail_id as "mailId", mail_row.outcome, placed.state as "rowState",
      count(distinct mail_row.n) as people,
      coalesce(array_agg(distinct said.code order by said.code) filter (where said.code is not null), '{}') as codes
    from mail_row
      join mail on mail.id = mail_row.mail_id
      left join request_row as placed on placed.id = mail_row.request_row_id
      left join lateral (select one ->> 'code' as code from jsonb_array_elements(mail_row.codes) as one) as said on true
    where mail_row.mail_id = any(${mailIds}::bigint[]) and mail_row.same_as is null
      and (${enterpriseId}::bigint is null or placed.enterprise_id = ${enterpriseId}::bigint or not (
        exists (select from request where request.mail_id = mail.id and request.enterprise_id <> ${enterpriseId}::bigint)
        or exists (select from enterprise_address as other where other.address = mail.from_address
          and other.revoked_at is null and other.enterprise_id <> ${enterpriseId}::bigint)))
    group by mail_row.mail_id, mail_row.outcome, placed.state
    order by min(mail_row.n)`.execute(db)
  const counts = new Map<number, RowCount[]>()
  for (const { mailId, ...count } of rows) counts.set(mailId, [...(counts.get(mailId) ?? []), count])
  return counts
}
