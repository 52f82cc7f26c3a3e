/**
 * 合并读取: visits that ask the same at the same time share one reading. Whoever asks while one is under way shares the
 * next: every answer was read after it was asked for, so nobody sees less than they have just done. However many ask, one
 * reading of a kind is under way.
 */
interface Readings<Value> {
  running: Promise<Value> | null
  next: Promise<Value> | null
}

/** The returned function takes a reading and the key that names all that it depends on; it is made for the first who asks. */
export function sharedReading<Value>(): (key: string, read: () => Promise<Value>) => Promise<Value> {
  const kept = new Map<string, Readings<Value>>()
  const start = (key: string, read: () => Promise<Value>): Promise<Value> => {
    const readings = kept.get(key) ?? { running: null, next: null }
    kept.set(key, readings)
    const running = read()
    readings.running = running
    readings.next = null
    const over = () => {
      if (readings.running !== running) return
      readings.running = null
      if (readings.next === null) kept.delete(key)
    }
    running.then(over, over)
    return running
  }
  return (key, read) => {
    const readings = kept.get(key)
    if (readings?.running == null) return readings?.next ?? start(key, read)
    readings.next ??= readings.running.then(
      () => start(key, read),
      () => start(key, read),
    )
    return readings.next
  }
}
