/** 概况 /overview — the chief's view of the queue, the mailbox and the answers; every figure leads to its list. */
import { z } from 'zod'
import { readMailboxHealth } from '../../db/read/mailbox.ts'
import { listFigures, readOverviewList } from '../../db/read/overview-lists.ts'
import {
  readDecisions,
  readMailFigures,
  readOpenClaims,
  readResends,
  readReturns,
  readTroubledLetters,
  readWaiting,
  readWeek,
} from '../../db/read/overview.ts'
import { readSendingState } from '../../db/read/sending-state.ts'
import { officeMinutesBetween } from '../../domain/calendar/office-hours.ts'
import { calendarReader } from '../calendar/reader.ts'
import type { WebDeps } from '../deps.ts'
import { patterns } from '../paths.ts'
import { route, type Policy, type Route } from '../policy-router.ts'
import { page } from '../reply.ts'
import { signedInOf, type Visit } from '../visit.ts'
import { say } from '../words.ts'
import { presentOverviewList } from './list-presenter.ts'
import { overviewTitle, presentOverview, type OverviewModel } from './presenter.ts'

const longestOf = 200

const asChief: Policy<unknown, { authorityId: string }> = {
  kind: 'may',
  action: 'overview.view',
  find: (_input, visit) => {
    const authorityId = signedInOf(visit).actor.authorityId ?? ''
    return { resource: { kind: 'queue', authorityId }, record: { authorityId } }
  },
}

export function overviewRoutes({ db }: Pick<WebDeps, 'db'>): Route[] {
  const readCalendar = calendarReader(db)

  const readModel = async (authorityId: string, visit: Visit): Promise<OverviewModel> => {
    const [calendar, waiting, claims, mails, returns, resends, decisions, letters, week, mailbox] = await Promise.all([
      readCalendar(),
      readWaiting(db, authorityId),
      readOpenClaims(db, authorityId),
      readMailFigures(db, authorityId),
      readReturns(db, authorityId),
      readResends(db, authorityId),
      readDecisions(db, authorityId),
      readTroubledLetters(db, authorityId),
      readWeek(db, authorityId),
      readMailboxHealth(db, authorityId),
    ])
    const sending = mailbox === null ? null : await readSendingState(db, mailbox.mailboxId)
    const age = (at: string | null) => (at === null ? null : officeMinutesBetween(at, visit.now, calendar))
    const ages = { oldest: age(waiting.oldest?.receivedAt ?? null), median: age(waiting.medianAt), ninetieth: age(waiting.ninetiethAt) } // prettier-ignore
    return { waiting, ages, claims, mails, returns, resends, decisions, letters, week, mailbox, sending }
  }

  return [
    route({
      method: 'get',
      path: patterns.overview,
      summary: { zh: '概况', en: 'The chief’s overview of the last thirty days; ages are minutes of office hours' },
      policy: asChief,
      handle: async (visit, _input, { authorityId }) => {
        const model = await readModel(authorityId, visit)
        return page('overview/overview', say(visit.language, overviewTitle), presentOverview(model, visit), model)
      },
    }),
    route({
      method: 'get',
      path: patterns.overviewList,
      summary: { zh: '概况明细', en: 'The list behind a figure of the overview' },
      params: z.object({ figure: z.enum(listFigures) }),
      query: z.object({ of: z.string().max(longestOf).optional().default('') }),
      policy: asChief,
      handle: async (visit, { params, query }, { authorityId }) => {
        const [rows, resends] = await Promise.all([
          readOverviewList(db, authorityId, params.figure, query.of),
          params.figure === 'resends' ? readResends(db, authorityId) : null,
        ])
        const shown = presentOverviewList(params.figure, query.of, rows, resends, visit)
        return page('overview/list', shown.title, shown, { rows, ...resends })
      },
    }),
  ]
}
