/** 结束审核, 撤销, 放回, 搁置, 取回, 收回占用: what is done to a request as a whole, each by its own form. */
import { z } from 'zod'
import { renewClaim } from '../../db/write/web/claim.ts'
import { readRequest } from '../../db/read/request.ts'
import type { Words } from '../../domain/brand.ts'
import { check } from '../../domain/forms/check.ts'
import { revokeClaimForm } from '../../domain/forms/note-form.ts'
import { putAsideForm } from '../../domain/forms/put-aside-form.ts'
import { paths, patterns } from '../paths.ts'
import { idParam, route, type Route } from '../policy-router.ts'
import { seeOther } from '../reply.ts'
import { signedInOf } from '../visit.ts'
import type { NoticeKey } from './notices.ts'
import type { Pages } from './page.ts'
import type { Reader, RequestDeps } from './read.ts'
import { teller, updateId, version } from './tell.ts'

const actBody = z.strictObject({ version, updateId })
const text = z.string().max(4_000).optional()
const withNotice = (id: number, notice: NoticeKey) => paths.request(id, { notice })

export function actRoutes({ db, vault, gateway }: RequestDeps, reader: Reader, pages: Pages): Route[] {
  const tell = teller({ db, gateway })

  const simpleAct = (
    act: 'endReview' | 'undoEnd' | 'release' | 'takeBack',
    path: string,
    summary: Words,
    done: (id: number) => string,
  ): Route =>
    route({
      method: 'post',
      path,
      summary,
      params: idParam,
      body: actBody,
      policy: reader.may(act),
      denied: async (visit, { params, body }, request, why) =>
        (await tell.wasDone(visit, act, params.id, body.version))
          ? seeOther(done(params.id), { kind: 'done', version: body.version + 1 })
          : pages.denied(visit, request, why),
      handle: async (visit, { params, body }) => {
        const input = { by: signedInOf(visit).actor.accountId, version: body.version }
        const answer = await tell.act(visit, act, params.id, input, body.updateId)
        const before = answer.kind === 'refused' && (await tell.wasDone(visit, act, params.id, body.version))
        const said = before ? ({ kind: 'done', version: body.version + 1 } as const) : answer
        return pages.answered(visit, params.id, said, seeOther(done(params.id), said))
      },
    })

  return [
    simpleAct('endReview', patterns.requestEnd, { zh: '结束审核并回复', en: 'End the review; it can be undone for 30 seconds' }, (id) => paths.request(id)), // prettier-ignore
    simpleAct('undoEnd', patterns.requestUndo, { zh: '撤销结束审核', en: 'Undo the ending' }, (id) => withNotice(id, 'undone')), // prettier-ignore
    simpleAct('release', patterns.requestRelease, { zh: '放回队列', en: 'Put the request back at its place' }, () => `${paths.queue()}?notice=released`), // prettier-ignore
    simpleAct('takeBack', patterns.requestTakeBack, { zh: '取回搁置的申请', en: 'Take a request that was put aside back to its place' }, (id) => withNotice(id, 'takenBack')), // prettier-ignore
    route({
      method: 'post',
      path: patterns.requestPutAside,
      summary: { zh: '搁置', en: 'Put the request aside for at most two working days; the sender is told' },
      params: idParam,
      body: actBody.extend({ reason: z.string().max(40).optional(), text }),
      policy: reader.may('putAside'),
      denied: async (visit, { params, body }, request, why) =>
        (await tell.wasDone(visit, 'putAside', params.id, body.version))
          ? seeOther(withNotice(params.id, 'aside'), { kind: 'done', version: body.version + 1 })
          : pages.denied(visit, request, why),
      handle: async (visit, { params, body }) => {
        const checked = check(putAsideForm, body)
        const typed = { reason: body.reason ?? '', text: body.text ?? '' }
        if (!checked.ok)
          return pages.wrong(visit, params.id, { kind: 'putAside', values: typed, errors: checked.errors })
        const { reason, text: own = '' } = checked.values
        const by = signedInOf(visit).actor.accountId
        const sealedText = own === '' ? null : vault.seal(own)
        const answer = await tell.act(visit, 'putAside', params.id, { by, version: body.version, reason, sealedText }, body.updateId) // prettier-ignore
        return pages.answered(visit, params.id, answer, seeOther(withNotice(params.id, 'aside'), answer))
      },
    }),
    route({
      method: 'post',
      path: patterns.requestRevokeClaim,
      summary: { zh: '收回闲置的占用', en: 'Release a colleague’s idle claim, with a reason; drafts are kept' },
      params: idParam,
      body: actBody.extend({ reason: text }),
      policy: reader.may('revokeClaim'),
      denied: async (visit, { params, body }, request, why) =>
        (await tell.wasDone(visit, 'revokeClaim', params.id, body.version))
          ? seeOther(withNotice(params.id, 'revoked'), { kind: 'done', version: body.version + 1 })
          : pages.denied(visit, request, why),
      handle: async (visit, { params, body }) => {
        const checked = check(revokeClaimForm, body)
        if (!checked.ok) return pages.wrong(visit, params.id, { kind: 'revokeClaim', values: { reason: body.reason ?? '' }, errors: checked.errors }) // prettier-ignore
        const input = {
          by: signedInOf(visit).actor.accountId,
          version: body.version,
          sealedText: vault.seal(checked.values.reason),
        }
        const answer = await tell.act(visit, 'revokeClaim', params.id, input, body.updateId)
        return pages.answered(visit, params.id, answer, seeOther(withNotice(params.id, 'revoked'), answer))
      },
    }),
    route({
      method: 'post',
      path: patterns.requestRenew,
      summary: { zh: '延长占用', en: 'The holder is still at it' },
      params: idParam,
      policy: reader.may('decide'),
      handle: async (visit, { params }) => {
        const held = await renewClaim(db, params.id, signedInOf(visit).actor.accountId)
        const request = await readRequest(db, params.id)
        return seeOther(paths.request(params.id), { held, claimUntil: request?.claim_until ?? null, now: visit.now })
      },
    }),
  ]
}
