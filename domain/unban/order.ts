/**
 * 排队次序 — the place of a person is that of the last mail that names them, for one enterprise and one business
 * (spec 10-unban, The queue; reference/email.md 5.3 L1–L10). Places are compared, never the order of processing: an older
 * mail found late takes nobody from a newer one. Nothing here can put anybody forward.
 */
import type { Place, RowState } from './types.ts'

/** Negative: `a` comes first. By receipt time, within one moment by arrival. */
export function comparePlaces(a: Place, b: Place): number {
  const byTime = Date.parse(a.receivedAt) - Date.parse(b.receivedAt)
  if (byTime !== 0) return byTime
  const byArrival = BigInt(a.arrival) - BigInt(b.arrival)
  return byArrival < 0n ? -1 : byArrival > 0n ? 1 : 0
}

/** A row that somebody still waits for. A person has at most one live or locked, and at most one shadowed. */
export interface StandingRow {
  readonly rowId: number
  readonly requestId: number
  readonly personKey: string
  readonly place: Place
  readonly state: Extract<RowState, 'live' | 'locked' | 'shadowed'>
}

/** A row that is over: approved, rejected, withdrawn or closed. */
export interface PastRow {
  readonly rowId: number
  readonly personKey: string
  readonly place: Place
}

/** All of one enterprise and one business. */
export interface Arrival {
  readonly arriving: {
    readonly place: Place
    /** Each person once: the first row that names them. */
    readonly rows: readonly { readonly n: number; readonly personKey: string }[]
  }
  /** Every standing row of the people that arrive, and of the requests these are in. */
  readonly standing: readonly StandingRow[]
  /** The last rows of the people that arrive which are over. One with a later place was the last word (L2, L12). */
  readonly past: readonly PastRow[]
}

export type Placing =
  /** `takesOver`: the row that is moved to this one (L1). */
  | { readonly kind: 'live'; readonly takesOver: number | null }
  /** A newer mail has named the person: filed as moved at once (L2). */
  | { readonly kind: 'moved'; readonly to: number }
  /** The row `of` is under review; `alsoTakesOver`: an older resend that waited for it gives way (L6). */
  | { readonly kind: 'shadowed'; readonly of: number; readonly alsoTakesOver: number | null }

/** The row that gives its place up to one that is placed so; null: none does. */
export function goneWith(placing: Placing): number | null {
  if (placing.kind === 'live') return placing.takesOver
  return placing.kind === 'shadowed' ? placing.alsoTakesOver : null
}

export interface ArrivalPlan {
  readonly rows: readonly { readonly n: number; readonly personKey: string; readonly placing: Placing }[]
  /** `queued` while a row is live or shadowed; a mail that came too late for everybody it names is superseded at once. */
  readonly state: 'queued' | 'superseded'
  /** Rows that wait in the queue: shadows have no place of their own. */
  readonly people: number
  /** Requests that lose their last row. */
  readonly superseded: readonly number[]
}

export function planArrival({ arriving, standing, past }: Arrival): ArrivalPlan {
  const rows = arriving.rows.map((row) => ({ ...row, placing: placingOf(row.personKey, { arriving, standing, past }) }))
  const gone = new Set(rows.flatMap(({ placing }) => takenOver(placing)))
  const left = new Set(standing.filter(({ rowId }) => !gone.has(rowId)).map(({ requestId }) => requestId))
  const losing = standing.filter(({ rowId, requestId }) => gone.has(rowId) && !left.has(requestId))
  return {
    rows,
    state: rows.some(({ placing }) => placing.kind !== 'moved') ? 'queued' : 'superseded',
    people: rows.filter(({ placing }) => placing.kind === 'live').length,
    superseded: [...new Set(losing.map(({ requestId }) => requestId))],
  }
}

function placingOf(personKey: string, { arriving, standing, past }: Arrival): Placing {
  const rows = standing.filter((row) => row.personKey === personKey)
  const newest = latest([...rows, ...past.filter((row) => row.personKey === personKey)])
  if (newest !== undefined && comparePlaces(arriving.place, newest.place) < 0)
    return { kind: 'moved', to: newest.rowId }
  const locked = rows.find(({ state }) => state === 'locked')
  if (locked === undefined)
    return { kind: 'live', takesOver: rows.find(({ state }) => state === 'live')?.rowId ?? null }
  const shadow = rows.find(({ state }) => state === 'shadowed')
  return { kind: 'shadowed', of: locked.rowId, alsoTakesOver: shadow?.rowId ?? null }
}

function takenOver(placing: Placing): number[] {
  const rowId = placing.kind === 'live' ? placing.takesOver : placing.kind === 'shadowed' ? placing.alsoTakesOver : null
  return rowId === null ? [] : [rowId]
}

function latest<Row extends { readonly place: Place }>(rows: readonly Row[]): Row | undefined {
  return rows.reduce<Row | undefined>(
    (best, row) => (best === undefined || comparePlaces(row.place, best.place) > 0 ? row : best),
    undefined,
  )
}

export interface ReleasePlan {
  /** Rows that are live now: locked ones nobody sent again, and the last resend of the others. */
  readonly live: readonly number[]
  readonly moved: readonly { readonly rowId: number; readonly to: number }[]
}

/** A claim was released or lapsed: resends that came meanwhile take effect at their own time. */
export function planRelease(
  locked: readonly { readonly rowId: number; readonly place: Place }[],
  shadows: readonly { readonly rowId: number; readonly shadowOf: number; readonly place: Place }[],
): ReleasePlan {
  const live: number[] = []
  const moved: { rowId: number; to: number }[] = []
  for (const row of locked) {
    const candidates = [row, ...shadows.filter(({ shadowOf }) => shadowOf === row.rowId)]
    const holder = latest(candidates) ?? row
    live.push(holder.rowId)
    for (const { rowId } of candidates) if (rowId !== holder.rowId) moved.push({ rowId, to: holder.rowId })
  }
  return { live, moved }
}

/**
 * What becomes of a resend that waited for a row under review (L6): passed, nothing is left to do; refused, it is worth
 * another look only when something changed since, else it is refused for the same reasons.
 * @param changedSince the record or the submitted values differ from what the decision was about.
 */
export function planDecided(
  decision: 'approve' | 'reject',
  changedSince: boolean,
): 'alreadyDone' | 'live' | 'rejected' {
  if (decision === 'approve') return 'alreadyDone'
  return changedSince ? 'live' : 'rejected'
}
