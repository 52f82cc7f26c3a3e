/** The enterprise that somebody acts for, as the pages of its people need it. */
import type { ReadDb } from '../db.ts'

export interface OwnEnterprise {
  readonly id: number
  readonly name: string
  readonly regionCode: string
  /** Lookup key of the legal representative's ID number. */
  readonly legalIdKey: string
}

export async function readOwnEnterprise(db: ReadDb, id: number): Promise<OwnEnterprise | null> {
  const row = await db
    .selectFrom('enterprise')
    .select(['id', 'name', 'region_code', 'legal_id_key'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : { id: row.id, name: row.name, regionCode: row.region_code, legalIdKey: row.legal_id_key } // prettier-ignore
}
