/** 查验网站更正: an entry of the directory, corrected by the chief; one audit row with what stood there before. */
import { sql } from 'kysely'
import type { Db } from '../../db.ts'
import { appendAudit } from '../audit.ts'

export interface SiteCorrection {
  readonly site: string
  /** Of the entry that was shown; 0: as delivered. */
  readonly version: number
  readonly name: string
  readonly address: string
  readonly howTo: string
  /** What was shown, for the record. */
  readonly before: { readonly name: string; readonly address: string }
  readonly accountId: number
  readonly authorityId: string
}

/** @returns stale: somebody has corrected it meanwhile. */
export function correctSite(db: Db, input: SiteCorrection): Promise<'corrected' | 'stale'> {
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`lookup-site:${input.site}`}, 0))`.execute(tx)
    const known = await tx.selectFrom('lookup_site').select('version').where('site', '=', input.site).executeTakeFirst()
    if ((known?.version ?? 0) !== input.version) return 'stale'
    const values = { name: input.name, address: input.address, how_to: input.howTo, corrected_by: input.accountId }
    const version = input.version + 1
    await tx
      .insertInto('lookup_site')
      .values({ site: input.site, version, ...values })
      .onConflict((conflict) =>
        conflict.column('site').doUpdateSet({ version, ...values, corrected_at: sql<string>`now()` }),
      )
      .execute()
    await appendAudit(tx, {
      chain: input.authorityId,
      key: `lookup-site:${input.site}/${version}`,
      actor: `account:${input.accountId}`,
      action: 'lookupSite.corrected',
      object: `lookup-site:${input.site}`,
      detail: { before: input.before, name: input.name, address: input.address },
    })
    return 'corrected'
  })
}
