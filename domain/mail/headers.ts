/** Header lines of a mail, asked by name. */
import type { HeaderLine } from './types.ts'

/** Every value of one header, from the top downwards. */
export function headerValues(headers: readonly HeaderLine[], name: string): string[] {
  return headers.filter((line) => line.name === name).map((line) => line.value.trim())
}

export function hasHeader(headers: readonly HeaderLine[], name: string): boolean {
  return headers.some((line) => line.name === name)
}
