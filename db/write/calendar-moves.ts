/**
 * 期限调整: open deadlines follow the calendar. Moved ones are written together, their workflows woken, and the enterprises
 * told: those that had no day by mail, once; the others in the message centre. Call with every queue locked.
 */
import { sql } from 'kysely'
import type { Vault } from '../crypto.ts'
import type { Tx } from '../db.ts'
import type { Day } from '../../domain/brand.ts'
import { movedDeadlines, type MovedDeadline } from '../../domain/calendar/publication.ts'
import type { Calendar } from '../../domain/calendar/working-days.ts'
import { readOpenDeadlines, type OpenDeadlineRow } from '../read/open-deadlines.ts'
import { queueDatesSet } from './letters/deadlines.ts'
import { notify } from './notices.ts'

type Moved = MovedDeadline & Pick<OpenDeadlineRow, 'authorityId'>

/** @param about names the change: told once for each. @returns how many moved. */
export async function moveDeadlines(
  tx: Tx,
  vault: Vault,
  change: { readonly calendar: Calendar; readonly about: string; readonly baseUrl: string },
): Promise<readonly Moved[]> {
  const open = await readOpenDeadlines(tx)
  const authorityOf = new Map(open.map(({ requestId, authorityId }) => [requestId, authorityId]))
  const moved = movedDeadlines(open, change.calendar).map((one) => ({
    ...one,
    authorityId: authorityOf.get(one.requestId) ?? '',
  }))
  if (moved.length === 0) return moved
  const column = <Value>(of: (one: Moved) => Value) => moved.map(of)
  await sql`
    update request set due_on = moved.due_on, due_at = moved.due_at
    from unnest(${column(({ requestId }) => requestId)}::bigint[], ${column(({ dueTo }) => dueTo)}::date[],
      ${column(({ dueAt }) => dueAt)}::timestamptz[]) as moved (id, due_on, due_at)
    where request.id = moved.id`.execute(tx)
  await sql`
    insert into wish (kind, subject) select 'request', id::text from unnest(${column(({ requestId }) => requestId)}::bigint[]) as id
    on conflict (kind, subject) do update set wanted = wish.wanted + 1, wanted_at = now(), not_before = now(), attempts = 0`.execute(
    tx,
  )
  for (const [enterpriseId, theirs] of byEnterprise(moved)) await tell(tx, vault, enterpriseId, theirs, change)
  return moved
}

function byEnterprise(moved: readonly Moved[]): Map<number, Moved[]> {
  const groups = new Map<number, Moved[]>()
  for (const one of moved) groups.set(one.enterpriseId, [...(groups.get(one.enterpriseId) ?? []), one])
  return groups
}

async function tell(
  tx: Tx,
  vault: Vault,
  enterpriseId: number,
  moved: readonly Moved[],
  { about, baseUrl }: { about: string; baseUrl: string },
): Promise<void> {
  const [first] = moved
  const dated = moved.flatMap(({ caseNo, dueOn, dueTo }) => (dueTo !== null && dueOn === null ? [{ caseNo, dueOn: dueTo }] : [])) // prettier-ignore
  if (first === undefined) return
  if (dated.length > 0) {
    await queueDatesSet(tx, vault, { about: `${about}-e${enterpriseId}`, enterpriseId, authorityId: first.authorityId, cases: dated, baseUrl }) // prettier-ignore
  }
  const last = moved.map(({ dueTo }) => dueTo).filter((day): day is Day => day !== null).sort().at(-1) // prettier-ignore
  await notify(tx, {
    key: `${about}/enterprise/${enterpriseId}`,
    kind: 'deadlineSet',
    to: { kind: 'enterprise', enterpriseId },
    facts: {
      requests: moved.length,
      requestId: first.requestId,
      caseNo: first.caseNo,
      ...(last === undefined ? {} : { dueOn: last }),
    },
  })
}
