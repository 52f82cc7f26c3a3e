/** 解禁排队 /queue, and the only way to take a request: the next one. */
import { z } from 'zod'
import { readMailbox } from '../../db/read/mailbox.ts'
import { readQueue, readQueueFigures } from '../../db/read/queue.ts'
import { readDecidedGroups } from '../../db/read/queue-week.ts'
import { takeNext } from '../../db/write/web/claim.ts'
import { businesses, requestStates } from '../../domain/unban/types.ts'
import type { Moment } from '../../domain/brand.ts'
import { dayOf } from '../../domain/calendar/day.ts'
import type { Calendar } from '../../domain/calendar/working-days.ts'
import { averageWait, decidedByDay } from '../../domain/unban/waiting.ts'
import { calendarReader } from '../calendar/reader.ts'
import type { WebDeps } from '../deps.ts'
import { duesOf, nearThrough, weekStart } from '../due.ts'
import { notice } from '../notice.ts'
import { paths, patterns } from '../paths.ts'
import { route, type Route } from '../policy-router.ts'
import { page, seeOther } from '../reply.ts'
import { caseNumberMissing } from '../request/find-words.ts'
import { sharedReading } from '../shared-reading.ts'
import { signedInOf, type Visit } from '../visit.ts'
import { say } from '../words.ts'
import { queueExportRoute, ownQueue } from './export.ts'
import { queueItem, type QueueModel, type QueueWeek } from './model.ts'
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
  notice: z
    .enum(['empty', 'released', 'ended', 'passwordWrong', 'passwordLocked', 'caseNumberMissing'])
    .optional()
    .catch(undefined),
})

const notices = {
  caseNumberMissing,
  empty: { zh: '目前没有可取的申请。', en: 'There is nothing to take now.' },
  released: { zh: '已放回队列，位置不变。', en: 'Put back at its place in the queue.' },
  passwordWrong: { zh: '密码不正确，没有导出。', en: 'The password is wrong; nothing was exported.' },
  passwordLocked: {
    zh: '密码多次输错，账号已锁定 15 分钟，没有导出。',
    en: 'The account is locked for 15 minutes after several wrong passwords; nothing was exported.',
  },
  ended: { zh: '审核已结束，结果将发送给企业。', en: 'The review has ended; the result goes to the enterprise.' },
} as const

const noticeTones = { caseNumberMissing: 'warning', empty: 'info', released: 'success', ended: 'success', passwordWrong: 'danger', passwordLocked: 'danger' } as const // prettier-ignore

/** The week's bars are not worth a count a visit. */
const weekKeptMs = 60_000

function weekReader(db: WebDeps['db']): (authorityId: string, now: Moment, calendar: Calendar) => Promise<QueueWeek> {
  const kept = new Map<string, { readonly until: number; readonly week: Promise<QueueWeek> }>()
  const read = async (authorityId: string, now: Moment, calendar: Calendar): Promise<QueueWeek> => {
    const monday = weekStart(now)
    const groups = await readDecidedGroups(db, authorityId, monday)
    return { days: decidedByDay(groups, dayOf(monday)), averageWorkingDays: averageWait(groups, calendar) }
  }
  return async (authorityId, now, calendar) => {
    const known = kept.get(authorityId)
    if (known !== undefined && known.until > Date.now()) return known.week
    const week = read(authorityId, now, calendar)
    kept.set(authorityId, { until: Date.now() + weekKeptMs, week })
    // What could not be read is asked for again.
    week.catch(() => kept.delete(authorityId))
    return week
  }
}

export function queueRoutes({ db, gateway, log }: Pick<WebDeps, 'db' | 'gateway' | 'log'>): Route[] {
  const readCalendar = calendarReader(db)
  const readWeek = weekReader(db)
  const oneList = sharedReading<Awaited<ReturnType<typeof readQueue>>>()
  const oneCount = sharedReading<Awaited<ReturnType<typeof readQueueFigures>>>()
  const oneMailbox = sharedReading<Awaited<ReturnType<typeof readMailbox>>>()

  const readModel = async (
    visit: Visit,
    authorityId: string,
    filter: Omit<Parameters<typeof readQueue>[1], 'authorityId'>,
  ) => {
    const { snapshot } = visit
    const calendar = await readCalendar(snapshot)
    const whole = { ...filter, authorityId }
    const days = [nearThrough(visit.now, calendar), weekStart(visit.now)] as const
    const [list, figures, mailbox, engine, week] = await Promise.all([
      oneList(JSON.stringify(whole), snapshot, () => readQueue(db, whole)),
      oneCount(JSON.stringify([authorityId, ...days]), snapshot, () => readQueueFigures(db, authorityId, ...days)),
      oneMailbox(authorityId, snapshot, () => readMailbox(db, authorityId)),
      gateway.health(),
      readWeek(authorityId, visit.now, calendar),
    ])
    const { accountId } = signedInOf(visit).actor
    const due = duesOf(visit.now, calendar)
    const model: QueueModel = {
      view: filter.view,
      figures,
      week,
      mailbox,
      engine,
      requests: list.rows.map((row) => queueItem(row, accountId, visit.now, due)),
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
        const said = query.notice === undefined ? null : notice(visit.language, noticeTones[query.notice], notices[query.notice]) // prettier-ignore
        const shown = { enterprise: filter.text, business: filter.business, state: filter.state, after: filter.afterId }
        return page('queue/queue', say(visit.language, queueTitle), presentQueue(model, shown, visit, said), model)
      },
    }),
    queueExportRoute(db, readCalendar),
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
