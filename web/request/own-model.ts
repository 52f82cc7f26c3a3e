/** The enterprise's model of its own request: where it stands, and each person's outcome; who reviews it is not said. */
import type { ChainFacts } from '../../db/read/chain.ts'
import type { RequestRowRecord } from '../../db/read/request.ts'
import type { Aside } from '../../db/read/review-extras.ts'
import type { ChainMail } from '../../domain/unban/chain.ts'
import { can } from '../../domain/policy/can.ts'
import type { Actor } from '../../domain/policy/types.ts'
import { resourceOf, type OwnRequestModel } from './model.ts'
import { headOf, movedTo, type HeadParts } from './review-model.ts'

interface OwnParts extends HeadParts {
  readonly rows: readonly RequestRowRecord[]
  readonly asides: readonly Aside[]
  readonly actor: Actor
  readonly chain: readonly ChainMail<ChainFacts>[]
}

export function ownRequestModel(parts: OwnParts): OwnRequestModel {
  const { request } = parts
  const lasting = parts.asides.at(-1)
  return {
    ...headOf(parts),
    rows: parts.rows.map((row) => {
      const decided = row.state === 'rejected'
      return {
        id: row.id,
        n: row.n,
        name: row.mailed_name ?? row.name,
        idLast4: row.id_last4,
        state: row.state,
        // A draft decision is nobody's to see before 结束审核.
        reasons: decided ? row.reasons : [],
        text: decided ? row.reason_text : '',
        movedTo: movedTo(row),
      }
    }),
    mail: { id: request.mail_id, subject: request.subject, from: request.from_address ?? '' },
    aside: lasting === undefined || lasting.endedAt !== null ? null : { reason: lasting.reason, text: lasting.text, until: lasting.until }, // prettier-ignore
    mayWithdraw: can(parts.actor, 'request.withdraw', resourceOf(request, parts.now, parts.calendar)).allowed,
    mails: parts.chain.map(({ facts }) => facts),
  }
}
