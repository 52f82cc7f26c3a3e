/** 批量导入: what was read of a workbook is kept row by row; good rows are taken, bad ones wait to be corrected. */
import { sql } from 'kysely'
import type { FormError } from '../../../domain/forms/checkers.ts'
import type { RowError } from '../../../domain/person/import-repeats.ts'
import type { Vault } from '../../crypto.ts'
import type { Db } from '../../db.ts'
import { appendAudit } from '../audit.ts'
import { registerChain } from '../register/by.ts'

export interface JudgedRow {
  readonly n: number
  readonly cells: Readonly<Record<string, string>>
  readonly state: 'good' | 'bad' | 'exists'
  readonly errors: readonly RowError[]
}

/** The same file again is the same import: rows that were taken stay so, the others are judged anew. */
export function keepImport(
  db: Db,
  vault: Vault,
  input: {
    readonly enterpriseId: number
    readonly accountId: number
    readonly fileSha: string
    readonly rows: readonly JudgedRow[]
  },
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { enterpriseId, accountId, fileSha, rows } = input
    const made = await tx
      .insertInto('person_import')
      .values({
        enterprise_id: enterpriseId,
        account_id: accountId,
        file_sha: fileSha,
        state: 'checked',
        taken_at: null,
      })
      .onConflict((conflict) => conflict.columns(['enterprise_id', 'file_sha']).doNothing())
      .returning('id')
      .executeTakeFirst()
    const { id } =
      made ??
      (await tx.selectFrom('person_import').select('id').where('enterprise_id', '=', enterpriseId).where('file_sha', '=', fileSha).forUpdate().executeTakeFirstOrThrow()) // prettier-ignore
    await tx
      .insertInto('person_import_row')
      .values(
        rows.map(({ n, cells, state, errors }) => ({
          import_id: id,
          n,
          cells_cipher: vault.seal(JSON.stringify(cells)),
          state,
          errors: JSON.stringify(errors),
          person_id: null,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['import_id', 'n'])
          .doUpdateSet({ state: sql`excluded.state`, errors: sql`excluded.errors` })
          .where('person_import_row.state', 'in', ['good', 'bad']),
      )
      .execute()
    if (made !== undefined) {
      await appendAudit(tx, {
        chain: registerChain,
        key: `person-import:${id}/read`,
        actor: `account:${accountId}`,
        actingFor: `enterprise:${enterpriseId}`,
        action: 'person.importRead',
        object: `person-import:${id}`,
        detail: { rows: rows.length, bad: rows.filter(({ state }) => state === 'bad').length },
      })
    }
    return id
  })
}

export async function beginTaking(db: Db, importId: number): Promise<void> {
  await db
    .updateTable('person_import')
    .set({ state: 'taking', taken_at: sql<string>`now()` })
    .where('id', '=', importId)
    .where('state', '!=', 'taking')
    .execute()
}

export async function settleImportRow(
  db: Db,
  importId: number,
  n: number,
  to: {
    readonly state: 'taken' | 'exists' | 'bad'
    readonly personId: number | null
    readonly errors: readonly FormError[]
  },
): Promise<void> {
  await db
    .updateTable('person_import_row')
    .set({ state: to.state, person_id: to.personId, errors: JSON.stringify(to.errors) })
    .where('import_id', '=', importId)
    .where('n', '=', n)
    .where('state', '=', 'good')
    .execute()
}

export async function endTaking(db: Db, importId: number): Promise<void> {
  await db
    .updateTable('person_import')
    .set({ state: 'done' })
    .where('id', '=', importId)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('person_import_row')
            .select('n')
            .where('import_id', '=', importId)
            .where('person_import_row.state', '=', 'good'),
        ),
      ),
    )
    .execute()
}
