/** Choices that look like chance and are the same at every load: bytes of a hash of what they are for. */
import { createHash } from 'node:crypto'

/** Gives numbers from 0 up to, not including, `below` (256 at most), 32 times. */
export function varietyOf(seed: string): (below: number) => number {
  const bytes = createHash('sha256').update(seed).digest()
  let next = 0
  return (below) => {
    const byte = bytes[next % bytes.length] ?? 0
    next++
    return Math.floor((byte * below) / 256)
  }
}
