/** The queue in fifty lines: the last mail that names a person holds the place, except while somebody reviews them. */
import { comparePlaces } from '../../domain/unban/order.ts'
import type { Place } from '../../domain/unban/types.ts'

const keyOf = ({ receivedAt, arrival }: Place) => `${Date.parse(receivedAt)}/${arrival}`

/** `place: people`, in the order of the queue. */
export function orderOf(standing: readonly { readonly person: string; readonly place: Place }[]): string[] {
  const byPlace = Map.groupBy([...standing].sort((a, b) => comparePlaces(a.place, b.place)), ({ place }) => keyOf(place)) // prettier-ignore
  return [...byPlace].map(([key, list]) => `${key}: ${list.map(({ person }) => person).sort().join(' ')}`) // prettier-ignore
}

export class QueueReference {
  /** The last word on each person, and the resend that waits for a review. */
  readonly words = new Map<string, { place: Place; state: 'live' | 'locked' | 'over' }>()
  readonly waiting = new Map<string, Place>()
  private readonly held = new Set<string>()
  readonly aside = new Set<string>()

  arrive(place: Place, people: readonly string[]): void {
    for (const person of people) {
      const word = this.words.get(person)
      const known = [word?.place, this.waiting.get(person)]
      if (known.some((one) => one !== undefined && comparePlaces(place, one) < 0)) continue
      if (word?.state === 'locked') this.waiting.set(person, place)
      else this.words.set(person, { place, state: 'live' })
    }
  }
  head(): Place | undefined {
    return [...this.words.values()].filter(({ place, state }) => state === 'live' && !this.aside.has(keyOf(place))).map(({ place }) => place).sort(comparePlaces)[0] // prettier-ignore
  }
  claim(place: Place): void {
    this.held.add(keyOf(place))
    for (const [, word] of this.at(place)) if (word.state === 'live') word.state = 'locked'
  }
  release(place: Place, aside: boolean): void {
    this.held.delete(keyOf(place))
    for (const [person, word] of this.at(place))
      if (word.state === 'locked' && !this.revive(person)) word.state = 'live'
    if (aside && this.at(place).some(([, { state }]) => state === 'live')) this.aside.add(keyOf(place))
  }
  takeBack(place: Place): void {
    this.aside.delete(keyOf(place))
  }
  finish(place: Place, decided: ReadonlyMap<string, { passed: boolean; changed: boolean }>): void {
    this.held.delete(keyOf(place))
    for (const [person, word] of this.at(place)) {
      if (word.state !== 'locked') continue
      const { passed, changed } = decided.get(person) ?? { passed: false, changed: false }
      if (!passed && changed && this.revive(person)) continue
      this.words.set(person, { place: this.waiting.get(person) ?? place, state: 'over' })
      this.waiting.delete(person)
    }
  }
  withdraw(person: string): void {
    const word = this.words.get(person)
    if (word?.state === 'live') word.state = 'over'
  }
  order(): string[] {
    return orderOf(
      [...this.words].flatMap(([person, { place, state }]) => (state === 'over' ? [] : [{ person, place }])),
    )
  }

  private at(place: Place) {
    return [...this.words].filter(([, word]) => keyOf(word.place) === keyOf(place))
  }
  /** A resend joins its own request, and is reviewed with it where that is under review. */
  private revive(person: string): boolean {
    const place = this.waiting.get(person)
    if (place === undefined) return false
    this.waiting.delete(person)
    this.words.set(person, { place, state: this.held.has(keyOf(place)) ? 'locked' : 'live' })
    return true
  }
}
