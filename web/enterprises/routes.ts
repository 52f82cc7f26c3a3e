/** 企业 /enterprises — the office's list, one profile, its files; what is done with them is in keep-routes and review-route. */
import { z } from 'zod'
import { countWaitingProfiles, readEnterprises } from '../../db/read/enterprises.ts'
import type { WebDeps } from '../deps.ts'
import { paths, patterns } from '../paths.ts'
import { idParam, route, type Route } from '../policy-router.ts'
import { problem } from '../problems.ts'
import { fails, page, seeOther, type Reply } from '../reply.ts'
import { sendFile } from '../persons/send-file.ts'
import { readStored } from '../stored.ts'
import { signedInOf } from '../visit.ts'
import { say } from '../words.ts'
import { keepRoutes } from './keep-routes.ts'
import { notices, type NoticeCode } from './labels.ts'
import { enterprisesTitle, presentEnterprises } from './list-presenter.ts'
import { paperRoutes } from './paper-routes.ts'
import { reviewRoute } from './review-route.ts'
import { ofEnterprise, showEnterprise } from './show.ts'

type Deps = Pick<WebDeps, 'db' | 'vault' | 'files' | 'sandbox' | 'settings'>

const longestText = 60
const noticeCodes = Object.keys(notices) as [NoticeCode, ...NoticeCode[]]

export function enterpriseRoutes(deps: Deps): Route[] {
  const { db, files } = deps
  return [
    route({
      method: 'get',
      path: patterns.enterprises,
      summary: { zh: '企业列表', en: 'Enterprises of the region; who waits for approval first' },
      query: z.object({
        q: z.string().max(longestText).optional(),
        status: z.enum(['approved', 'incomplete', 'pending']).or(z.literal('')).optional(),
        after: z.coerce.number().int().positive().optional(),
      }),
      policy: { kind: 'may', action: 'enterprise.list', find: () => ({ resource: { kind: 'none' }, record: null }) },
      handle: async (visit, { query }) => {
        const { regionCode } = signedInOf(visit).actor
        if (regionCode === null) return fails(problem('forbidden'))
        const asked = { q: (query.q ?? '').trim(), status: query.status || null, after: query.after ?? null }
        const [found, waiting] = await Promise.all([
          readEnterprises(db, { regionCode, text: asked.q, status: asked.status, afterId: asked.after }),
          countWaitingProfiles(db, regionCode),
        ])
        const model = { enterprises: found.rows, waiting, next: found.nextId }
        const title = say(visit.language, enterprisesTitle)
        return page('enterprises/enterprises', title, presentEnterprises(model, asked, visit), model)
      },
    }),
    route({
      method: 'get',
      path: patterns.enterpriseOwn,
      summary: { zh: '本企业资料', en: 'The profile of the enterprise acted for' },
      policy: {
        kind: 'may',
        action: 'enterprise.edit',
        find: (_input, visit) => {
          const enterpriseId = signedInOf(visit).actor.enterpriseId ?? 0
          return { resource: { kind: 'enterprise', enterpriseId, regionCode: '' }, record: enterpriseId }
        },
      },
      handle: (_visit, _input, enterpriseId) => seeOther(paths.enterprise(enterpriseId), { enterpriseId }),
    }),
    route({
      method: 'get',
      path: patterns.enterprise,
      summary: { zh: '企业资料', en: 'One profile: fields, papers, addresses, reviews' },
      params: idParam,
      query: z.object({ notice: z.enum(noticeCodes).optional().catch(undefined) }),
      policy: ofEnterprise(db, 'enterprise.view')(),
      handle: (visit, { query }, record) => showEnterprise(deps, record, visit, { code: query.notice }),
    }),
    route({
      method: 'get',
      path: patterns.enterpriseFile,
      summary: { zh: '材料文件', en: 'A file of a paper' },
      params: idParam.extend({ fileId: z.coerce.number().int().positive() }),
      policy: ofEnterprise(db, 'enterprise.view')(),
      handle: async (_visit, { params }, record): Promise<Reply> => {
        const file = record.files.find(({ id }) => id === params.fileId)
        const bytes = file === undefined ? null : await readStored(files, file.sha256)
        if (file === undefined || bytes === null) return fails(problem('notFound'))
        return sendFile(bytes)
      },
    }),
    ...keepRoutes(deps),
    ...paperRoutes(deps),
    reviewRoute(deps),
  ]
}
