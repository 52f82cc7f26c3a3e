/** Says an act to the engine under an id of the page, and finds out whether it had happened already. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { readActOn } from '../../db/read/review-extras.ts'
import type { ActName, KeptActs } from '../../workflows/messages.ts'
import type { GatewayAnswer } from '../gateway-types.ts'
import { signedInOf, type Visit } from '../visit.ts'
import type { RequestDeps } from './read.ts'

export const version = z.coerce.number().int().positive()
/** Made with the page, so that a second click repeats it; a program may leave it out. */
export const updateId = z.string().regex(/^[\w-]{1,64}$/).optional() // prettier-ignore

/** The act as the audit log names it. */
const auditActions: Record<Exclude<ActName, 'decide'>, string> = {
  endReview: 'request.ending',
  undoEnd: 'request.endingUndone',
  release: 'request.released',
  putAside: 'request.putAside',
  takeBack: 'request.takenBack',
  revokeClaim: 'request.claimRevoked',
}

export type Tell = ReturnType<typeof teller>

export function teller({ db, gateway }: Pick<RequestDeps, 'db' | 'gateway'>) {
  return {
    async act<Name extends ActName>(
      visit: Visit,
      name: Name,
      id: number,
      input: KeptActs[Name],
      given: string | undefined,
    ): Promise<GatewayAnswer> {
      const { accountId } = signedInOf(visit).actor
      return gateway.act(name, id, input, `${accountId}.${given ?? randomUUID()}`, accountId)
    },

    /**
     * Whether this account has already done this act on this version: of two that came together the second learns that
     * it is done, and not that it came too late.
     */
    async wasDone(visit: Visit, name: Exclude<ActName, 'decide'>, id: number, onVersion: number): Promise<boolean> {
      const happened = await readActOn(db, id, onVersion)
      return happened?.action === auditActions[name] && happened.accountId === signedInOf(visit).actor.accountId
    },
  }
}
