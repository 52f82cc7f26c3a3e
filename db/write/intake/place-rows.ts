/**
 * Gives the good rows of mails their places: one request for each mail, enterprise and business, by the plan of
 * domain/unban/order.ts. Call under the queue's lock. Arrivals of different enterprises and businesses do not touch each
 * other: they are placed together, a statement for all; those that do are placed in the order of their mails.
 */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { unbanDeadline } from '../../../domain/calendar/working-days.ts'
import type { AnswerRequest } from '../../../domain/unban/answers.ts'
import { casePrefix, writeCaseNumber } from '../../../domain/unban/case-number.ts'
import { listText } from '../../../domain/unban/list-fingerprint.ts'
import { planArrival, type ArrivalPlan } from '../../../domain/unban/order.ts'
import type { Tx } from '../../db.ts'
import { refreshPeople } from '../review/standing.ts'
import type { MailboxFacts, MailContext } from './context.ts'
import { writeRows, type Group, type GroupToWrite, type PassedRow, type RowWritten } from './group-rows.ts'
import { givenUpBy, movedFrom, readPlacesGivenUp, readStandings } from './group-standing.ts'

export interface ToPlace {
  readonly mail: MailContext['mail']
  readonly rows: readonly PassedRow[]
}

export interface Placed {
  /** By row number. */
  readonly outcomes: ReadonlyMap<number, RowWritten>
  readonly requests: readonly AnswerRequest[]
}

interface Arriving extends Group {
  readonly mail: MailContext['mail']
}
interface Planned extends Arriving {
  readonly caseNo: string
  readonly plan: ArrivalPlan
  /** Row numbers by the request that gives them up. */
  readonly givenUp: ReadonlyMap<number, readonly number[]>
}

/** @param mails in the order of their places @returns by the number of the mail */
export async function placeRows(facts: MailboxFacts, mails: readonly ToPlace[]): Promise<ReadonlyMap<number, Placed>> {
  const placed = new Map<number, Placed>(mails.map(({ mail }) => [mail.id, { outcomes: new Map(), requests: [] }]))
  const rounds = roundsOf(mails.map((mail) => groupsOf(facts, mail)))
  const numbers = await nextCaseNumbers(facts, rounds.flat().length)
  for (const round of rounds) {
    for (const [mailId, one] of await placeRound(facts, round, numbers.splice(0, round.length))) placed.set(mailId, one)
  }
  return placed
}

const keyOf = ({ enterpriseId, business }: Pick<Group, 'enterpriseId' | 'business'>) => `${enterpriseId}/${business}`

function groupsOf({ vault }: MailboxFacts, { mail, rows }: ToPlace): Arriving[] {
  const keyed = rows.map((row) => ({ ...row, personKey: vault.lookup('idNumber', row.id) }))
  return [...Map.groupBy(keyed, keyOf).values()].flatMap((list) => {
    const [first] = list
    return first === undefined ? [] : [{ mail, enterpriseId: first.enterpriseId, business: first.business, rows: list }]
  })
}

/** Each mail in the first round after those before it that it has an enterprise and business in common with. */
function roundsOf(mails: readonly (readonly Arriving[])[]): Arriving[][] {
  const next = new Map<string, number>()
  const rounds: Arriving[][] = []
  for (const groups of mails) {
    if (groups.length === 0) continue
    const round = Math.max(...groups.map((group) => next.get(keyOf(group)) ?? 0))
    for (const group of groups) next.set(keyOf(group), round + 1)
    rounds[round] = [...(rounds[round] ?? []), ...groups]
  }
  return rounds
}

/** @param caseNumbers one for each group */
async function placeRound(
  facts: MailboxFacts,
  groups: readonly Arriving[],
  caseNumbers: readonly string[],
): Promise<Map<number, Placed>> {
  const { tx, authority, later } = facts
  const standings = await readStandings(tx, groups)
  const planned = groups.map((group, at): Planned => {
    const { standing, past } = standings[at] ?? { standing: [], past: [] }
    const place = { receivedAt: group.mail.receivedAt, arrival: String(group.mail.arrival) }
    const plan = planArrival({ arriving: { place, rows: group.rows }, standing, past })
    return { ...group, caseNo: caseNumbers[at] ?? '', plan, givenUp: givenUpBy(plan, standing) }
  })
  const touched = [...new Set(planned.flatMap(({ givenUp }) => [...givenUp.keys()]))]
  const places = await readPlacesGivenUp(tx, touched)
  const made = await insertRequests(facts, planned)
  const written = await writeRows(tx, made, later)
  await refreshPeople(tx, authority.id, touched, later)
  for (const { mail, requestId, caseNo, plan, givenUp } of made) {
    await later.add('audit', {
      chain: authority.id,
      key: `request:${requestId}/${plan.state}`,
      actor: `mail:${mail.id}`,
      action: `request.${plan.state}`,
      object: `request:${requestId}`,
      detail: { caseNo, receivedAt: mail.receivedAt, arrival: mail.arrival, people: plan.people, takenFrom: [...givenUp.keys()] }, // prettier-ignore
    })
    await later.add('wish', { kind: 'request', subject: String(requestId) })
  }
  const standsAt = await readPlacesTaken(tx, made.filter(({ plan }) => plan.people > 0).map(({ requestId }) => requestId)) // prettier-ignore
  const placed = new Map<number, Placed>()
  for (const [mailId, list] of Map.groupBy(made, ({ mail }) => mail.id)) {
    placed.set(mailId, {
      outcomes: new Map(list.flatMap(({ requestId }) => [...(written.get(requestId) ?? [])])),
      requests: list.flatMap((one) => {
        const taken = standsAt.get(one.requestId)
        return taken === undefined ? [] : [answerRequest(facts, one, taken, movedFrom(one.givenUp, places))]
      }),
    })
  }
  return placed
}

type Made = Planned & GroupToWrite

async function insertRequests(facts: MailboxFacts, planned: readonly Planned[]): Promise<Made[]> {
  const { tx, authority, calendar } = facts
  const inserted = await tx
    .insertInto('request')
    .values(
      planned.map(({ mail, enterpriseId, business, rows, plan, caseNo }) => {
        const deadline = unbanDeadline(mail.receivedAt, calendar)
        const list = listText(enterpriseId, business, rows.map(({ personKey }) => personKey)) // prettier-ignore
        return {
          case_no: caseNo,
          mail_id: mail.id,
          authority_id: authority.id,
          enterprise_id: enterpriseId,
          business,
          received_at: mail.receivedAt,
          arrival: mail.arrival,
          list_fingerprint: createHash('sha256').update(list).digest('hex'),
          state: plan.state,
          people: plan.people,
          due_at: deadline.kind === 'day' ? deadline.dueAt : null,
          due_on: deadline.kind === 'day' ? deadline.dueOn : null,
        }
      }),
    )
    .returning(['id', 'case_no'])
    .execute()
  const idOf = new Map(inserted.map((row) => [row.case_no, row.id]))
  return planned.map((one) => {
    const requestId = idOf.get(one.caseNo)
    if (requestId === undefined) throw new Error(`The request ${one.caseNo} was not written.`)
    return { ...one, requestId }
  })
}

/** Gapless within a province and a year; under the queue's lock, so two mails never wait for each other here. */
async function nextCaseNumbers({ tx, authority }: MailboxFacts, count: number): Promise<string[]> {
  if (count === 0) return []
  const prefix = casePrefix(authority.regionCode)
  const { year, last } = await tx
    .insertInto('case_serial')
    .values({
      prefix,
      year: sql<number>`extract(year from clock_timestamp() at time zone 'Asia/Shanghai')::int`,
      last: count,
    })
    .onConflict((conflict) =>
      conflict.columns(['prefix', 'year']).doUpdateSet({ last: sql<number>`case_serial.last + ${count}` }),
    )
    .returning(['year', 'last'])
    .executeTakeFirstOrThrow()
  return Array.from({ length: count }, (_one, at) => writeCaseNumber(prefix, year, last - count + 1 + at))
}

interface PlaceTaken {
  readonly name: string
  readonly requests: number
  readonly people: number
}

/** What stands before each request now that all of the round are placed, and the enterprise's name. */
async function readPlacesTaken(tx: Tx, requestIds: readonly number[]): Promise<Map<number, PlaceTaken>> {
  if (requestIds.length === 0) return new Map()
  const { rows } = await sql<PlaceTaken & { id: number }>`
    select request.id, enterprise.name, ahead.requests, ahead.people from request
      join enterprise on enterprise.id = request.enterprise_id,
      lateral queue_before(request.authority_id, request.received_at, request.arrival, request.id) as ahead
    where request.id = any(${requestIds}::bigint[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

function answerRequest(
  { calendar }: MailboxFacts,
  { mail, caseNo, business, plan }: Made,
  taken: PlaceTaken,
  moved: AnswerRequest['moved'],
): AnswerRequest {
  const deadline = unbanDeadline(mail.receivedAt, calendar)
  return {
    caseNo,
    enterpriseName: taken.name,
    business,
    rowNumbers: plan.rows.filter(({ placing }) => placing.kind === 'live').map(({ n }) => n),
    place: taken.requests + 1,
    peopleAhead: taken.people,
    expected: deadline.kind === 'day' ? { kind: 'day', dueOn: deadline.dueOn } : deadline,
    moved,
  }
}
