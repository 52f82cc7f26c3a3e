/**
 * 撤回: rows of one mail leave the queue, by a reply of the enterprise or from its own page. Only rows that wait do; a request
 * without rows is withdrawn; others keep their places. Call under the queue's lock.
 */
import type { Tx } from '../../db.ts'
import { planWithdrawal, type NamedRow, type WithdrawalPlan } from '../../../domain/unban/withdrawal.ts'
import { appendAudit } from '../audit.ts'
import { refreshPeople } from '../review/standing.ts'

export interface MailRowNamed extends NamedRow {
  readonly requestId: number | null
  readonly name: string
  readonly idLast4: string
  readonly company: string
  readonly business: 'unban' | 'bind'
  readonly sameAs: number | null
}

export interface Withdrawal {
  readonly authorityId: string
  readonly mailId: number
  /** Only rows of these requests. */
  readonly requestIds: readonly number[]
  readonly named: 'all' | readonly number[]
  /** Names the effect, and who asked for it. */
  readonly key: string
  readonly actor: string
  readonly actingFor?: string
}

export async function withdrawRows(tx: Tx, asked: Withdrawal): Promise<WithdrawalPlan<MailRowNamed>> {
  const plan = planWithdrawal(await readNamed(tx, asked), asked.named)
  const rowIds = plan.withdrawn.flatMap(({ rowId }) => (rowId === null ? [] : [rowId]))
  if (rowIds.length === 0) return plan
  const withdrawn = await tx
    .updateTable('request_row')
    .set({ state: 'withdrawn' })
    .where('id', 'in', rowIds)
    .where('state', '=', 'live')
    .returning(['id', 'request_id'])
    .execute()
  const requestIds = [...new Set(withdrawn.map((row) => row.request_id))]
  for (const requestId of requestIds) {
    await appendAudit(tx, {
      chain: asked.authorityId,
      key: `request:${requestId}/${asked.key}`,
      actor: asked.actor,
      ...(asked.actingFor === undefined ? {} : { actingFor: asked.actingFor }),
      action: 'request.rowsWithdrawn',
      object: `request:${requestId}`,
      detail: { rows: withdrawn.filter((row) => row.request_id === requestId).map(({ id }) => id) },
    })
  }
  await refreshPeople(tx, asked.authorityId, requestIds)
  return plan
}

/** Every row of the mail that is the enterprise's to withdraw; a repeated one has the first one's state. */
async function readNamed(tx: Tx, { mailId, requestIds }: Withdrawal): Promise<MailRowNamed[]> {
  const rows = await tx
    .selectFrom('mail_row')
    .leftJoin('request_row', 'request_row.id', 'mail_row.request_row_id')
    .select([
      'mail_row.n',
      'mail_row.name',
      'mail_row.id_last4 as idLast4',
      'mail_row.company',
      'mail_row.business',
      'mail_row.same_as as sameAs',
      'mail_row.codes',
      'request_row.id as rowId',
      'request_row.request_id as requestId',
      'request_row.state',
    ])
    .where('mail_row.mail_id', '=', mailId)
    .orderBy('mail_row.n')
    .execute()
  return rows
    .filter(({ requestId, codes }) => (requestId === null ? codes.length > 0 : requestIds.includes(requestId)))
    .map(({ codes, state, ...row }) => ({ ...row, stands: state ?? codes }))
}
