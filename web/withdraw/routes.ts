/** 撤回 /requests/:id/withdraw — the enterprise takes its own waiting request out of the queue; done by the intake, once. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { readRequest, type RequestRecord } from '../../db/read/request.ts'
import { readActMailbox } from '../../db/read/mail-acts.ts'
import { askMailAct, untilActDone } from '../../db/write/web/mail-acts.ts'
import type { WebDeps } from '../deps.ts'
import { paths, patterns } from '../paths.ts'
import { idParam, route, type Found, type Route } from '../policy-router.ts'
import { errorJson, seeOther, type Reply } from '../reply.ts'
import { signedInOf } from '../visit.ts'

const doneWithinMs = 3_000
const token = z.string().regex(/^[\w-]{8,64}$/).optional() // prettier-ignore
/** What the request's page says when it was not withdrawn. */
const notWithdrawn = {
  zh: '没有撤回：申请正在审核，或已经不在排队。',
  en: 'Not withdrawn: it is under review, or no longer in the queue.',
}

export function withdrawRoutes({ db, vault }: Pick<WebDeps, 'db' | 'vault'>): Route[] {
  return [
    route({
      method: 'post',
      path: patterns.requestWithdraw,
      summary: { zh: '撤回申请', en: 'Withdraw one’s own waiting request; its places do not come back' },
      params: idParam,
      body: z.strictObject({ token }),
      policy: {
        kind: 'may',
        action: 'request.withdraw',
        find: async ({ params }): Promise<Found<RequestRecord> | null> => {
          const record = await readRequest(db, params.id)
          if (record === undefined) return null
          const resource = { kind: 'request', authorityId: record.authority_id, enterpriseId: record.enterprise_id, state: record.state, claimedBy: record.claimed_by, idle: false, asideBy: null, asideLeft: false } as const // prettier-ignore
          return { resource, record }
        },
      },
      handle: async (visit, { body }, request): Promise<Reply> => {
        const { accountId, enterpriseId } = signedInOf(visit).actor
        const id = `${accountId}/withdraw/${request.id}/${body.token ?? randomUUID()}`
        const mailboxId = await readActMailbox(db, request.mail_id)
        await askMailAct(db, vault, { id, mailboxId, kind: 'withdraw', accountId, requestId: request.id, ...(enterpriseId === null ? {} : { actingFor: enterpriseId }) }) // prettier-ignore
        const outcome = await untilActDone(db, id, doneWithinMs)
        if (visit.wantsJson && outcome !== null && outcome !== 'done') {
          return { kind: 'json', status: 409, json: errorJson(outcome, notWithdrawn, visit.language) }
        }
        return seeOther(paths.request(request.id), { kind: outcome ?? 'kept' })
      },
      denied: (visit, { params }) =>
        Promise.resolve(visit.wantsJson ? null : seeOther(paths.request(params.id), { kind: 'over' })),
    }),
  ]
}
