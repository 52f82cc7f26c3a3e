/** 首页 / — what must I do now, by role. */
import { z } from 'zod'
import { readEnterprisePeople } from '../../db/read/home.ts'
import { countWaitingProfiles, readEnterprise } from '../../db/read/enterprises.ts'
import { readMailbox } from '../../db/read/mailbox.ts'
import { readMailsToDo } from '../../db/read/mails-to-do.ts'
import { readUnread } from '../../db/read/notices.ts'
import { readOperationFigures } from '../../db/read/operations.ts'
import { readPlaces } from '../../db/read/place.ts'
import { readEnterpriseRequests, readHeldRequests, readQueue, readQueueFigures } from '../../db/read/queue.ts'
import { addDays, dayOf } from '../../domain/calendar/day.ts'
import { can } from '../../domain/policy/can.ts'
import { actsForEnterprise } from '../../domain/policy/person-scope.ts'
import { calendarReader } from '../calendar/reader.ts'
import type { WebDeps } from '../deps.ts'
import { duesOf, nearThrough, weekStart } from '../due.ts'
import { noticeScope } from '../notices/scope.ts'
import { patterns } from '../paths.ts'
import { route, type Route } from '../policy-router.ts'
import { page } from '../reply.ts'
import { queueItem } from '../queue/model.ts'
import { signedInOf, type Visit } from '../visit.ts'
import { say } from '../words.ts'
import type { EnterpriseHome, HomeModel, OperationsHome, StaffHome } from './model.ts'
import { homeTitle, presentHome } from './presenter.ts'

/** Requests at the head of the queue on the first page. */
const headShown = 8
/** Mails that wait for a person on the first page. */
const mailsShown = 6
/** Unread messages on the first page. */
const messagesShown = 5
/** Days before its end in which the chief is asked to publish the next year. */
const coverWarningDays = 60

export function homeRoutes({ db, gateway }: Pick<WebDeps, 'db' | 'gateway'>): Route[] {
  const readCalendar = calendarReader(db)

  const staffHome = async (visit: Visit, authorityId: string): Promise<StaffHome> => {
    const calendar = await readCalendar()
    const { actor } = signedInOf(visit)
    const { accountId } = actor
    const filter = { authorityId, view: 'waiting', text: '', business: null, state: null, afterId: null } as const
    const [figures, mailbox, held, queue, mailsToDo, profiles] = await Promise.all([
      readQueueFigures(db, authorityId, nearThrough(visit.now, calendar), weekStart(visit.now)),
      readMailbox(db, authorityId),
      readHeldRequests(db, accountId),
      readQueue(db, filter, headShown),
      readMailsToDo(db, authorityId, mailsShown),
      countWaitingProfiles(db, actor.regionCode ?? ''),
    ])
    const due = duesOf(visit.now, calendar)
    const item = (row: (typeof held)[number]) => queueItem(row, accountId, visit.now, due)
    // Only whoever can publish the next year is told that it is missing.
    const publishes = can(actor, 'calendar.publish', { kind: 'none' }).allowed
    const endsSoon = calendar.coveredThrough < addDays(dayOf(visit.now), coverWarningDays)
    const calendarEnds = publishes && endsSoon ? calendar.coveredThrough : null
    return { figures, mailbox, mailsToDo, profiles, calendarEnds, held: held.map(item), head: queue.rows.map(item) } // prettier-ignore
  }

  const enterpriseHome = async (visit: Visit, enterpriseId: number, after: number | null): Promise<EnterpriseHome> => {
    const { accountId } = signedInOf(visit).actor
    const [calendar, people, list, profile] = await Promise.all([
      readCalendar(),
      readEnterprisePeople(db, enterpriseId),
      readEnterpriseRequests(db, enterpriseId, after),
      readEnterprise(db, enterpriseId),
    ])
    const places = await readPlaces(db, list.rows.map(({ id }) => id)) // prettier-ignore
    const due = duesOf(visit.now, calendar)
    const requests = list.rows.map((row) => ({
      // Who reviews it is the office's affair.
      ...queueItem({ ...row, claimedBy: null }, accountId, visit.now, due),
      place: places.get(row.id)?.place ?? null,
      peopleAhead: places.get(row.id)?.peopleAhead ?? null,
    }))
    return { enterpriseId, profile: profile?.status ?? 'approved', people, requests, next: list.nextId }
  }

  const operationsHome = async (): Promise<OperationsHome> => {
    const [figures, engine] = await Promise.all([readOperationFigures(db), gateway.health()])
    return { ...figures, engine }
  }

  return [
    route({
      method: 'get',
      path: patterns.home,
      summary: { zh: '首页', en: 'What must I do now' },
      query: z.object({ after: z.coerce.number().int().positive().optional().catch(undefined) }),
      policy: { kind: 'may', action: 'home.view', find: () => ({ resource: { kind: 'none' }, record: null }) },
      handle: async (visit, { query }) => {
        const { actor } = signedInOf(visit)
        const works = actor.authorityId !== null && can(actor, 'queue.view', { kind: 'queue', authorityId: actor.authorityId }).allowed // prettier-ignore
        const model: HomeModel = {
          staff: works && actor.authorityId !== null ? await staffHome(visit, actor.authorityId) : null,
          enterprise: actsForEnterprise(actor) && actor.enterpriseId !== null ? await enterpriseHome(visit, actor.enterpriseId, query.after ?? null) : null, // prettier-ignore
          unread: await readUnread(db, noticeScope(actor), messagesShown),
          operations: can(actor, 'operations.view', { kind: 'none' }).allowed ? await operationsHome() : null,
        }
        return page('home/home', say(visit.language, homeTitle), presentHome(model, query.after ?? null, visit), model)
      },
    }),
  ]
}
