/** 草稿 /drafts: a script saves what is being typed, so that a lost session or connection loses nothing. */
import { z } from 'zod'
import { saveDraft } from '../../db/write/web/drafts.ts'
import type { WebDeps } from '../deps.ts'
import { patterns } from '../paths.ts'
import { route, type Route } from '../policy-router.ts'
import { seeOther } from '../reply.ts'
import { paths } from '../paths.ts'
import { signedInOf } from '../visit.ts'
import { draftForms } from './subject.ts'

const longestDraft = 8_000

export function draftRoutes({ db, vault }: Pick<WebDeps, 'db' | 'vault'>): Route[] {
  return [
    route({
      method: 'post',
      path: patterns.drafts,
      summary: { zh: '保存草稿', en: 'Keep what is being typed' },
      body: z.strictObject({
        form: z.enum(draftForms),
        subject: z.string().regex(/^request:\d{1,15}\/row:\d{1,15}$/),
        body: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
      }),
      policy: {
        kind: 'may',
        action: 'account.own',
        find: () => ({ resource: { kind: 'none' }, record: null }),
      },
      handle: async (visit, { body }) => {
        if (JSON.stringify(body.body).length > longestDraft) return seeOther(paths.home(), { ok: false })
        await saveDraft(db, vault, { accountId: signedInOf(visit).actor.accountId, ...body })
        return seeOther(paths.home(), { ok: true })
      },
    }),
  ]
}
