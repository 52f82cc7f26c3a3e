/** Tries until it works: a part of the estate that is not there yet is waited for, and said once. */
import type { Logger } from 'pino'
import { OperatorError } from './operator-error.ts'

const retryMs = { first: 250, last: 5_000 }

/** @param stopped asked before each try; when true the wait ends by throwing the last error. */
export async function untilThere<T>(
  what: string,
  log: Logger,
  stopped: () => boolean,
  tryOnce: () => Promise<T>,
): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await tryOnce()
    } catch (error) {
      if (stopped() || error instanceof OperatorError) throw error
      if (tries === 0) log.warn({ err: error }, `waiting for ${what}`)
      await new Promise((resolve) => setTimeout(resolve, Math.min(retryMs.first * 2 ** tries, retryMs.last)))
    }
  }
}
