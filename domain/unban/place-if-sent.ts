/**
 * 若现在发送 — the place that a list would get: behind all that wait, without the people whom it would take out of earlier
 * requests (the last mail counts). A request that would lose its last person no longer stands in front.
 */
export interface WaitingNow {
  /** Open requests that hold people, and those people. */
  readonly requests: number
  readonly people: number
}

/** An earlier request that holds some of the people on the list. */
export interface EarlierRequest {
  readonly people: number
  readonly named: number
}

export interface PlaceIfSent {
  /** 1 is the head. */
  readonly place: number
  readonly peopleAhead: number
}

/** @param sizes people of each request that the list would make, in order. */
export function placesIfSent(
  waiting: WaitingNow,
  earlier: readonly EarlierRequest[],
  sizes: readonly number[],
): PlaceIfSent[] {
  const emptied = earlier.filter(({ people, named }) => named >= people).length
  const moved = earlier.reduce((sum, { named }) => sum + named, 0)
  return sizes.map((_, at) => ({
    place: waiting.requests - emptied + at + 1,
    peopleAhead: waiting.people - moved + sizes.slice(0, at).reduce((sum, size) => sum + size, 0),
  }))
}
