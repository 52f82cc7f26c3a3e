/** 解禁排队 /queue, and the only way to take a request: the next one. */
import { z } from 'zod'
import { readMailbox } from '../../db/read/mailbox.ts'
import { readQueue, readQueueFigures } from '../../db/read/queue.ts'
import { takeNext } from '../../db/write/web/claim.ts'
import { businesses, requestStates } from '../../domain/unban/types.ts'
import { calendarReader } from '../calendar.ts'
import type { WebDeps } from '../deps.ts'
import { nearThrough, weekStart } from '../due.ts'
import { notice } from '../notice.ts'
import { paths, patterns } from '../paths.ts'
import { route, type Policy, type Route } from '../policy-router.ts'
import { page, seeOther } from '../reply.ts'
import { signedInOf, type Visit } from '../visit.ts'
import { say } from '../words.ts'
import { queueItem, type QueueModel } from './model.ts'
import { presentQueue, queueTitle } from './presenter.ts'

const longestText = 60
/** An empty choice of a form is no choice. */
const choice = <Value extends string>(values: readonly [Value, ...Value[]]) =>
  z.enum(values).or(z.literal('')).optional()
const asked = z.object({
  view: z.enum(['waiting', 'done']).optional(),
  enterprise: z.string().max(longestText).optional(),
  business: choice(businesses),
  state: choice(requestStates),
  after: z.coerce.number().int().positive().optional(),
  notice: z.enum(['empty', 'released', 'ended']).optional().catch(undefined),
})

const notices = {
  empty: { zh: '目前没有可取的申请。', en: 'There is nothing to take now.' },
  released: { zh: '已放回队列，位置不变。', en: 'Put back at its place in the queue.' },
  ended: { zh: '审核已结束，结果将发送给企业。', en: 'The review has ended; the result goes to the enterprise.' },
} as const

/** Asked of the actor's own queue; nobody has another's address to type in. */
const ownQueue = <Input>(action: 'queue.view' | 'request.claim'): Policy<Input, { authorityId: string }> => ({
  kind: 'may',
  action,
  find: (_input, visit) => {
    const authorityId = signedInOf(visit).actor.authorityId ?? ''
    return { resource: { kind: 'queue', authorityId }, record: { authorityId } }
  },
})

export function queueRoutes({ db, gateway, log }: Pick<WebDeps, 'db' | 'gateway' | 'log'>): Route[] {
  const readCalendar = calendarReader(db)

  const readModel = async (
    visit: Visit,
    authorityId: string,
    filter: Omit<Parameters<typeof readQueue>[1], 'authorityId'>,
  ) => {
    const calendar = await readCalendar()
    const [list, figures, mailbox, engine] = await Promise.all([
      readQueue(db, { ...filter, authorityId }),
      readQueueFigures(db, authorityId, nearThrough(visit.now, calendar), weekStart(visit.now)),
      readMailbox(db, authorityId),
      gateway.health(),
    ])
    const { accountId } = signedInOf(visit).actor
    const model: QueueModel = {
      view: filter.view,
      figures,
      mailbox,
      engine,
      requests: list.rows.map((row) => queueItem(row, accountId, visit.now, calendar)),
      next: list.nextId,
    }
    return model
  }

  return [
    route({
      method: 'get',
      path: patterns.queue,
      summary: { zh: '解禁排队', en: 'The unban queue in its order' },
      query: asked,
      policy: ownQueue('queue.view'),
      handle: async (visit, { query }, { authorityId }) => {
        const filter = {
          view: query.view ?? ('waiting' as const),
          text: (query.enterprise ?? '').trim(),
          business: query.business || null,
          state: query.state || null,
          afterId: query.after ?? null,
        }
        const model = await readModel(visit, authorityId, filter)
        const said = query.notice === undefined ? null : notice(visit.language, query.notice === 'empty' ? 'info' : 'success', notices[query.notice]) // prettier-ignore
        const shown = { enterprise: filter.text, business: filter.business, state: filter.state, after: filter.afterId }
        return page('queue/queue', say(visit.language, queueTitle), presentQueue(model, shown, visit, said), model)
      },
    }),
    route({
      method: 'post',
      path: patterns.queueNext,
      summary: { zh: '取下一份', en: 'Take the head of the queue; the one already held is given back' },
      policy: ownQueue('request.claim'),
      handle: async (visit, _input, { authorityId }) => {
        const taken = await takeNext(db, authorityId, signedInOf(visit).actor.accountId)
        if (taken.kind === 'empty') return seeOther(`${paths.queue()}?notice=empty`, { requestId: null })
        // The claim holds without the engine; it learns of it by the recorded wish.
        await gateway.tellClaim(taken.requestId).catch((error: unknown) => {
          log.warn({ err: error, requestId: taken.requestId }, 'claim not told')
        })
        return seeOther(paths.request(taken.requestId), { requestId: taken.requestId, kind: taken.kind })
      },
    }),
  ]
}
