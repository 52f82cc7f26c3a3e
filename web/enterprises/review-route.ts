/** 企业资料审核: pass, or send back with reasons. The second of two reviewers is told who was first. */
import { z } from 'zod'
import { readEnterprise } from '../../db/read/enterprises.ts'
import { reviewProfile } from '../../db/write/web/enterprises/review.ts'
import type { Words } from '../../domain/brand.ts'
import { sendBackCodes, sendBackProblem, sendBackTextMax } from '../../domain/enterprise/send-back.ts'
import type { WebDeps } from '../deps.ts'
import { momentText } from '../format.ts'
import { listOf } from '../list-param.ts'
import { paths, patterns } from '../paths.ts'
import { idParam, route, type Route } from '../policy-router.ts'
import { seeOther, type Reply } from '../reply.ts'
import { signedInOf } from '../visit.ts'
import { ofEnterprise, showEnterprise } from './show.ts'

const firstWords = (by: string, at: string, outcome: 'approved' | 'sentBack'): Words => ({
  zh: `${by} 已于 ${momentText(at)} ${outcome === 'approved' ? '通过' : '退回'}这份资料，您的审核没有生效。`,
  en: `${by} ${outcome === 'approved' ? 'approved' : 'sent back'} this profile at ${momentText(at)}; yours has no effect.`,
})

export function reviewRoute(deps: Pick<WebDeps, 'db' | 'vault' | 'settings'>): Route {
  const { db, vault, settings } = deps
  return route({
    method: 'post',
    path: patterns.enterpriseReview,
    summary: { zh: '审核企业资料', en: 'Approve a profile, or send it back with reasons' },
    params: idParam,
    body: z.strictObject({
      version: z.coerce.number().int().positive(),
      outcome: z.enum(['approved', 'sentBack']),
      reasons: listOf(z.enum(sendBackCodes as [string, ...string[]]), sendBackCodes.length),
      text: z.string().max(sendBackTextMax).optional().default(''),
    }),
    policy: ofEnterprise(db, 'enterprise.review')(),
    handle: async (visit, { params, body }, record): Promise<Reply> => {
      const text = body.text.trim()
      // What is ticked beside an approval says nothing.
      const reasons = body.outcome === 'approved' ? [] : body.reasons
      const wrong = body.outcome === 'approved' ? null : sendBackProblem(reasons, text)
      if (wrong !== null) return showEnterprise(deps, record, visit, { errors: [{ path: 'text', message: wrong }], reasons, text }, 400) // prettier-ignore
      const { actor } = signedInOf(visit)
      const done = await reviewProfile(db, vault, {
        enterpriseId: params.id,
        version: body.version,
        outcome: body.outcome,
        reasons,
        text: body.outcome === 'approved' ? '' : text,
        accountId: actor.accountId,
        authorityId: actor.authorityId ?? '',
        baseUrl: settings.baseUrl,
      })
      if (done.kind === 'done' || done.kind === 'again') {
        return seeOther(paths.enterprise(params.id, { notice: done.outcome }), { outcome: done.outcome })
      }
      const now = (await readEnterprise(db, params.id)) ?? record
      if (done.kind === 'changed') return showEnterprise(deps, now, visit, { code: 'changed', reasons, text }, 409)
      return showEnterprise(deps, now, visit, { said: { tone: 'warning', words: firstWords(done.by, done.at, done.outcome) } }, 409) // prettier-ignore
    },
  })
}
