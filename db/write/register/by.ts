/** Who enters something into the register, and the chain in which it is recorded. */
import type { Day } from '../../../domain/brand.ts'

/** The chain of what belongs to no single authority. */
export const registerChain = 'register'

export interface By {
  /** `world`, `account:12`. */
  readonly actor: string
  /** `enterprise:3` when an account acts for one. */
  readonly actingFor?: string
  /** Today in Shanghai: no birth date and no day of issue is later. */
  readonly today: Day
}

export function actorOf(by: Omit<By, 'today'>): { readonly actor: string; readonly actingFor?: string } {
  return by.actingFor === undefined ? { actor: by.actor } : { actor: by.actor, actingFor: by.actingFor }
}
