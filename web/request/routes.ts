/** 审核 /requests/:id — looking, deciding, ending, undoing, giving back. What is decided is decided by the workflow. */
import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { readDrafts } from '../../db/read/drafts.ts'
import { readPlace } from '../../db/read/place.ts'
import { readAnswers, readAttachments, readKeptActs, readPastRows, readRequest, readRequestRows, readSiblingRequests, type RequestRecord } from '../../db/read/request.ts' // prettier-ignore
import { readWaitingElsewhere } from '../../db/read/waiting-elsewhere.ts'
import { renewClaim } from '../../db/write/web/claim.ts'
import { dropDraft } from '../../db/write/web/drafts.ts'
import { actsForEnterprise, isAssociationStaff } from '../../domain/policy/person-scope.ts'
import { denialWords } from '../../domain/policy/denials.ts'
import { rejectionCodes, saysWhy } from '../../domain/unban/rejections.ts'
import { isOpenRequest } from '../../domain/unban/types.ts'
import type { ActName, KeptActs } from '../../workflows/messages.ts'
import { calendarReader } from '../calendar.ts'
import type { WebDeps } from '../deps.ts'
import { decisionSubject } from '../drafts/subject.ts'
import type { GatewayAnswer } from '../gateway-types.ts'
import { listOf } from '../list-param.ts'
import { notice, type Notice } from '../notice.ts'
import { paths, patterns } from '../paths.ts'
import { idParam, route, type Found, type Route } from '../policy-router.ts'
import { problem } from '../problems.ts'
import { errorJson, fails, page, seeOther, type Reply } from '../reply.ts'
import { signedInOf, type Visit } from '../visit.ts'
import { say } from '../words.ts'
import type { Words } from '../../domain/brand.ts'
import { ownLabels, reviewLabels } from './labels.ts'
import { actActions, ownRequestModel, resourceOf, reviewModel, undecided, type Act, type ReviewModel } from './model.ts'
import { presentOwnRequest } from './own-presenter.ts'
import { presentReview, type Typed } from './presenter.ts'
import { refusalWords } from './refusals.ts'

const longestText = 500
const version = z.coerce.number().int().positive()
/** Made with the page, so that a second click repeats it; a program may leave it out. */
const updateId = z.string().regex(/^[\w-]{1,64}$/).optional() // prettier-ignore
const decisionBody = z.strictObject({
  decision: z.enum(['approve', 'reject']),
  reasons: listOf(z.enum(rejectionCodes), rejectionCodes.length).optional(),
  text: z.string().max(longestText).optional(),
  version,
  updateId,
})
const actBody = z.strictObject({ version, updateId })
const rowParams = idParam.extend({ rowId: z.coerce.number().int().positive() })
const draftBody = z.object({
  reasons: listOf(z.string(), rejectionCodes.length),
  text: z.string().catch(''),
})

const notices = {
  kept: {
    tone: 'warning',
    words: {
      zh: '流程引擎暂时不可用，已记下您的操作，恢复后自动提交。',
      en: 'The workflow engine is away. Your act is kept and will be submitted by itself.',
    },
  },
  rest: { tone: 'success', words: { zh: '其余人员已全部通过。', en: 'All the rest are passed.' } },
  restPartly: {
    tone: 'warning',
    words: {
      zh: '核对无误的人员已通过；仍有核对项不通过的人员，请逐一处理。',
      en: 'Those without findings are passed; please decide the others one by one.',
    },
  },
  undone: { tone: 'success', words: { zh: '已撤销，可以继续审核。', en: 'Undone; you can go on.' } },
} as const satisfies Record<string, { tone: Notice['tone']; words: Words }>
type NoticeKey = keyof typeof notices
const noticeKeys = Object.keys(notices) as [NoticeKey, ...NoticeKey[]]

/** What the record looks like when an act has happened already: a second click learns of it instead of a refusal. */
const happened: Record<Act, (request: RequestRecord, accountId: number) => boolean> = {
  decide: () => false,
  endReview: (request, accountId) => request.state === 'ending' && request.claimed_by === accountId,
  undoEnd: (request, accountId) => request.state === 'claimed' && request.claimed_by === accountId,
  release: () => false,
}

export function requestRoutes({ db, vault, gateway }: Pick<WebDeps, 'db' | 'vault' | 'gateway'>): Route[] {
  const readCalendar = calendarReader(db)

  const find = async ({ params }: { params: { id: number } }): Promise<Found<RequestRecord> | null> => {
    const request = await readRequest(db, params.id)
    return request === undefined ? null : { resource: resourceOf(request), record: request }
  }
  const may = (act: Act) => ({ kind: 'may', action: actActions[act], find }) as const

  const readHead = async (request: RequestRecord, visit: Visit) => {
    const open = isOpenRequest(request.state) && request.people > 0
    const [calendar, place, rows, answers] = await Promise.all([
      readCalendar(),
      open ? readPlace(db, request) : null,
      readRequestRows(db, request.id),
      readAnswers(db, { mailId: request.mail_id, requestId: request.id }),
    ])
    return { request, calendar, place, rows, answers, now: visit.now }
  }

  const readReview = async (request: RequestRecord, visit: Visit): Promise<ReviewModel> => {
    const { actor } = signedInOf(visit)
    const [head, attachments, kept, others] = await Promise.all([
      readHead(request, visit),
      readAttachments(db, request.mail_id),
      readKeptActs(db, request.id, actor.accountId),
      readSiblingRequests(db, request.authority_id, request.enterprise_id, request.id),
    ])
    const people = head.rows.map((row) => row.person_id)
    const [elsewhere, past] = await Promise.all([
      readWaitingElsewhere(db, people, request.id),
      readPastRows(db, request.authority_id, people, request.id),
    ])
    return reviewModel({ ...head, elsewhere, past, attachments, kept, others, actor, vault })
  }

  const readDraft = async (
    visit: Visit,
    requestId: number,
    model: ReviewModel,
    rowId: number | null,
  ): Promise<Typed | null> => {
    const shown = rowId ?? undecided(model.rows)[0]?.id ?? model.rows[0]?.id
    if (!model.may.decide.allowed || shown === undefined) return null
    const subject = decisionSubject(requestId, shown)
    const drafts = await readDrafts(db, signedInOf(visit).actor.accountId, 'decision', subject)
    const draft = drafts.find((one) => one.subject === subject)
    const body = draft === undefined ? null : draftBody.safeParse(JSON.parse(vault.open(draft.bodyCipher)))
    return body?.success === true ? { rowId: shown, ...body.data } : null
  }

  /** The page as it is now, with what was typed and the sentence of what came of it. */
  const reviewPage = async (
    visit: Visit,
    request: RequestRecord,
    asked: { rowId: number | null; typed: Typed | null; notice: Notice | null },
    status = 200,
    json?: unknown,
  ): Promise<Reply> => {
    const model = await readReview(request, visit)
    const draft = asked.typed === null ? await readDraft(visit, request.id, model, asked.rowId) : null
    const title = `${say(visit.language, reviewLabels.review)} ${model.caseNo}`
    return page('request/review', title, presentReview(model, { ...asked, draft }, visit), json ?? model, status)
  }

  const refusedPage = async (
    visit: Visit,
    id: number,
    code: string,
    status: number,
    words: Words,
    typed: Typed | null,
  ) => {
    const request = await readRequest(db, id)
    if (request === undefined) return fails(problem('notFound'))
    const asked = { rowId: typed?.rowId ?? null, typed, notice: notice(visit.language, 'danger', words) }
    return reviewPage(visit, request, asked, status, errorJson(code, words, visit.language))
  }

  /** Says an act to the engine; what it answers is the reply. */
  const answered = async (
    visit: Visit,
    id: number,
    answer: GatewayAnswer,
    done: Reply,
    typed: Typed | null,
  ): Promise<Reply> => {
    if (answer.kind === 'done') return done
    if (answer.kind === 'kept') {
      return seeOther(paths.request(id, { row: typed?.rowId, notice: 'kept' satisfies NoticeKey }), { kind: 'kept' })
    }
    const { status, words } = refusalWords[answer.refusal]
    return refusedPage(visit, id, answer.refusal, status, words, typed)
  }

  const tell = async <Name extends ActName>(
    visit: Visit,
    name: Name,
    id: number,
    input: KeptActs[Name],
    given: string | undefined,
  ) => {
    const { accountId } = signedInOf(visit).actor
    return gateway.act(name, id, input, `${accountId}.${given ?? randomUUID()}`, accountId)
  }

  const denied =
    (act: Act, typedOf: (input: never) => Typed | null = () => null) =>
    async (
      visit: Visit,
      input: { params: { id: number } },
      request: RequestRecord,
      why: keyof typeof denialWords,
    ): Promise<Reply | null> => {
      const { actor } = signedInOf(visit)
      if (happened[act](request, actor.accountId)) return seeOther(paths.request(request.id), { kind: 'done', version: request.version }) // prettier-ignore
      if (!isAssociationStaff(actor) || actor.authorityId !== request.authority_id) return null
      return refusedPage(visit, request.id, why, 403, denialWords[why], typedOf(input as never))
    }

  const simpleAct = (act: Exclude<Act, 'decide'>, path: string, summary: Words, done: (id: number) => string): Route =>
    route({
      method: 'post',
      path,
      summary,
      params: idParam,
      body: actBody,
      policy: may(act),
      denied: denied(act),
      handle: async (visit, { params, body }) => {
        const input = { by: signedInOf(visit).actor.accountId, version: body.version }
        const answer = await tell(visit, act, params.id, input, body.updateId)
        return answered(visit, params.id, answer, seeOther(done(params.id), answer), null)
      },
    })

  return [
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
        notice: z.enum(noticeKeys).optional().catch(undefined),
      }),
      policy: { kind: 'may', action: 'request.view', find },
      handle: async (visit, { query }, request) => {
        const { actor } = signedInOf(visit)
        if (actsForEnterprise(actor) && actor.authorityId !== request.authority_id) return ownPage(visit, request)
        const said = query.notice === undefined ? null : notices[query.notice]
        return reviewPage(visit, request, {
          rowId: query.row ?? null,
          typed: null,
          notice: said === null ? null : notice(visit.language, said.tone, said.words),
        })
      },
    }),
    route({
      method: 'post',
      path: patterns.requestDecision,
      summary: { zh: '对一人作出决定', en: 'Pass or reject one person; a draft until the review is ended' },
      params: rowParams,
      body: decisionBody,
      policy: may('decide'),
      typed: ({ params, body }) => ({
        form: 'decision',
        subject: decisionSubject(params.id, params.rowId),
        body: { reasons: body.reasons ?? [], text: body.text ?? '' },
      }),
      denied: (visit, input, request, why) =>
        denied('decide', () => typedOf(input.params.rowId, input.body))(visit, input, request, why),
      handle: async (visit, { params, body }) => {
        const typed = typedOf(params.rowId, body)
        const { accountId } = signedInOf(visit).actor
        const reject = body.decision === 'reject'
        if (reject && !saysWhy(typed.reasons, typed.text)) {
          const { status, words } = refusalWords.reasonMissing
          return refusedPage(visit, params.id, 'reasonMissing', status, words, typed)
        }
        const input = {
          by: accountId,
          version: body.version,
          rowId: params.rowId,
          decision: body.decision,
          reasons: reject ? typed.reasons : [],
          sealedText: reject && typed.text !== '' ? vault.seal(typed.text) : null,
        }
        const answer = await tell(visit, 'decide', params.id, input, sameDecisionId(body.updateId, body))
        if (answer.kind !== 'refused') {
          await dropDraft(db, { accountId, form: 'decision', subject: decisionSubject(params.id, params.rowId) })
        }
        return answered(visit, params.id, answer, seeOther(paths.request(params.id), answer), typed)
      },
    }),
    route({
      method: 'post',
      path: patterns.requestApproveRest,
      summary: { zh: '全部通过其余', en: 'Pass everybody who is undecided and has no failing check' },
      params: idParam,
      body: actBody,
      policy: may('decide'),
      denied: denied('decide'),
      handle: async (visit, { params, body }, request) => {
        const model = await readReview(request, visit)
        const waiting = undecided(model.rows)
        const passing = waiting.filter((row) => row.mayApprove)
        let at = body.version
        let kept = false
        for (const row of passing) {
          const input = {
            by: signedInOf(visit).actor.accountId,
            version: at,
            rowId: row.id,
            decision: 'approve' as const,
            reasons: [],
            sealedText: null,
          }
          const answer = await tell(visit, 'decide', params.id, input, `${body.updateId ?? randomUUID()}-${row.id}`)
          if (answer.kind === 'refused')
            return answered(visit, params.id, answer, seeOther(paths.request(params.id)), null)
          // Kept acts wait in their order, each on what the one before it will have left.
          kept ||= answer.kind === 'kept'
          if (answer.kind === 'done') at = answer.version
        }
        if (kept) return answered(visit, params.id, { kind: 'kept' }, seeOther(paths.request(params.id)), null)
        const notice: NoticeKey = passing.length === waiting.length ? 'rest' : 'restPartly'
        return seeOther(paths.request(params.id, { notice }), {
          kind: 'done',
          version: at,
          approved: passing.map((row) => row.id),
          left: waiting.filter((row) => !row.mayApprove).map((row) => row.id),
        })
      },
    }),
    simpleAct('endReview', patterns.requestEnd, { zh: '结束审核并回复', en: 'End the review; it can be undone for 30 seconds' }, (id) => paths.request(id)), // prettier-ignore
    simpleAct('undoEnd', patterns.requestUndo, { zh: '撤销结束审核', en: 'Undo the ending' }, (id) => paths.request(id, { notice: 'undone' satisfies NoticeKey })), // prettier-ignore
    simpleAct('release', patterns.requestRelease, { zh: '放回队列', en: 'Put the request back at its place' }, () => `${paths.queue()}?notice=released`), // prettier-ignore
    route({
      method: 'post',
      path: patterns.requestRenew,
      summary: { zh: '延长占用', en: 'The holder is still at it' },
      params: idParam,
      policy: may('decide'),
      handle: async (visit, { params }) => {
        const held = await renewClaim(db, params.id, signedInOf(visit).actor.accountId)
        const request = await readRequest(db, params.id)
        return seeOther(paths.request(params.id), { held, claimUntil: request?.claim_until ?? null, now: visit.now })
      },
    }),
  ]

  async function ownPage(visit: Visit, request: RequestRecord): Promise<Reply> {
    const model = ownRequestModel(await readHead(request, visit))
    return page(
      'request/own',
      `${say(visit.language, ownLabels.title)} ${model.caseNo}`,
      presentOwnRequest(model, visit),
      model,
    )
  }
}

const typedOf = (rowId: number, body: { reasons?: string[] | undefined; text?: string | undefined }): Typed => ({
  rowId,
  reasons: body.reasons ?? [],
  text: (body.text ?? '').trim(),
})

/**
 * The same form sent twice is one act; the same form with another decision (after going back) is another act, which the
 * version then refuses, instead of being taken for the first.
 */
function sameDecisionId(
  given: string | undefined,
  body: { decision: string; reasons?: string[] | undefined; text?: string | undefined },
): string | undefined {
  if (given === undefined) return undefined
  const said = JSON.stringify([body.decision, body.reasons ?? [], body.text ?? ''])
  return `${given}-${createHash('sha256').update(said).digest('base64url').slice(0, 8)}`
}
