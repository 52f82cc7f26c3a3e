/**
 * Gives the good rows of one mail their places: one request for each enterprise and business, by the plan of
 * domain/unban/order.ts. Call under the queue's lock.
 */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { unbanDeadline } from '../../../domain/calendar/working-days.ts'
import { casePrefix, writeCaseNumber } from '../../../domain/unban/case-number.ts'
import { listText } from '../../../domain/unban/list-fingerprint.ts'
import { planArrival, type ArrivalPlan } from '../../../domain/unban/order.ts'
import type { AnswerRequest } from '../../../domain/unban/answers.ts'
import { refreshPeople } from '../review/standing.ts'
import type { MailContext } from './context.ts'
import { movedFrom, readStanding } from './group-standing.ts'
import { writeRows, type Group, type PassedRow, type RowWritten } from './group-rows.ts'

export interface Placed {
  /** By row number. */
  readonly outcomes: ReadonlyMap<number, RowWritten>
  readonly requests: readonly AnswerRequest[]
}

/** One request as it was made, for the answer's numbers once all of the mail is placed. */
interface Made extends Group {
  readonly requestId: number
  readonly caseNo: string
  readonly plan: ArrivalPlan
  readonly moved: AnswerRequest['moved']
}

export async function placeRows(context: MailContext, rows: readonly PassedRow[]): Promise<Placed> {
  const outcomes = new Map<number, RowWritten>()
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

async function placeGroup(context: MailContext, group: Group, outcomes: Map<number, RowWritten>): Promise<Made> {
  const { tx, vault, mail, authority, later } = context
  const keyed = group.rows.map((row) => ({ ...row, personKey: vault.lookup('idNumber', row.id) }))
  const standing = await readStanding(tx, group, keyed.map((row) => row.personKey)) // prettier-ignore
  const plan = planArrival({
    arriving: { place: { receivedAt: mail.receivedAt, arrival: String(mail.arrival) }, rows: keyed },
    standing: standing.standing,
    past: standing.past,
  })
  const moved = await movedFrom(tx, plan, standing.standing)
  const { requestId, caseNo } = await insertRequest(context, group, plan, keyed.map((row) => row.personKey)) // prettier-ignore
  const written = await writeRows(tx, { ...group, rows: keyed }, { requestId, plan, standing: standing.standing })
  for (const [n, row] of written.rows) outcomes.set(n, row)
  const { touched } = written
  await refreshPeople(tx, authority.id, touched, later)
  await later.audit({
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
      takenFrom: touched,
    },
  })
  await later.wish('request', requestId)
  return { ...group, requestId, caseNo, plan, moved }
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
  const { year, last } = await tx
    .insertInto('case_serial')
    .values({
      prefix,
      year: sql<number>`extract(year from clock_timestamp() at time zone 'Asia/Shanghai')::int`,
      last: 1,
    })
    .onConflict((conflict) =>
      conflict.columns(['prefix', 'year']).doUpdateSet({ last: sql<number>`case_serial.last + 1` }),
    )
    .returning(['year', 'last'])
    .executeTakeFirstOrThrow()
  return writeCaseNumber(prefix, year, last)
}

async function answerRequest(context: MailContext, made: Made): Promise<AnswerRequest> {
  const { tx, calendar, mail, authority } = context
  const { rows } = await sql<{ name: string; requests: number; people: number }>`
    select name, ahead.requests, ahead.people from enterprise,
      queue_before(${authority.id}, ${mail.receivedAt}::timestamptz, ${mail.arrival}::bigint, ${made.requestId}::bigint) as ahead
    where enterprise.id = ${made.enterpriseId}`.execute(tx)
  const [ahead] = rows
  if (ahead === undefined) throw new Error('The queue was not counted.')
  const deadline = unbanDeadline(mail.receivedAt, calendar)
  return {
    caseNo: made.caseNo,
    enterpriseName: ahead.name,
    business: made.business,
    rowNumbers: made.plan.rows.filter(({ placing }) => placing.kind === 'live').map(({ n }) => n),
    place: ahead.requests + 1,
    peopleAhead: ahead.people,
    expected: deadline.kind === 'day' ? { kind: 'day', dueOn: deadline.dueOn } : deadline,
    moved: made.moved,
  }
}
