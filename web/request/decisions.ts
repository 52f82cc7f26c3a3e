/** 逐人决定: pass or reject one person, and pass everybody who is left and in order. */
import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { dropDraft } from '../../db/write/web/drafts.ts'
import type { Words } from '../../domain/brand.ts'
import { rejectionCodes, saysWhy } from '../../domain/unban/rejections.ts'
import { decisionSubject } from '../drafts/subject.ts'
import { listOf } from '../list-param.ts'
import { paths, patterns } from '../paths.ts'
import { idParam, route, type Route } from '../policy-router.ts'
import { problem } from '../problems.ts'
import { fails, seeOther } from '../reply.ts'
import { signedInOf } from '../visit.ts'
import { undecided } from './model.ts'
import type { NoticeKey } from './notices.ts'
import type { Pages } from './page.ts'
import type { Typed } from './asked.ts'
import type { Reader, RequestDeps } from './read.ts'
import { refusalWords } from './refusals.ts'
import { teller, updateId, version } from './tell.ts'

const longestText = 500
const only = z.literal('undecided').optional()
const decisionBody = z.strictObject({
  decision: z.enum(['approve', 'reject']),
  reasons: listOf(z.enum(rejectionCodes), rejectionCodes.length).optional(),
  text: z.string().max(longestText).optional(),
  version,
  updateId,
  only,
})
const restBody = z.strictObject({ version, updateId, only })
const rowParams = idParam.extend({ rowId: z.coerce.number().int().positive() })

export function decisionRoutes({ db, vault, gateway }: RequestDeps, reader: Reader, pages: Pages): Route[] {
  const tell = teller({ db, gateway })
  return [
    route({
      method: 'post',
      path: patterns.requestDecision,
      summary: { zh: '对一人作出决定', en: 'Pass or reject one person; a draft until the review is ended' },
      params: rowParams,
      body: decisionBody,
      policy: reader.may('decide'),
      typed: ({ params, body }) => ({
        form: 'decision',
        subject: decisionSubject(params.id, params.rowId),
        body: { reasons: body.reasons ?? [], text: body.text ?? '' },
      }),
      unreadable: (_visit, { body }) =>
        Promise.resolve(fails(problem('badInput', { sentence: unreadableWords(body) }))),
      denied: (visit, { params, body }, request, why) => pages.denied(visit, request, why, typedOf(params.rowId, body)),
      handle: async (visit, { params, body }) => {
        const typed = typedOf(params.rowId, body)
        const { accountId } = signedInOf(visit).actor
        const reject = body.decision === 'reject'
        if (reject && !saysWhy(typed.reasons, typed.text)) {
          const field = typed.reasons.length === 0 ? 'reasons' : 'text'
          const errors = [{ path: field, message: refusalWords.reasonMissing.words }]
          return pages.wrong(visit, params.id, { kind: 'decision', code: 'reasonMissing', values: {}, decision: typed, errors }, params.rowId) // prettier-ignore
        }
        const input = {
          by: accountId,
          version: body.version,
          rowId: params.rowId,
          decision: body.decision,
          reasons: reject ? typed.reasons : [],
          sealedText: reject && typed.text !== '' ? vault.seal(typed.text) : null,
        }
        const answer = await tell.act(visit, 'decide', params.id, input, sameDecisionId(body.updateId, body))
        if (answer.kind !== 'refused') {
          await dropDraft(db, { accountId, form: 'decision', subject: decisionSubject(params.id, params.rowId) })
        }
        return pages.answered(visit, params.id, answer, seeOther(paths.request(params.id, { only: body.only }), answer), typed) // prettier-ignore
      },
    }),
    route({
      method: 'post',
      path: patterns.requestApproveRest,
      summary: { zh: '全部通过其余', en: 'Pass everybody who is undecided and has no failing check' },
      params: idParam,
      body: restBody,
      policy: reader.may('decide'),
      denied: (visit, _input, request, why) => pages.denied(visit, request, why),
      handle: async (visit, { params, body }, request) => {
        const model = await reader.readReview(request, visit)
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
          const answer = await tell.act(visit, 'decide', params.id, input, `${body.updateId ?? randomUUID()}-${row.id}`)
          if (answer.kind === 'refused') return pages.answered(visit, params.id, answer, seeOther(paths.request(params.id))) // prettier-ignore
          // Kept acts wait in their order, each on what the one before it will have left.
          kept ||= answer.kind === 'kept'
          if (answer.kind === 'done') at = answer.version
        }
        if (kept) return pages.answered(visit, params.id, { kind: 'kept' }, seeOther(paths.request(params.id)))
        const notice: NoticeKey = passing.length === waiting.length ? 'rest' : 'restPartly'
        return seeOther(paths.request(params.id, { notice, only: body.only }), {
          kind: 'done',
          version: at,
          approved: passing.map((row) => row.id),
          left: waiting.filter((row) => !row.mayApprove).map((row) => row.id),
        })
      },
    }),
  ]
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

const fieldWords: Record<keyof z.output<typeof decisionBody>, Words> = {
  decision: { zh: '决定（通过 approve 或驳回 reject）', en: 'decision (approve or reject)' },
  reasons: { zh: `驳回原因（只能是 ${rejectionCodes.join('、')}）`, en: `reasons (of ${rejectionCodes.join(', ')})` },
  text: { zh: `补充说明（最多 ${longestText} 字）`, en: `text (${longestText} characters at most)` },
  version: { zh: '页面版本 version', en: 'version' },
  updateId: { zh: '提交编号 updateId', en: 'updateId' },
  only: { zh: '筛选 only', en: 'only' },
}

/** Names what cannot be read in words; never what was written. */
function unreadableWords(body: unknown): Words {
  const read = decisionBody.safeParse(body)
  const issues = read.success ? [] : read.error.issues
  const known = [...new Set(issues.map(({ path: [field] }) => String(field ?? '')))].flatMap((field) =>
    field in fieldWords ? [fieldWords[field as keyof typeof fieldWords]] : [],
  )
  const also = issues.some(({ code }) => code === 'unrecognized_keys')
  return {
    zh: `以下内容缺失或格式不对，请更正后重新提交：${[...known.map(({ zh }) => zh), ...(also ? ['多余的字段'] : [])].join('；')}。`,
    en: `Missing or not in the right form, please correct: ${[...known.map(({ en }) => en), ...(also ? ['unknown fields'] : [])].join('; ')}.`,
  }
}
