/**
 * 合并读取: visits that ask the same share one reading, and every answer is as new as the moment it was asked for, so that
 * nobody sees less than they have just done.
 *
 * Whoever asks while a reading is under way shares the next: however many ask, one of a kind is under way. And whoever
 * comes from the same snapshot of the database (Visit.snapshot) as those for whom it was made shares it even when it is
 * done: between two equal snapshots nothing was committed. What the clock alone changes is at most `keptMs` old.
 */
interface Reading<Value> {
  readonly snapshot: string | null
  readonly value: Promise<Value>
  running: boolean
  next: Promise<Value> | null
}

const keptMs = 1_000

/** @param snapshot of the asking visit; null: no reading that is done will do. @param key names all that it depends on. */
type Share<Value> = (key: string, snapshot: string | null, read: () => Promise<Value>) => Promise<Value>

export function sharedReading<Value>(): Share<Value> {
  const kept = new Map<string, Reading<Value>>()
  const start: Share<Value> = (key, snapshot, read) => {
    const reading: Reading<Value> = { snapshot, value: read(), running: true, next: null }
    kept.set(key, reading)
    const drop = () => {
      if (kept.get(key) === reading) kept.delete(key)
    }
    reading.value.then(
      () => {
        reading.running = false
        if (snapshot === null) drop()
        else setTimeout(drop, keptMs).unref()
      },
      // What could not be read is asked for again.
      drop,
    )
    return reading.value
  }
  return (key, snapshot, read) => {
    const reading = kept.get(key)
    if (reading === undefined) return start(key, snapshot, read)
    if (snapshot !== null && snapshot === reading.snapshot) return reading.value
    if (!reading.running) return start(key, snapshot, read)
    const again = () => start(key, snapshot, read)
    reading.next ??= reading.value.then(again, again)
    return reading.next
  }
}
