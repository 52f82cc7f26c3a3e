/** The review page as it is now, with what was typed, what is wrong with it, and the sentence of what came of an act. */
import { readRequest, type RequestRecord } from '../../db/read/request.ts'
import { denialWords } from '../../domain/policy/denials.ts'
import { isAssociationStaff } from '../../domain/policy/person-scope.ts'
import type { FormError } from '../../domain/forms/checkers.ts'
import type { Denial } from '../../domain/policy/types.ts'
import type { Words } from '../../domain/brand.ts'
import type { GatewayAnswer } from '../gateway-types.ts'
import { notice, type Notice } from '../notice.ts'
import { paths } from '../paths.ts'
import { problem } from '../problems.ts'
import { errorJson, fails, page, seeOther, type Reply } from '../reply.ts'
import { signedInOf, type Visit } from '../visit.ts'
import { say } from '../words.ts'
import { reviewLabels } from './labels.ts'
import type { ReviewAsked, Typed, TypedForm } from './asked.ts'
import { presentReview } from './presenter.ts'
import type { Reader, RequestDeps } from './read.ts'
import { refusalWords } from './refusals.ts'

const plain: Omit<ReviewAsked, 'draft'> = { rowId: null, only: null, typed: null, form: null, notice: null }

export type Pages = ReturnType<typeof reviewPages>

export function reviewPages({ db }: Pick<RequestDeps, 'db'>, reader: Reader) {
  const show = async (
    visit: Visit,
    request: RequestRecord,
    asked: Partial<Omit<ReviewAsked, 'draft'>>,
    status = 200,
    json?: unknown,
  ): Promise<Reply> => {
    const model = await reader.readReview(request, visit)
    const full = { ...plain, ...asked }
    const draft = full.typed === null ? await reader.readDraft(visit, model, full.rowId) : null
    const title = `${say(visit.language, reviewLabels.review)} ${model.caseNo}`
    return page('request/review', title, presentReview(model, { ...full, draft }, visit), json ?? model, status)
  }

  const refused = async (
    visit: Visit,
    id: number,
    { code, status, words, typed = null }: { code: string; status: number; words: Words; typed?: Typed | null },
  ): Promise<Reply> => {
    const request = await readRequest(db, id)
    if (request === undefined) return fails(problem('notFound'))
    const said: Notice = notice(visit.language, 'danger', words)
    return show(visit, request, { rowId: typed?.rowId ?? null, typed, notice: said }, status, errorJson(code, words, visit.language)) // prettier-ignore
  }

  return {
    show,
    refused,

    /** A form that cannot be taken as it is: shown again with its errors at their fields. */
    async wrong(visit: Visit, id: number, form: TypedForm, rowId: number | null = null): Promise<Reply> {
      const request = await readRequest(db, id)
      const [first] = form.errors
      if (request === undefined || first === undefined) return fails(problem('notFound'))
      const fields = form.errors.map(({ path, message }: FormError) => ({ field: path, sentence: say(visit.language, message) })) // prettier-ignore
      const { error } = errorJson(form.code ?? 'badInput', first.message, visit.language)
      return show(visit, request, { rowId, typed: form.decision ?? null, form }, 400, { error: { ...error, fields } })
    },

    /** What the engine answered to an act. */
    async answered(
      visit: Visit,
      id: number,
      answer: GatewayAnswer,
      done: Reply,
      typed: Typed | null = null,
    ): Promise<Reply> {
      if (answer.kind === 'done') return done
      if (answer.kind === 'kept') return seeOther(paths.request(id, { row: typed?.rowId }), { kind: 'kept' })
      return refused(visit, id, { code: answer.refusal, ...refusalWords[answer.refusal], typed })
    },

    /** To colleagues the page says why not, with what was typed; nobody else sees more than the refusal. */
    async denied(visit: Visit, request: RequestRecord, why: Denial, typed: Typed | null = null): Promise<Reply | null> {
      const { actor } = signedInOf(visit)
      if (!isAssociationStaff(actor) || actor.authorityId !== request.authority_id) return null
      return refused(visit, request.id, { code: why, status: 403, words: denialWords[why], typed })
    },
  }
}
