/** 审计核验: every row's hash from its own fields and the one before it, in the database's own words. */
import { sql } from 'kysely'
import type { ReadDb } from '../db.ts'

export interface ChainVerdict {
  readonly chain: string
  readonly rows: number
  /** The first row that does not follow from the one before it; null: the chain holds. */
  readonly brokenAt: number | null
}

/** Verifies every chain: hashes, no gap in the numbers, and the head as the last row's. */
export async function verifyAudit(db: ReadDb): Promise<ChainVerdict[]> {
  const { rows } = await sql<{ chain: string; rows: number; brokenAt: number | null }>`
    with linked as (
      select *, lag(hash, 1, repeat('0', 64)) over in_order as before, row_number() over in_order as place
      from audit_log window in_order as (partition by chain order by seq)),
    judged as (
      select chain, seq, hash, seq = place and prev_hash = before
        and hash = audit_hash(before, chain, seq, at, key, actor, acting_for, action, object, detail) as holds
      from linked)
    select head.chain, count(judged.seq)::bigint as rows,
      case when bool_and(judged.holds) and max(judged.seq) = head.seq
        and (array_agg(judged.hash order by judged.seq desc))[1] = head.hash then null
      else coalesce(min(judged.seq) filter (where not judged.holds), head.seq) end as "brokenAt"
    from audit_head head left join judged on judged.chain = head.chain group by head.chain, head.seq, head.hash
    order by head.chain`.execute(db)
  return rows
}
