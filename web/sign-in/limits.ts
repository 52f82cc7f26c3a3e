/** How often one address may try, and what is said of a name with five wrong tries: the same for known and unknown. */
import { createHash } from 'node:crypto'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { lockMinutes, wrongTriesAllowed } from '../../db/write/web/sessions.ts'

/** Tries of one address, whatever the names: an office may sit behind one address. */
const triesByAddress = 60
const windowSeconds = 15 * 60

export interface SignInLimits {
  /** false: this address has tried too often. */
  addressMayTry(address: string): Promise<boolean>
  nameIsLocked(login: string): Promise<boolean>
  wrong(login: string): Promise<void>
  right(login: string): Promise<void>
}

const keyOf = (login: string): string => createHash('sha256').update(login).digest('base64url')

/** Counted in this process; the lock itself is the database's. */
export function signInLimits(): SignInLimits {
  const byAddress = new RateLimiterMemory({ points: triesByAddress, duration: windowSeconds })
  const byName = new RateLimiterMemory({ points: wrongTriesAllowed, duration: lockMinutes * 60 })
  const consume = async (limiter: RateLimiterMemory, key: string): Promise<boolean> => {
    try {
      await limiter.consume(key)
      return true
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return false
      throw refusal
    }
  }
  return {
    addressMayTry: (address) => consume(byAddress, address),
    nameIsLocked: async (login) => ((await byName.get(keyOf(login)))?.consumedPoints ?? 0) >= wrongTriesAllowed,
    wrong: async (login) => {
      await consume(byName, keyOf(login))
    },
    right: async (login) => {
      await byName.delete(keyOf(login))
    },
  }
}
