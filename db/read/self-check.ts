/** 自查: what the entry checks would say of a form if it were mailed now. Reads only; nothing of the form is kept. */
import { sql } from 'kysely'
import type { Vault } from '../crypto.ts'
import type { ReadDb } from '../db.ts'
import { dayOf, unbanDeadline } from '../../domain/calendar/working-days.ts'
import type { SenderStanding } from '../../domain/mail/authority.ts'
import type { Expected } from '../../domain/unban/answers.ts'
import type { CheckedRow } from '../../domain/unban/entry-checks.ts'
import { placesIfSent, type PlaceIfSent } from '../../domain/unban/place-if-sent.ts'
import type { Business, RowOutcome } from '../../domain/unban/types.ts'
import { readAssociation } from './association.ts'
import { readCalendar } from './calendar.ts'
import { checkRowsFor, type RowsToCheck } from './check-rows.ts'
import { registerOf } from './register.ts'
import { readPlace } from './place.ts'

/** As whom it is asked: an enterprise as its own sender; staff as the sender of whichever enterprise a row names. */
export type AskedAs =
  | { readonly kind: 'enterprise'; readonly enterpriseId: number; readonly regionCode: string }
  | { readonly kind: 'staff'; readonly authorityId: string }

export interface SelfCheckedRow {
  readonly row: CheckedRow
  readonly outcome: RowOutcome
  /** The registered name of the row's enterprise, where the asker may write for it. */
  readonly companyName: string | null
  /** The last decision on the same person, enterprise and business was a rejection. */
  readonly rejected: LastRejection | null
}

export interface LastRejection {
  readonly decidedAt: string
  /** Codes of the kept list. */
  readonly reasons: readonly string[]
  readonly text: string
}

export interface RequestIfSent extends PlaceIfSent {
  readonly enterpriseName: string
  readonly business: Business
  readonly people: number
  /** Of them wait already, and would lose their places. */
  readonly moving: number
}

export interface SelfCheck {
  readonly rows: readonly SelfCheckedRow[]
  readonly requests: readonly RequestIfSent[]
  readonly expected: Expected
}

/** Behind every place that there is. */
const lastArrival = Number.MAX_SAFE_INTEGER

export async function readSelfCheck(
  db: ReadDb,
  vault: Vault,
  form: RowsToCheck,
  as: AskedAs,
  now: string,
): Promise<SelfCheck> {
  // The form would be mailed to the staff's own, or to the one of the enterprise's region.
  const association = await readAssociation(db, as)
  if (association === null) throw new Error('There is no association with a mailbox.')
  // The enterprise's own address is known to be genuine: another enterprise would be asked to confirm it.
  const standingFor = (enterpriseId: number): SenderStanding =>
    as.kind === 'staff' || as.enterpriseId === enterpriseId ? 'normal' : 'hold'
  const { rows, named } = await checkRowsFor(db, vault, registerOf(db, vault, association.regionCode), form, {
    today: dayOf(now),
    standingFor,
    knownSender: true,
  })
  const nameOf = new Map(named.filter(({ id }) => standingFor(id) === 'normal').map(({ id, name }) => [id, name]))
  const passing = rows.filter((row) => row.outcome.kind === 'pass' && row.sameAs === null)
  const [standing, rejections] = await Promise.all([
    readStanding(db, vault, passing),
    readRejections(db, vault, passing),
  ])
  const locked = new Set(standing.filter(({ state }) => state === 'locked').map(({ key }) => key))
  const isLocked = (row: CheckedRow): boolean => row.id !== null && locked.has(keyOf(vault, row))
  const groups = groupsOf(passing.filter((row) => !isLocked(row)))
  const { requestsAhead, peopleAhead } = await readPlace(db, { authority_id: association.id, received_at: now, arrival: lastArrival, id: Number.MAX_SAFE_INTEGER }) // prettier-ignore
  const live = standing.filter(({ state }) => state === 'live')
  const places = placesIfSent(
    { requests: requestsAhead, people: peopleAhead },
    earlierOf(live),
    groups.map(({ rows: list }) => list.length),
  )
  const deadline = unbanDeadline(now, await readCalendar(db))
  return {
    rows: rows.map((row) => {
      const first = rows.find(({ n }) => n === row.sameAs) ?? row
      return {
        row,
        outcome: outcomeOf(row, isLocked(first)),
        companyName: nameOf.get(row.enterpriseId ?? 0) ?? null,
        rejected: passing.includes(row) ? (rejections.get(keyOf(vault, row)) ?? null) : null,
      }
    }),
    requests: groups.map((group, at) => ({
      place: places[at]?.place ?? 0,
      peopleAhead: places[at]?.peopleAhead ?? 0,
      enterpriseName: nameOf.get(group.enterpriseId) ?? '',
      business: group.business,
      people: group.rows.length,
      moving: group.rows.filter((row) => live.some(({ key }) => key === keyOf(vault, row))).length,
    })),
    expected: deadline.kind === 'day' ? { kind: 'day', dueOn: deadline.dueOn } : deadline,
  }
}

const keyOf = (vault: Vault, row: CheckedRow): string =>
  `${row.enterpriseId}/${row.business}/${row.id === null ? '' : vault.lookup('idNumber', row.id)}`

interface Standing {
  readonly key: string
  readonly requestId: number
  readonly people: number
  readonly state: string
}

/** Who of them waits already, or is under review, for the same enterprise and business. */
async function readStanding(db: ReadDb, vault: Vault, rows: readonly CheckedRow[]): Promise<Standing[]> {
  const wanted = new Set(rows.map((row) => keyOf(vault, row)))
  const personKeys = rows.flatMap(({ id }) => (id === null ? [] : [vault.lookup('idNumber', id)]))
  if (personKeys.length === 0) return []
  const found = await db
    .selectFrom('request_row')
    .innerJoin('request', 'request.id', 'request_row.request_id')
    .select([
      sql<string>`request_row.enterprise_id || '/' || request_row.business || '/' || request_row.person_key`.as('key'),
      'request_row.request_id as requestId',
      'request.people',
      'request_row.state',
    ])
    .where('request_row.person_key', 'in', personKeys)
    .where('request_row.state', 'in', ['live', 'locked'])
    .execute()
  return found.filter(({ key }) => wanted.has(key))
}

/** Who of them was rejected when last decided, for the same enterprise and business. */
async function readRejections(
  db: ReadDb,
  vault: Vault,
  rows: readonly CheckedRow[],
): Promise<Map<string, LastRejection>> {
  const wanted = new Set(rows.map((row) => keyOf(vault, row)))
  const personKeys = rows.flatMap(({ id }) => (id === null ? [] : [vault.lookup('idNumber', id)]))
  if (personKeys.length === 0) return new Map()
  const decided = await db
    .selectFrom('request_row')
    .distinctOn(['enterprise_id', 'business', 'person_key'])
    .select([
      sql<string>`enterprise_id || '/' || business || '/' || person_key`.as('key'),
      'state',
      'decided_at as decidedAt',
      'reasons',
      'reason_text as text',
    ]) // prettier-ignore
    .where('person_key', 'in', personKeys)
    .where('state', 'in', ['approved', 'rejected'])
    .orderBy('enterprise_id')
    .orderBy('business')
    .orderBy('person_key')
    .orderBy('id', 'desc')
    .execute()
  return new Map(
    decided.flatMap(({ key, state, decidedAt, reasons, text }) =>
      state === 'rejected' && decidedAt !== null && wanted.has(key) ? [[key, { decidedAt, reasons, text }]] : [],
    ),
  )
}

function earlierOf(live: readonly Standing[]): { people: number; named: number }[] {
  const byRequest = new Map<number, { people: number; named: number }>()
  for (const { requestId, people } of live) {
    byRequest.set(requestId, { people, named: (byRequest.get(requestId)?.named ?? 0) + 1 })
  }
  return [...byRequest.values()]
}

interface Group {
  readonly enterpriseId: number
  readonly business: Business
  readonly rows: CheckedRow[]
}

/** One request for each enterprise and business, in the order in which they come up. */
function groupsOf(rows: readonly CheckedRow[]): Group[] {
  const groups = new Map<string, Group>()
  for (const row of rows) {
    if (row.enterpriseId === null) continue
    const key = `${row.enterpriseId}/${row.business}`
    const group = groups.get(key) ?? { enterpriseId: row.enterpriseId, business: row.business, rows: [] }
    group.rows.push(row)
    groups.set(key, group)
  }
  return [...groups.values()]
}

function outcomeOf({ outcome }: CheckedRow, isLocked: boolean): RowOutcome {
  if (outcome.kind === 'returned') return outcome
  if (outcome.kind === 'alreadyDone') return { kind: 'alreadyDone' }
  if (outcome.kind === 'hold') return { kind: 'onHold' }
  return { kind: isLocked ? 'R15' : 'queued' }
}
