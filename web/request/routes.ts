/** 审核 /requests/:id — looking, deciding, ending, putting aside, noting. What is decided is decided by the workflow. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { findRequestByCase } from '../../db/read/find-request.ts'
import type { RequestRecord } from '../../db/read/request.ts'
import { addNote } from '../../db/write/web/notes.ts'
import { check } from '../../domain/forms/check.ts'
import { noteForm } from '../../domain/forms/note-form.ts'
import { actsForEnterprise } from '../../domain/policy/person-scope.ts'
import { notice } from '../notice.ts'
import { paths, patterns } from '../paths.ts'
import { idParam, route, type Route } from '../policy-router.ts'
import { problem } from '../problems.ts'
import { fails, page, seeOther, type Reply } from '../reply.ts'
import { signedInOf, type Visit } from '../visit.ts'
import { say } from '../words.ts'
import { actRoutes } from './acts.ts'
import { decisionRoutes } from './decisions.ts'
import { caseNumberMissing, noSuchCase } from './find-words.ts'
import { ownLabels } from './labels.ts'
import { noticeKeys, notices, type NoticeKey } from './notices.ts'
import { ownRequestModel } from './own-model.ts'
import { presentOwnRequest } from './own-presenter.ts'
import { reviewPages } from './page.ts'

import { requestReader, type RequestDeps } from './read.ts'
import { updateId } from './tell.ts'

const longestCaseNo = 40

export function requestRoutes(deps: RequestDeps): Route[] {
  const { db } = deps
  const reader = requestReader(deps)
  const pages = reviewPages(deps, reader)

  const ownPage = async (visit: Visit, request: RequestRecord): Promise<Reply> => {
    const model = ownRequestModel({ ...(await reader.readHead(request, visit)), actor: signedInOf(visit).actor })
    const title = `${say(visit.language, ownLabels.title)} ${model.caseNo}`
    return page('request/own', title, presentOwnRequest(model, visit), model)
  }

  return [
    route({
      method: 'get',
      path: patterns.requestFind,
      summary: { zh: '按受理编号打开', en: 'Open a request by its case number, or by its last digits' },
      query: z.object({ caseNo: z.string().max(longestCaseNo).optional() }),
      policy: {
        kind: 'may',
        action: 'queue.view',
        find: (_input, visit) => {
          const authorityId = signedInOf(visit).actor.authorityId ?? ''
          return { resource: { kind: 'queue', authorityId }, record: { authorityId } }
        },
      },
      handle: async (visit, { query }, { authorityId }) => {
        const typed = (query.caseNo ?? '').trim()
        if (typed === '') {
          if (visit.wantsJson)
            return fails(problem('badInput', { code: 'caseNumberMissing', sentence: caseNumberMissing }))
          return seeOther(`${paths.queue()}?notice=caseNumberMissing`)
        }
        const id = await findRequestByCase(db, authorityId, typed)
        return id === null
          ? fails(problem('notFound', { code: 'noSuchCase', sentence: noSuchCase }))
          : seeOther(paths.request(id), { requestId: id })
      },
    }),
    route({
      method: 'get',
      path: patterns.request,
      summary: {
        zh: '一份申请',
        en: 'One request: rows with ids, checks, decisions, and the version for the next act',
      },
      params: idParam,
      query: z.object({
        row: z.coerce.number().int().positive().optional().catch(undefined),
        only: z.literal('undecided').optional().catch(undefined),
        notice: z.enum(noticeKeys).optional().catch(undefined),
      }),
      policy: { kind: 'may', action: 'request.view', find: reader.find },
      handle: async (visit, { query }, request) => {
        const { actor } = signedInOf(visit)
        if (actsForEnterprise(actor) && actor.authorityId !== request.authority_id) return ownPage(visit, request)
        const said = query.notice === undefined ? null : notices[query.notice]
        return pages.show(visit, request, {
          rowId: query.row ?? null,
          only: query.only ?? null,
          notice: said === null ? null : notice(visit.language, said.tone, said.words),
        })
      },
    }),
    ...decisionRoutes(deps, reader, pages),
    ...actRoutes(deps, reader, pages),
    route({
      method: 'post',
      path: patterns.requestNotes,
      summary: { zh: '添加备注', en: 'Add a note for colleagues; the sender never sees it' },
      params: idParam,
      body: z.strictObject({ text: z.string().max(4_000).optional(), updateId }),
      policy: reader.may('note'),
      handle: async (visit, { params, body }, request) => {
        const checked = check(noteForm, body)
        if (!checked.ok) return pages.wrong(visit, params.id, { kind: 'note', values: { text: body.text ?? '' }, errors: checked.errors }) // prettier-ignore
        const { accountId } = signedInOf(visit).actor
        const key = `${accountId}.${body.updateId ?? randomUUID()}`
        await addNote(db, { requestId: params.id, authorityId: request.authority_id, accountId, text: checked.values.text, key }) // prettier-ignore
        return seeOther(paths.request(params.id, { notice: 'noted' satisfies NoticeKey }), { ok: true })
      },
    }),
  ]
}
