/** 消息 /notices — what happened that concerns the visitor; opening one marks it read and leads to what it is about. */
import { z } from 'zod'
import { readNotice, readNotices, type NoticeRow } from '../../db/read/notices.ts'
import { markAllRead, markRead } from '../../db/write/web/notices.ts'
import type { WebDeps } from '../deps.ts'
import { paths, patterns } from '../paths.ts'
import { idParam, route, type Found, type Policy, type Route } from '../policy-router.ts'
import { page, seeOther } from '../reply.ts'
import { signedInOf, type Visit } from '../visit.ts'
import { say } from '../words.ts'
import { noticesTitle, presentNotices } from './presenter.ts'
import { noticeScope } from './scope.ts'
import { wordNotice } from './words.ts'

export function noticeRoutes({ db }: Pick<WebDeps, 'db'>): Route[] {
  const own: Policy<unknown, null> = {
    kind: 'may',
    action: 'notices.view',
    find: () => ({ resource: { kind: 'none' }, record: null }),
  }
  const find = async ({ params }: { params: { id: number } }, visit: Visit): Promise<Found<NoticeRow> | null> => {
    const found = await readNotice(db, noticeScope(signedInOf(visit).actor), params.id)
    return found === undefined ? null : { resource: { kind: 'none' }, record: found }
  }
  return [
    route({
      method: 'get',
      path: patterns.notices,
      summary: { zh: '消息', en: 'Messages' },
      query: z.object({ after: z.coerce.number().int().positive().optional().catch(undefined) }),
      policy: own,
      handle: async (visit, { query }) => {
        const after = query.after ?? null
        const { rows, nextId } = await readNotices(db, noticeScope(signedInOf(visit).actor), after)
        const model = { notices: rows, next: nextId }
        return page('notices/notices', say(visit.language, noticesTitle), presentNotices(model, after, visit), model)
      },
    }),
    route({
      method: 'post',
      path: patterns.noticesRead,
      summary: { zh: '全部标为已读', en: 'Marks every message up to this one as read' },
      body: z.strictObject({ through: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
      policy: own,
      handle: async (visit, { body }) => {
        await markAllRead(db, signedInOf(visit).actor.accountId, body.through)
        return seeOther(paths.notices())
      },
    }),
    route({
      method: 'post',
      path: patterns.notice,
      summary: { zh: '打开一条消息', en: 'Marks a message as read and leads to what it is about' },
      params: idParam,
      policy: { kind: 'may', action: 'notices.view', find },
      handle: async (visit, _input, found) => {
        await markRead(db, signedInOf(visit).actor.accountId, found.id)
        const to = wordNotice(found).href ?? paths.notices()
        return seeOther(to, { to })
      },
    }),
  ]
}
