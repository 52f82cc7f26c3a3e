/** 收回占用 — the chief releases a colleague's idle claim, with a reason; draft decisions are kept, the place too. */
import { sql } from 'kysely'
import type { Db } from '../../db.ts'
import { isIdleClaim } from '../../../domain/unban/claim.ts'
import { databaseNow } from '../../clock.ts'
import type { ActWrite, Written } from './acts.ts'
import { giveUpClaim } from './claims.ts'
import { actOnQueue } from './queue-acts.ts'

export function writeRevokedClaim(db: Db, write: ActWrite & { readonly text: string }): Promise<Written> {
  return actOnQueue(db, write, {
    action: 'request.claimRevoked',
    refuses: (request) => (request.state === 'claimed' ? null : 'notClaimed'),
    async work(tx, request) {
      if (request.claim_until !== null && !isIdleClaim(request.claim_until, await databaseNow(tx))) return 'notIdle'
      await giveUpClaim(tx, request, 'queued')
      await tx
        .insertInto('request_note')
        .values({
          key: write.key,
          request_id: request.id,
          account_id: write.by,
          kind: 'claimRevoked',
          text: write.text,
          at: sql<string>`now()`,
        }) // prettier-ignore
        .execute()
      return { claimNo: request.claim_no, from: request.claimed_by }
    },
  })
}
