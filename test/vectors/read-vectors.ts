/** Examples anyone can extend: one value a line, `#` and the reason above it; \uXXXX for what an editor would lose. */
import { readFileSync } from 'node:fs'

interface Vector {
  readonly text: string
  readonly reason: string
}

/** @param name such as `id-number.valid`. */
export function readVectors(name: string): Vector[] {
  const vectors: Vector[] = []
  let reason = ''
  for (const line of readFileSync(new URL(`${name}.txt`, import.meta.url), 'utf8').split('\n')) {
    if (line.startsWith('#')) reason = line.slice(1).trim()
    else if (line !== '') vectors.push({ text: decode(line), reason })
  }
  return vectors
}

function decode(line: string): string {
  return line.replace(/\\u([0-9A-Fa-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
