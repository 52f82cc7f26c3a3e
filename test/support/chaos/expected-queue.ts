/**
 * The queue as it must be: the rules of the spec in their shortest form, written apart from the program's own. A person
 * waits in one row at most; a resend during a review waits beside it.
 */
export interface ExpectedPlace {
  readonly at: string
  readonly arrival: number
}
/** One row of one mail that queued, or would have. */
export interface ExpectedRow {
  readonly requestId: number
  readonly mailId: number
  /** Its number in the mail. */
  readonly n: number
  readonly enterprise: string
  readonly place: ExpectedPlace
  state: 'live' | 'locked' | 'shadowed' | 'moved' | 'approved' | 'rejected' | 'withdrawn' | 'alreadyDone'
}
interface Person {
  active: boolean
  readonly rows: ExpectedRow[]
}

export interface ExpectedStanding {
  readonly requestId: number
  readonly requestsAhead: number
  readonly peopleAhead: number
}

export class ExpectedQueue {
  private readonly people = new Map<string, Person>()
  private readonly byNumber = new Map<string, ExpectedRow>()
  /** Requests under review, and those put aside. */
  private readonly held = new Set<number>()
  private readonly aside = new Set<number>()

  /** @returns what the answer says of the row. */
  arrive(idNumber: string, row: Omit<ExpectedRow, 'state'>): string {
    const person = this.people.get(idNumber) ?? { active: false, rows: [] }
    this.people.set(idNumber, person)
    if (person.active) return 'R14'
    const { state, said } = this.placed(person, row.place)
    for (const other of person.rows) if (other.state === state) other.state = 'moved'
    const placed: ExpectedRow = { ...row, state }
    person.rows.push(placed)
    this.byNumber.set(`${row.mailId}/${row.n}`, placed)
    return said
  }

  /** The last word on a person counts: also one that was decided or taken back. */
  private placed({ rows }: Person, place: ExpectedPlace): { state: ExpectedRow['state']; said: string } {
    if (rows.some((other) => other.state !== 'moved' && before(place, other.place))) return { state: 'moved', said: 'moved' } // prettier-ignore
    return rows.some(({ state }) => state === 'locked') ? { state: 'shadowed', said: 'R15' } : { state: 'live', said: 'queued' } // prettier-ignore
  }

  row(mailId: number, n: number): ExpectedRow | undefined {
    return this.byNumber.get(`${mailId}/${n}`)
  }
  rows(): readonly ExpectedRow[] {
    return [...this.byNumber.values()]
  }

  /** The first place at which somebody waits whom nobody reviews. */
  head(): number | null {
    const [first] = this.rows().filter(({ state, requestId }) => state === 'live' && !this.aside.has(requestId)).sort(inOrder) // prettier-ignore
    return first?.requestId ?? null
  }
  claim(requestId: number): void {
    this.held.add(requestId)
    for (const row of this.of(requestId)) if (row.state === 'live') row.state = 'locked'
  }
  /** A resend that came meanwhile takes effect at its own place, and is reviewed where its request is. */
  release(requestId: number): void {
    this.held.delete(requestId)
    for (const { rows } of this.people.values()) {
      const row = rows.find((one) => one.requestId === requestId && one.state === 'locked')
      if (row === undefined) continue
      const resend = rows.find(({ state }) => state === 'shadowed')
      row.state = resend === undefined ? 'live' : 'moved'
      if (resend !== undefined) resend.state = this.held.has(resend.requestId) ? 'locked' : 'live'
    }
  }
  putAside(requestId: number): void {
    this.release(requestId)
    this.aside.add(requestId)
  }
  takeBack(requestId: number): void {
    this.aside.delete(requestId)
  }
  /** Nothing changes in the register meanwhile: a resend that waited is done with, or refused for the same reasons. */
  decide(decided: ExpectedRow, approved: boolean): void {
    this.held.delete(decided.requestId)
    decided.state = approved ? 'approved' : 'rejected'
    const person = [...this.people.values()].find(({ rows }) => rows.includes(decided))
    if (person === undefined) return
    person.active ||= approved
    for (const row of person.rows) if (row.state === 'shadowed') row.state = approved ? 'alreadyDone' : 'rejected'
  }
  withdraw(row: ExpectedRow): void {
    row.state = 'withdrawn'
  }

  /** Of each request that holds people, what stands before it. */
  standings(): ExpectedStanding[] {
    const waiting = this.rows().filter(({ state }) => state === 'live' || state === 'locked').sort(inOrder) // prettier-ignore
    let peopleAhead = 0
    return [...Map.groupBy(waiting, ({ requestId }) => requestId)].map(([requestId, rows], requestsAhead) => {
      const standing = { requestId, requestsAhead, peopleAhead }
      peopleAhead += rows.length
      return standing
    })
  }

  private of(requestId: number): ExpectedRow[] {
    return this.rows().filter((row) => row.requestId === requestId)
  }
}

const before = (a: ExpectedPlace, b: ExpectedPlace): boolean => a.at < b.at || (a.at === b.at && a.arrival < b.arrival)

export const inOrder = (a: ExpectedRow, b: ExpectedRow): number =>
  before(a.place, b.place) ? -1 : before(b.place, a.place) ? 1 : a.requestId - b.requestId || a.n - b.n
