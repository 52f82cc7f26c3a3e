/** A held mail comes to its end: confirmed, its rows enter at their own time; refused or expired, they are returned with R16. */
import { sql } from 'kysely'
import type { Vault } from '../../crypto.ts'
import type { Db, Tx } from '../../db.ts'
import type { AnswerRequest } from '../../../domain/unban/answers.ts'
import type { CheckedRow } from '../../../domain/unban/entry-checks.ts'
import type { RowOutcome } from '../../../domain/unban/types.ts'
import { writeRowsHeader } from '../../../domain/unban/rows-header.ts'
import { appendAudit } from '../audit.ts'
import { answerRow } from './answer-row.ts'
import { checkRows } from './check-rows.ts'
import { openMailContext, type MailContext } from './context.ts'
import { passedRow } from './group-rows.ts'
import { placeRows } from './place-rows.ts'
import type { SettledRow } from './rows.ts'
import { answer } from './answer.ts'

/** @returns until when it is still held; null when it has come to its end. */
export function settleHold(
  db: Db,
  vault: Vault,
  { mailId, enterpriseId, baseUrl }: { mailId: number; enterpriseId: number; baseUrl: string },
): Promise<string | null> {
  return db.transaction().execute(async (tx) => {
    const context = await openMailContext(tx, vault, mailId, baseUrl)
    const hold = await tx
      .selectFrom('sender_hold')
      .selectAll()
      .select(sql<boolean>`expires_at <= now() or refused_at is not null`.as('lapsed'))
      .where('mail_id', '=', mailId)
      .where('enterprise_id', '=', enterpriseId)
      .forUpdate()
      .executeTakeFirst()
    if (hold === undefined || hold.expired_at !== null) return null
    if (hold.confirmed_at === null && !hold.lapsed) return hold.expires_at
    const held = await heldRows(context, enterpriseId)
    if (held.length === 0) return null
    if (hold.confirmed_at === null) {
      await tx
        .updateTable('sender_hold')
        .set({ expired_at: sql<string>`now()` })
        .where('mail_id', '=', mailId)
        .where('enterprise_id', '=', enterpriseId)
        .execute()
      const refused = held.map((row): SettledRow => ({ row, outcome: { kind: 'returned', codes: [{ code: 'R16' }] }, requestRowId: null })) // prettier-ignore
      await finish(context, enterpriseId, refused, [])
    } else {
      const good = held.filter((row) => row.sameAs === null && row.outcome.kind === 'pass').map(passedRow)
      const placed = (await placeRows(context, [{ mail: context.mail, rows: good }])).get(mailId)
      const settled = held.map((row): SettledRow => {
        const at = placed?.outcomes.get(row.sameAs ?? row.n)
        return { row, outcome: settledOutcome(row, at?.outcome), requestRowId: at?.requestRowId ?? null }
      })
      await finish(context, enterpriseId, settled, placed?.requests ?? [])
    }
    return null
  })
}

/** The rows that wait for this enterprise's word, checked as things stand now: also those that name none any more. */
async function heldRows(context: MailContext, enterpriseId: number): Promise<CheckedRow[]> {
  const kept = await context.tx
    .selectFrom('mail_row')
    .selectAll()
    .where('mail_id', '=', context.mail.id)
    .where('outcome', '=', 'onHold')
    .orderBy('n')
    .execute()
  const { rows } = await checkRows(context, {
    rows: kept.map((row) => ({
      n: row.n,
      name: row.name,
      idNumber: context.vault.open(row.id_cipher),
      company: row.company,
      business: row.business,
      askedBoth: row.asked_both,
      remark: row.remark,
    })),
    lossy: [],
    unclearBusiness: [],
  })
  return rows.filter((row) => row.enterpriseId === enterpriseId || row.enterpriseId === null)
}

function settledOutcome({ outcome }: CheckedRow, placed: RowOutcome | undefined): RowOutcome {
  if (outcome.kind === 'returned') return outcome
  if (outcome.kind === 'alreadyDone') return { kind: 'alreadyDone' }
  return placed ?? { kind: 'returned', codes: [{ code: 'R16' }] }
}

async function finish(
  context: MailContext,
  enterpriseId: number,
  rows: readonly SettledRow[],
  requests: readonly AnswerRequest[],
): Promise<void> {
  const { tx, mail, authority } = context
  for (const { row, outcome, requestRowId } of rows) {
    await tx
      .updateTable('mail_row')
      .set({
        outcome: outcome.kind,
        codes: JSON.stringify(outcome.kind === 'returned' ? outcome.codes : []),
        request_row_id: requestRowId,
      })
      .where('mail_id', '=', mail.id)
      .where('n', '=', row.n)
      .execute()
  }
  const header = writeRowsHeader(rows.map(({ row, outcome }) => ({ n: row.n, outcome })))
  const allReturned = rows.every(({ outcome }) => outcome.kind === 'returned')
  // The mail's first answer is number 1; what a hold came to is told under the enterprise's number.
  await answer(context, 1 + enterpriseId, header, {
    ...(allReturned ? { kind: 'return', mailCodes: [] } : { kind: 'ack', requests, badges: [] }),
    rows: rows.map(answerRow),
  })
  await settleMailState(tx, context, authority.id)
}

/** A mail that was only held is accepted or returned once no row of it waits. */
async function settleMailState(tx: Tx, { mail }: MailContext, authorityId: string): Promise<void> {
  if (mail.state !== 'onHold') return
  const outcomes = await tx.selectFrom('mail_row').select('outcome').where('mail_id', '=', mail.id).execute()
  if (outcomes.some(({ outcome }) => outcome === 'onHold')) return
  const state = outcomes.every(({ outcome }) => outcome === 'returned') ? 'returned' : 'accepted'
  await tx.updateTable('mail').set({ state }).where('id', '=', mail.id).execute()
  await appendAudit(tx, {
    chain: authorityId,
    key: `mail:${mail.id}/${state}`,
    actor: 'system',
    action: `mail.${state}`,
    object: `mail:${mail.id}`,
  })
}
