/** 批量导入: an import with its rows, and how far it has come. */
import { sql } from 'kysely'
import type { RowError } from '../../domain/person/import-repeats.ts'
import type { ReadDb } from '../db.ts'

export interface ImportStanding {
  readonly id: number
  readonly enterpriseId: number
  readonly accountId: number
  readonly state: 'checked' | 'taking' | 'done'
  readonly createdAt: string
  readonly good: number
  readonly bad: number
  readonly taken: number
  /** Their own already: nothing was changed. */
  readonly exists: number
}

const count = (state: string) =>
  sql<number>`(select count(*) from person_import_row as row where row.import_id = person_import.id and row.state = ${state})`

const standing = (db: ReadDb) =>
  db
    .selectFrom('person_import')
    .select([
      'id',
      'enterprise_id as enterpriseId',
      'account_id as accountId',
      'state',
      'created_at as createdAt',
      count('good').as('good'),
      count('bad').as('bad'),
      count('taken').as('taken'),
      count('exists').as('exists'),
    ]) // prettier-ignore

export const readImport = (db: ReadDb, id: number): Promise<ImportStanding | undefined> =>
  standing(db).where('id', '=', id).executeTakeFirst()

/** Imports shown; older ones are in the audit log of their people. */
const shownMax = 20
export const readImports = (db: ReadDb, enterpriseId: number): Promise<ImportStanding[]> =>
  standing(db).where('enterprise_id', '=', enterpriseId).orderBy('id', 'desc').limit(shownMax).execute()

export interface SealedImportRow {
  readonly n: number
  readonly cellsCipher: string
  readonly state: 'good' | 'bad' | 'taken' | 'exists'
  readonly errors: readonly RowError[]
}

/** Rows of these numbers, whatever came of them. */
export const readImportRowsAt = (
  db: ReadDb,
  importId: number,
  numbers: readonly number[],
): Promise<Pick<SealedImportRow, 'n' | 'cellsCipher'>[]> =>
  db
    .selectFrom('person_import_row')
    .select(['n', 'cells_cipher as cellsCipher'])
    .where('import_id', '=', importId)
    .where('n', '=', sql<number>`any(${[...numbers]}::integer[])`)
    .execute()

export const readImportRows = (
  db: ReadDb,
  importId: number,
  state: SealedImportRow['state'],
  limit: number,
): Promise<SealedImportRow[]> =>
  db
    .selectFrom('person_import_row')
    .select(['n', 'cells_cipher as cellsCipher', 'state', 'errors'])
    .where('import_id', '=', importId)
    .where('state', '=', state)
    .orderBy('n')
    .limit(limit)
    .execute()

/** Begun and not ended: a process may have died with them. */
export const readImportsUnderWay = async (db: ReadDb): Promise<number[]> =>
  (await db.selectFrom('person_import').select('id').where('state', '=', 'taking').orderBy('id').execute()).map(({ id }) => id) // prettier-ignore

/** Of ID numbers (by lookup key) and certificate numbers, what the register holds. */
export async function readKnown(
  db: ReadDb,
  idKeys: readonly string[],
  numbers: readonly string[],
): Promise<{ readonly owners: ReadonlyMap<string, number | null>; readonly numbers: ReadonlyMap<string, string> }> {
  const [people, certificates] = await Promise.all([
    idKeys.length === 0 ? [] : db.selectFrom('person').select(['id_key', 'enterprise_id']).where('id_key', 'in', idKeys).execute(), // prettier-ignore
    numbers.length === 0 ? [] : db.selectFrom('certificate').innerJoin('person', 'person.id', 'person_id').select(['number', 'id_key']).where('number', 'in', numbers).execute(), // prettier-ignore
  ])
  return {
    owners: new Map(people.map((row) => [row.id_key, row.enterprise_id])),
    numbers: new Map(certificates.map((row) => [row.number, row.id_key])),
  }
}
