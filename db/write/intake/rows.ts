/** The rows of a mail as they are kept: what was written, and what came of it. */
import type { CheckedRow } from '../../../domain/unban/entry-checks.ts'
import type { RowOutcome } from '../../../domain/unban/types.ts'
import type { MailContext } from './context.ts'

export interface SettledRow {
  readonly row: CheckedRow
  readonly outcome: RowOutcome
  readonly requestRowId: number | null
}

export async function storeRows({ later, vault, mail }: MailContext, rows: readonly SettledRow[]): Promise<void> {
  await later.add(
    'mailRow',
    ...rows.map(({ row, outcome, requestRowId }) => ({
      mail_id: mail.id,
      n: row.n,
      name: row.name,
      id_cipher: vault.seal(row.idNumber),
      id_key: row.id === null ? null : vault.lookup('idNumber', row.id),
      id_last4: (row.id ?? row.idNumber).slice(-4),
      company: row.company,
      business: row.business,
      asked_both: row.askedBoth,
      remark: row.remark,
      outcome: outcome.kind,
      codes: JSON.stringify(outcome.kind === 'returned' ? outcome.codes : []),
      same_as: row.sameAs,
      request_row_id: requestRowId,
    })),
  )
}
