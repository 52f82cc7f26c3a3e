/**
 * Gives the good rows of one mail their places: one request for each enterprise and business, by the plan of
 * domain/unban/order.ts. Call under the queue's lock.
 */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { dayOf, unbanDeadline } from '../../../domain/calendar/working-days.ts'
import { casePrefix, writeCaseNumber } from '../../../domain/unban/case-number.ts'
import type { CheckedRow } from '../../../domain/unban/entry-checks.ts'
import { listText } from '../../../domain/unban/list-fingerprint.ts'
import {
  planArrival,
  type ArrivalPlan,
  type PastRow,
  type Placing,
  type StandingRow,
} from '../../../domain/unban/order.ts'
import type { AnswerRequest } from '../../../domain/unban/answers.ts'
import type { Business, RowOutcome } from '../../../domain/unban/types.ts'
import type { IdNumber } from '../../../domain/codes/id-number.ts'
import { readPlace } from '../../read/place.ts'
import { appendAudit } from '../audit.ts'
import { databaseNow } from '../../clock.ts'
import { refreshPeople } from '../review/standing.ts'
import { wish } from '../wishes.ts'
import type { MailContext } from './context.ts'

/** A row that passed every check: its enterprise and person are known. */
export interface PassedRow {
  readonly n: number
  readonly id: IdNumber
  readonly name: string
  readonly remark: string
  readonly business: Business
  readonly enterpriseId: number
  readonly personId: number
}

export function passedRow(row: CheckedRow): PassedRow {
  const { n, id, name, remark, business, enterpriseId, personId } = row
  if (id === null || enterpriseId === null || personId === null) throw new Error(`Row ${n} passed without its facts.`)
  return { n, id, name, remark, business, enterpriseId, personId }
}

export interface Placed {
  /** By row number. */
  readonly outcomes: ReadonlyMap<number, { readonly outcome: RowOutcome; readonly requestRowId: number }>
  readonly requests: readonly AnswerRequest[]
}

interface Group {
  readonly enterpriseId: number
  readonly business: Business
  readonly rows: readonly PassedRow[]
}
/** One request as it was made, for the answer's numbers once all of the mail is placed. */
interface Made extends Group {
  readonly requestId: number
  readonly caseNo: string
  readonly plan: ArrivalPlan
  readonly moved: AnswerRequest['moved']
}

const headerOf: Record<Placing['kind'], RowOutcome> = {
  live: { kind: 'queued' },
  moved: { kind: 'moved' },
  shadowed: { kind: 'R15' },
}

export async function placeRows(context: MailContext, rows: readonly PassedRow[]): Promise<Placed> {
  const outcomes = new Map<number, { outcome: RowOutcome; requestRowId: number }>()
  const made: Made[] = []
  for (const group of groupsOf(rows)) made.push(await placeGroup(context, group, outcomes))
  const requests: AnswerRequest[] = []
  for (const one of made) {
    if (one.plan.people > 0) requests.push(await answerRequest(context, one))
  }
  return { outcomes, requests }
}

function groupsOf(rows: readonly PassedRow[]): Group[] {
  const groups = new Map<string, PassedRow[]>()
  for (const row of rows) {
    const key = `${row.enterpriseId}/${row.business}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups.values()].map((list) => {
    const [first] = list
    if (first === undefined) throw new Error('A group has a row.')
    return { enterpriseId: first.enterpriseId, business: first.business, rows: list }
  })
}

async function placeGroup(
  context: MailContext,
  group: Group,
  outcomes: Map<number, { outcome: RowOutcome; requestRowId: number }>,
): Promise<Made> {
  const { tx, vault, mail, authority } = context
  const keyed = group.rows.map((row) => ({ ...row, personKey: vault.lookup('idNumber', row.id) }))
  const standing = await readStanding(context, group, keyed.map((row) => row.personKey)) // prettier-ignore
  const plan = planArrival({
    arriving: { place: { receivedAt: mail.receivedAt, arrival: String(mail.arrival) }, rows: keyed },
    standing: standing.standing,
    past: standing.past,
  })
  const moved = await movedFrom(context, plan, standing.standing)
  const { requestId, caseNo } = await insertRequest(context, group, plan, keyed.map((row) => row.personKey)) // prettier-ignore
  const touched: number[] = []
  for (const { n, personKey, placing } of plan.rows) {
    const row = keyed.find((candidate) => candidate.n === n)
    if (row === undefined) throw new Error(`The plan names row ${n}, which did not arrive.`)
    const gone = goneWith(placing)
    const goneRow = standing.standing.find((candidate) => candidate.rowId === gone)
    // The old place is given up first: the index allows one live row for a person.
    if (gone !== null) await tx.updateTable('request_row').set({ state: 'moved', shadow_of: null }).where('id', '=', gone).execute() // prettier-ignore
    const inserted = await tx
      .insertInto('request_row')
      .values({
        request_id: requestId,
        n,
        enterprise_id: group.enterpriseId,
        business: group.business,
        person_key: personKey,
        person_id: row.personId,
        name: row.name,
        id_last4: row.id.slice(-4),
        remark: row.remark,
        state: placing.kind,
        moved_to: placing.kind === 'moved' ? placing.to : null,
        shadow_of: placing.kind === 'shadowed' ? placing.of : null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    if (gone !== null)
      await tx.updateTable('request_row').set({ moved_to: inserted.id }).where('id', '=', gone).execute()
    if (goneRow !== undefined) touched.push(goneRow.requestId)
    outcomes.set(n, { outcome: headerOf[placing.kind], requestRowId: inserted.id })
  }
  await refreshPeople(tx, authority.id, touched)
  await appendAudit(tx, {
    chain: authority.id,
    key: `request:${requestId}/${plan.state}`,
    actor: `mail:${mail.id}`,
    action: `request.${plan.state}`,
    object: `request:${requestId}`,
    detail: {
      caseNo,
      receivedAt: mail.receivedAt,
      arrival: mail.arrival,
      people: plan.people,
      takenFrom: [...new Set(touched)],
    },
  })
  await wish(tx, 'request', requestId)
  return { ...group, requestId, caseNo, plan, moved }
}

function goneWith(placing: Placing): number | null {
  if (placing.kind === 'live') return placing.takesOver
  return placing.kind === 'shadowed' ? placing.alsoTakesOver : null
}

async function readStanding({ tx }: MailContext, group: Group, personKeys: readonly string[]) {
  const rows = await tx
    .selectFrom('request_row')
    .innerJoin('request', 'request.id', 'request_row.request_id')
    .select([
      'request_row.id as rowId',
      'request_row.request_id as requestId',
      'request_row.person_key as personKey',
      'request_row.state',
      'request.received_at as receivedAt',
      'request.arrival',
    ]) // prettier-ignore
    .where('request_row.enterprise_id', '=', group.enterpriseId)
    .where('request_row.business', '=', group.business)
    .where((where) =>
      where.or([
        where('request_row.person_key', 'in', personKeys),
        // The other rows of the same requests: whether one of these loses its last.
        where('request_row.request_id', 'in', (inner) =>
          inner
            .selectFrom('request_row as same')
            .select('same.request_id')
            .where('same.enterprise_id', '=', group.enterpriseId)
            .where('same.business', '=', group.business)
            .where('same.person_key', 'in', personKeys)
            .where('same.state', 'in', ['live', 'locked', 'shadowed']),
        ),
      ]),
    )
    .where('request_row.state', '!=', 'moved')
    .execute()
  const standing: StandingRow[] = []
  const past: PastRow[] = []
  for (const { rowId, requestId, personKey, state, receivedAt, arrival } of rows) {
    const place = { receivedAt, arrival: String(arrival) }
    if (state === 'live' || state === 'locked' || state === 'shadowed')
      standing.push({ rowId, requestId, personKey, place, state }) // prettier-ignore
    else if (personKeys.includes(personKey)) past.push({ rowId, personKey, place })
  }
  return { standing, past }
}

/** The places that this mail gives up, as they were a moment ago. */
async function movedFrom(
  context: MailContext,
  plan: ArrivalPlan,
  standing: readonly StandingRow[],
): Promise<AnswerRequest['moved']> {
  const rowsByRequest = new Map<number, number[]>()
  for (const { n, placing } of plan.rows) {
    const gone = goneWith(placing)
    const row = standing.find((candidate) => candidate.rowId === gone)
    if (row !== undefined) rowsByRequest.set(row.requestId, [...(rowsByRequest.get(row.requestId) ?? []), n])
  }
  const moved: { rows: number[]; fromCaseNo: string; fromPlace: number }[] = []
  for (const [requestId, rows] of rowsByRequest) {
    const request = await context.tx
      .selectFrom('request')
      .select(['id', 'case_no', 'authority_id', 'received_at', 'arrival'])
      .where('id', '=', requestId)
      .executeTakeFirstOrThrow()
    const { place } = await readPlace(context.tx, request)
    moved.push({ rows, fromCaseNo: request.case_no, fromPlace: place })
  }
  return moved
}

async function insertRequest(
  { tx, mail, authority, calendar }: MailContext,
  group: Group,
  plan: ArrivalPlan,
  personKeys: readonly string[],
) {
  const caseNo = await nextCaseNumber(tx, authority.regionCode)
  const deadline = unbanDeadline(mail.receivedAt, calendar)
  const { id } = await tx
    .insertInto('request')
    .values({
      case_no: caseNo,
      mail_id: mail.id,
      authority_id: authority.id,
      enterprise_id: group.enterpriseId,
      business: group.business,
      received_at: mail.receivedAt,
      arrival: mail.arrival,
      list_fingerprint: createHash('sha256')
        .update(listText(group.enterpriseId, group.business, personKeys))
        .digest('hex'),
      state: plan.state,
      people: plan.people,
      due_at: deadline.kind === 'day' ? deadline.dueAt : null,
      due_on: deadline.kind === 'day' ? deadline.dueOn : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { requestId: id, caseNo }
}

/** Gapless within a province and a year; under the queue's lock, so two mails never wait for each other here. */
async function nextCaseNumber(tx: MailContext['tx'], regionCode: string): Promise<string> {
  const prefix = casePrefix(regionCode)
  const year = Number(dayOf(await databaseNow(tx)).slice(0, 4))
  const { last } = await tx
    .insertInto('case_serial')
    .values({ prefix, year, last: 1 })
    .onConflict((conflict) =>
      conflict.columns(['prefix', 'year']).doUpdateSet({ last: sql<number>`case_serial.last + 1` }),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return writeCaseNumber(prefix, year, last)
}

async function answerRequest(context: MailContext, made: Made): Promise<AnswerRequest> {
  const { tx, calendar, mail, authority } = context
  const enterprise = await tx.selectFrom('enterprise').select('name').where('id', '=', made.enterpriseId).executeTakeFirstOrThrow() // prettier-ignore
  const { place, peopleAhead } = await readPlace(tx, {
    id: made.requestId,
    authority_id: authority.id,
    received_at: mail.receivedAt,
    arrival: mail.arrival,
  })
  const deadline = unbanDeadline(mail.receivedAt, calendar)
  return {
    caseNo: made.caseNo,
    enterpriseName: enterprise.name,
    business: made.business,
    rowNumbers: made.plan.rows.filter(({ placing }) => placing.kind === 'live').map(({ n }) => n),
    place,
    peopleAhead,
    expected: deadline.kind === 'day' ? { kind: 'day', dueOn: deadline.dueOn } : deadline,
    moved: made.moved,
  }
}
