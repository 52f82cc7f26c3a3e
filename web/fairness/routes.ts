/** 排队公正 /fairness — what the record of the order proves, the daily hashes, and the file with which anybody verifies it. */
import { z } from 'zod'
import { isOrderPublic, orderFile, readOrderRecords } from '../../db/read/fairness.ts'
import { publishOrder } from '../../db/write/web/order-publication.ts'
import { dayOf } from '../../domain/calendar/day.ts'
import { can } from '../../domain/policy/can.ts'
import type { WebDeps } from '../deps.ts'
import { notice } from '../notice.ts'
import { paths, patterns } from '../paths.ts'
import { route, type Policy, type Route } from '../policy-router.ts'
import { problem } from '../problems.ts'
import { fails, page, seeOther, type Reply } from '../reply.ts'
import { actorOf, signedInOf, type Visit } from '../visit.ts'
import { say } from '../words.ts'
import { fairnessTitle, noticeWords, presentFairness } from './presenter.ts'

const fileType = 'application/x-ndjson; charset=utf-8'

const asChief: Policy<unknown, { authorityId: string }> = {
  kind: 'may',
  action: 'fairness.export',
  find: (_input, visit) => {
    const authorityId = signedInOf(visit).actor.authorityId ?? ''
    return { resource: { kind: 'queue', authorityId }, record: { authorityId } }
  },
}

export function fairnessRoutes({ db }: Pick<WebDeps, 'db'>): Route[] {
  const file = (authorityId: string, visit: Visit): Reply => ({
    kind: 'stream',
    chunks: orderFile(db, authorityId),
    type: fileType,
    downloadAs: `排队记录-${authorityId}-${dayOf(visit.now)}.ndjson`,
  })
  return [
    route({
      method: 'get',
      path: patterns.fairness,
      summary: { zh: '排队公正', en: 'What the record of the order proves, with the daily hashes' },
      query: z.object({ notice: z.enum(['published', 'hidden']).optional().catch(undefined) }),
      policy: { kind: 'open', because: 'Hashes that nobody could read would prove nothing.' },
      handle: async (visit, { query }) => {
        const actor = actorOf(visit)
        const records = await readOrderRecords(db)
        const own = actor?.authorityId ?? ''
        const mayExport = actor !== null && can(actor, 'fairness.export', { kind: 'queue', authorityId: own }).allowed
        const model = { records, own: mayExport ? own : null }
        const said = query.notice === undefined ? null : notice(visit.language, 'success', noticeWords[query.notice])
        return page('fairness/fairness', say(visit.language, fairnessTitle), presentFairness(model, visit, said), model)
      },
    }),
    route({
      method: 'get',
      path: patterns.fairnessExport,
      summary: { zh: '下载排队记录', en: 'The file of the own authority’s order, to be verified by anybody' },
      policy: asChief,
      handle: (visit, _input, { authorityId }) => file(authorityId, visit),
    }),
    route({
      method: 'get',
      path: patterns.fairnessFile,
      summary: { zh: '下载已公开的排队记录', en: 'The file of an authority that has made it public' },
      params: z.object({ authority: z.string().max(60) }),
      policy: { kind: 'open', because: 'Only where the authority has made it public; it names no person.' },
      handle: async (visit, { params }) =>
        (await isOrderPublic(db, params.authority)) ? file(params.authority, visit) : fails(problem('notFound')),
    }),
    route({
      method: 'post',
      path: patterns.fairnessPublish,
      summary: { zh: '公开或不再公开排队记录', en: 'Makes the file public, or no longer' },
      body: z.strictObject({ open: z.enum(['yes', 'no']) }),
      policy: asChief,
      handle: async (visit, { body }, { authorityId }) => {
        const open = body.open === 'yes'
        await publishOrder(db, { authorityId, accountId: signedInOf(visit).actor.accountId, open })
        return seeOther(paths.fairness({ notice: open ? 'published' : 'hidden' }), { public: open })
      },
    }),
  ]
}
