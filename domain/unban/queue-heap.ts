/** The first of many that wait, quickly: a binary heap by place. What no longer waits is passed over when it comes up. */
export interface HeapPlace {
  /** Fixed width, so that texts compare as moments do. */
  readonly receivedAt: string
  readonly arrival: bigint
}
interface Entry extends HeapPlace {
  readonly name: string
}

export class QueueHeap {
  private readonly entries: Entry[] = []
  private readonly placeOf: (name: string) => HeapPlace

  constructor(placeOf: (name: string) => HeapPlace) {
    this.placeOf = placeOf
  }

  add(name: string): void {
    this.entries.push({ name, ...pick(this.placeOf(name)) })
    this.rise(this.entries.length - 1)
  }

  /** The first that still waits, at the place that it has now; null: nobody does. */
  first(waits: (name: string) => boolean): string | null {
    for (;;) {
      const [top] = this.entries
      if (top === undefined) return null
      const place = this.placeOf(top.name)
      if (waits(top.name) && place.receivedAt === top.receivedAt && place.arrival === top.arrival) return top.name
      this.drop()
    }
  }

  private drop(): void {
    const last = this.entries.pop()
    if (last === undefined || this.entries.length === 0) return
    this.entries[0] = last
    this.sink()
  }

  private rise(from: number): void {
    for (let at = from; at > 0;) {
      const above = (at - 1) >> 1
      if (!this.swapIfBefore(at, above)) return
      at = above
    }
  }

  private sink(): void {
    for (let at = 0; ;) {
      const left = 2 * at + 1
      const [a, b] = [this.entries[left], this.entries[left + 1]]
      if (a === undefined) return
      const child = b !== undefined && isBefore(b, a) ? left + 1 : left
      if (!this.swapIfBefore(child, at)) return
      at = child
    }
  }

  private swapIfBefore(lower: number, upper: number): boolean {
    const [one, other] = [this.entries[lower], this.entries[upper]]
    if (one === undefined || other === undefined || !isBefore(one, other)) return false
    this.entries[lower] = other
    this.entries[upper] = one
    return true
  }
}

const pick = ({ receivedAt, arrival }: HeapPlace): HeapPlace => ({ receivedAt, arrival })
const isBefore = (a: HeapPlace, b: HeapPlace): boolean =>
  a.receivedAt === b.receivedAt ? a.arrival < b.arrival : a.receivedAt < b.receivedAt
