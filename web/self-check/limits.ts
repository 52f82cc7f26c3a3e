/** 自查的限度: of what is uploaded or pasted, and how often one account may ask. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

export const selfCheckLimits = {
  fileMiB: 20,
  textLength: 200_000,
  /** Of the field as it comes: a Chinese character has three bytes. */
  textBytes: 1024 * 1024,
} as const

/** Enough for a form that is mended step by step, and too few to try out the register. */
const checksPerHour = 60

/** Counted in this process. @returns whether the account may ask once more. */
export function checkLimit(): (accountId: number) => Promise<boolean> {
  const limiter = new RateLimiterMemory({ points: checksPerHour, duration: 3_600 })
  return async (accountId) => {
    try {
      await limiter.consume(String(accountId))
      return true
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return false
      throw refusal
    }
  }
}
