/** 本单位人员: the list sorted by what needs doing, a page of it at a time. */
import type { OwnEnterprise } from '../../db/read/own-enterprise.ts'
import { readOwnPeople, type OwnPerson } from '../../db/read/own-people.ts'
import { readPlaces } from '../../db/read/place.ts'
import type { Db } from '../../db/db.ts'
import type { Day } from '../../domain/brand.ts'
import { missingItems } from '../../domain/person/record.ts'
import { toDoOf, toDos, type ToDo } from '../../domain/person/to-do.ts'
import { nameKey } from '../../domain/text/normalise.ts'
import type { RecordItem } from '../../domain/unban/types.ts'

const pageSize = 50

export interface OwnItem {
  readonly id: number
  readonly name: string
  readonly idLast4: string
  readonly postType: string
  readonly post: string
  readonly trade: string
  readonly status: 'active' | 'disabled'
  readonly validUntil: string | null
  readonly toDo: ToDo
  /** The items of R20 that are missing today. */
  readonly missing: readonly RecordItem[]
  readonly waiting: { readonly requestId: number; readonly business: 'unban' | 'bind'; readonly place: number | null } | null // prettier-ignore
}
export interface OwnPeopleModel {
  readonly persons: readonly OwnItem[]
  /** How many there are of each, over all pages. */
  readonly counts: Readonly<Record<ToDo, number>>
  readonly people: number
  readonly next: number | null
}
export interface OwnAsked {
  readonly q: string
  readonly status: 'active' | 'disabled' | null
  readonly toDo: ToDo | null
  readonly after: number | null
}

/** @param after the last person of the page before. */
export async function readOwnModel(
  db: Db,
  enterprise: OwnEnterprise,
  asked: OwnAsked,
  today: Day,
): Promise<OwnPeopleModel> {
  const people = (await readOwnPeople(db, enterprise.id)).map((person) => itemOf(person, enterprise.name, today))
  const wanted = people
    .filter((item) => asked.status === null || item.status === asked.status)
    .filter((item) => asked.toDo === null || item.toDo === asked.toDo)
    .filter((item) => fits(item, asked.q))
    .sort((one, other) => toDos.indexOf(one.toDo) - toDos.indexOf(other.toDo) || one.id - other.id)
  const from = asked.after === null ? 0 : wanted.findIndex(({ id }) => id === asked.after) + 1
  const shown = wanted.slice(from, from + pageSize)
  const places = await readPlaces(db, shown.flatMap(({ waiting }) => waiting?.requestId ?? [])) // prettier-ignore
  return {
    persons: shown.map((item) => ({ ...item, waiting: item.waiting && { ...item.waiting, place: places.get(item.waiting.requestId)?.place ?? null } })), // prettier-ignore
    counts: Object.fromEntries(toDos.map((toDo) => [toDo, people.filter((item) => item.toDo === toDo).length])) as Record<ToDo, number>, // prettier-ignore
    people: people.length,
    next: from + pageSize < wanted.length ? (shown.at(-1)?.id ?? null) : null,
  }
}

function itemOf(person: OwnPerson, enterprise: string, today: Day): OwnItem {
  const { fact, row, rejected } = person
  const position = { isLegalRepresentative: person.isLegalRepresentative }
  const missing = missingItems(fact, today, enterprise, position)
  const place = row === null ? null : row.state === 'locked' ? 'underReview' : 'waiting'
  return {
    id: fact.id,
    name: fact.name,
    idLast4: person.idLast4,
    postType: person.postType,
    post: person.post,
    trade: person.trade,
    status: fact.status,
    validUntil: person.validUntil,
    toDo: toDoOf(
      { status: fact.status, complete: missing.length === 0, place, rejected, validUntil: person.validUntil },
      today,
    ),
    missing,
    waiting: row === null ? null : { requestId: row.requestId, business: row.business, place: null },
  }
}

function fits(item: OwnItem, q: string): boolean {
  if (q === '') return true
  return nameKey(item.name).includes(nameKey(q)) || item.idLast4 === q.toUpperCase()
}
