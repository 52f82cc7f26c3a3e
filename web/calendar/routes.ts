/** 工作日历 /calendar — the published days for everybody; publishing a year and correcting a day for the chief. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { readCalendarChanges, readFirstYear, readPublishedCalendar, readYear } from '../../db/read/calendar.ts'
import { readDrafts } from '../../db/read/drafts.ts'
import { readOpenDeadlines } from '../../db/read/open-deadlines.ts'
import { publishCalendar, type Published } from '../../db/write/web/calendar.ts'
import { dropDraft, saveDraft } from '../../db/write/web/drafts.ts'
import { dayOf } from '../../domain/calendar/day.ts'
import { movedDeadlines } from '../../domain/calendar/publication.ts'
import { can } from '../../domain/policy/can.ts'
import { decodeText } from '../../io/text.ts'
import type { WebDeps } from '../deps.ts'
import { notice, type Notice } from '../notice.ts'
import { paths, patterns } from '../paths.ts'
import { route, type Policy, type Route } from '../policy-router.ts'
import { problem } from '../problems.ts'
import { errorJson, fails, page, seeOther, type Reply } from '../reply.ts'
import { actorOf, signedInOf, type Visit } from '../visit.ts'
import { say } from '../words.ts'
import { calendarBody, readAsked, type AskedError, type CalendarTyped } from './asked.ts'
import { changedWords, presentPreview, previewTitle } from './preview-presenter.ts'
import { calendarTitle, noticeWords, presentCalendar, type CalendarModel } from './presenter.ts'

/** A year's rows are some three kilobytes. */
const upload = { maxBytes: 100_000, maxFiles: 1 } as const
const draftOf = (accountId: number) => ({ accountId, form: 'calendar', subject: 'calendar' })
const nothingTyped = calendarBody.parse({ what: 'year' })

export function calendarRoutes({ db, vault, settings }: Pick<WebDeps, 'db' | 'vault' | 'settings'>): Route[] {
  const asChief: Policy<unknown, null> = {
    kind: 'may',
    action: 'calendar.publish',
    find: () => ({ resource: { kind: 'none' }, record: null }),
  }

  const readModel = async (year: number | undefined, visit: Visit): Promise<CalendarModel> => {
    const { calendar, version } = await readPublishedCalendar(db)
    const thisYear = Number(dayOf(visit.now).slice(0, 4))
    const lastYear = Number(calendar.coveredThrough.slice(0, 4))
    const shown = year ?? Math.min(thisYear, lastYear)
    const mayPublish = can(actorOf(visit), 'calendar.publish', { kind: 'none' }).allowed
    const [days, firstYear, changes] = await Promise.all([
      readYear(db, shown),
      readFirstYear(db),
      mayPublish ? readCalendarChanges(db) : [],
    ])
    return { year: shown, firstYear, lastYear, coveredThrough: calendar.coveredThrough, version, days, changes, mayPublish } // prettier-ignore
  }
  const show = async (
    visit: Visit,
    year: number | undefined,
    also: { typed?: CalendarTyped; errors?: readonly AskedError[]; notice?: Notice | null } = {},
  ): Promise<Reply> => {
    const model = await readModel(year, visit)
    const errors = also.errors ?? []
    const shown = presentCalendar(model, visit, { typed: also.typed ?? nothingTyped, errors, notice: also.notice ?? null }) // prettier-ignore
    const [first] = errors
    const json = first === undefined ? model : { ...errorJson('badInput', first.message, visit.language), errors }
    return page('calendar/calendar', say(visit.language, calendarTitle), shown, json, errors.length === 0 ? 200 : 400)
  }
  const kept = async (visit: Visit): Promise<CalendarTyped | undefined> => {
    const actor = actorOf(visit)
    if (actor === null) return undefined
    const { accountId, form, subject } = draftOf(actor.accountId)
    const [draft] = await readDrafts(db, accountId, form, subject)
    const read = draft === undefined ? null : calendarBody.safeParse(JSON.parse(vault.open(draft.bodyCipher)))
    return read?.success === true ? read.data : undefined
  }
  const typed = ({ body }: { body: CalendarTyped }) => ({ ...draftOf(0), body })

  return [
    route({
      method: 'get',
      path: patterns.calendar,
      summary: { zh: '工作日历', en: 'The published working-day calendar of a year' },
      query: z.object({
        year: z.coerce.number().int().min(2000).max(2100).optional().catch(undefined),
        notice: z.enum(['published', 'repeat']).optional().catch(undefined),
      }),
      policy: { kind: 'open', because: 'Deadlines are counted by it, so everybody may read it.' },
      handle: async (visit, { query }) => {
        const said = query.notice === undefined ? null : notice(visit.language, 'success', noticeWords[query.notice])
        const draft = await kept(visit)
        return show(visit, query.year, { notice: said, ...(draft === undefined ? {} : { typed: draft }) })
      },
    }),
    route({
      method: 'post',
      path: patterns.calendarPreview,
      summary: { zh: '预览公布或更正', en: 'What a publication or correction would change; nothing is written' },
      body: calendarBody,
      files: upload,
      policy: asChief,
      typed,
      handle: async (visit, { body, files }) => {
        const [file] = files
        const given = file === undefined ? body : { ...body, rows: decodeText(file.bytes) }
        const year = Number(given.year) || undefined
        const asked = readAsked(given, dayOf(visit.now))
        if (!asked.ok) return show(visit, year, { typed: given, errors: asked.errors })
        const { calendar, version } = await readPublishedCalendar(db)
        const planned = asked.plan(calendar)
        if (!planned.ok) {
          const field = given.what === 'year' ? 'year' : 'day'
          return show(visit, year, { typed: given, errors: planned.errors.map((message) => ({ field, line: null, message })) }) // prettier-ignore
        }
        const moved = movedDeadlines(await readOpenDeadlines(db), planned.publication.calendar)
        const { changes, coveredFrom, coveredThrough } = planned.publication
        // For the way back from the preview.
        await saveDraft(db, vault, { ...draftOf(signedInOf(visit).actor.accountId), body: given })
        const model = { key: randomUUID(), version, what: asked.what, changes, coveredFrom, coveredThrough, moved }
        return page('calendar/preview', say(visit.language, previewTitle), presentPreview(model, given, visit), model)
      },
    }),
    route({
      method: 'post',
      path: patterns.calendarPublish,
      summary: { zh: '公布日历', en: 'Publishes what was previewed; of two chiefs the second learns who was first' },
      body: calendarBody.extend({ key: z.uuid(), version: z.coerce.number().int().nonnegative() }),
      policy: asChief,
      typed,
      handle: async (visit, { body: { key, version, ...body } }) => {
        const asked = readAsked(body, dayOf(visit.now))
        if (!asked.ok) return show(visit, undefined, { typed: body, errors: asked.errors })
        const { accountId, authorityId } = signedInOf(visit).actor
        const input = { key, version, accountId, authorityId: authorityId ?? '', what: asked.what, plan: asked.plan, baseUrl: settings.baseUrl } // prettier-ignore
        const outcome = await publishCalendar(db, vault, input)
        if (outcome.kind === 'published') await dropDraft(db, draftOf(accountId))
        return after[outcome.kind](outcome as never, visit, body)
      },
    }),
  ]
}

type After = {
  readonly [
    Kind in Published['kind']
  ]: (outcome: Extract<Published, { kind: Kind }>, visit: Visit, body: CalendarTyped) => Reply // prettier-ignore
}
const done = (outcome: { kind: 'published' | 'repeat' }, _visit: Visit, body: CalendarTyped): Reply => {
  const year = Number((body.what === 'year' ? body.year : body.day).slice(0, 4))
  return seeOther(paths.calendar({ year, notice: outcome.kind }), outcome)
}
const after: After = {
  published: done,
  repeat: done,
  changedMeanwhile: ({ by }) => fails(problem('conflict', { code: 'changedMeanwhile', sentence: changedWords(by) })),
  refused: ({ errors }) => {
    const [sentence] = errors
    return fails(problem('conflict', sentence === undefined ? {} : { sentence }))
  },
}
