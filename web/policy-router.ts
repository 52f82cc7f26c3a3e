/**
 * Routes. None is registered without a policy; the policy is asked before the handler runs, and by domain/policy/can.ts
 * alone. What a route accepts is said by its schemas, which also make /openapi.json.
 */
import type { Express, Request, Response } from 'express'
import { z } from 'zod'
import { isSecret } from '../db/crypto.ts'
import type { Words } from '../domain/brand.ts'
import { can } from '../domain/policy/can.ts'
import { denialWords } from '../domain/policy/denials.ts'
import type { Action, Denial, Resource } from '../domain/policy/types.ts'
import { csrfHolds, tokenOf } from './csrf.ts'
import { isMultipart, readMultipart, type FileLimits, type UploadedFile } from './multipart.ts'
import { problem } from './problems.ts'
import { fails, seeOther, type Reply } from './reply.ts'
import { paths } from './paths.ts'
import { unreadable } from './unreadable.ts'
import { actorOf, visitOf, type Visit } from './visit.ts'

export type Method = 'get' | 'post'

/** Found with the resource, so that a handler need not read it again. */
export interface Found<Record> {
  readonly resource: Resource
  readonly record: Record
}
export type Policy<Input, Record> =
  /** For everybody, with the reason. */
  | { readonly kind: 'open'; readonly because: string; readonly find?: never }
  | {
      readonly kind: 'may'
      readonly action: Action
      /** null: there is no such thing (404). */
      readonly find: (input: Input, visit: Visit) => Promise<Found<Record> | null> | Found<Record> | null
    }

/** What was typed on a page whose session has ended; kept for its account. */
export interface Typed {
  readonly form: string
  readonly subject: string
  readonly body: unknown
}

interface Input<Params, Query, Body> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** What came with the form, where the route takes files; otherwise none. */
  readonly files: readonly UploadedFile[]
}

interface Spec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, Record> {
  readonly method: Method
  readonly path: string
  readonly summary: Words
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  /** Takes files beside the fields (multipart/form-data), so many and so large. */
  readonly files?: FileLimits
  readonly policy: Policy<Input<z.output<P>, z.output<Q>, z.output<B>>, Record>
  handle(visit: Visit, input: Input<z.output<P>, z.output<Q>, z.output<B>>, record: Record): Promise<Reply> | Reply
  /** Another answer than the page of 403: to keep what was typed, or because it has happened already. */
  denied?(
    visit: Visit,
    input: Input<z.output<P>, z.output<Q>, z.output<B>>,
    record: Record,
    why: Denial,
  ): Promise<Reply | null>
  /** Another answer than the page of 400, where the form can be shown again. */
  unreadable?(visit: Visit, raw: RawInput): Promise<Reply>
  /** What to keep when the session has ended while this form was open. */
  typed?(input: Input<z.output<P>, z.output<Q>, z.output<B>>): Typed | null
}

interface RawInput {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly files: readonly UploadedFile[]
}

export interface Route {
  readonly method: Method
  readonly path: string
  readonly summary: Words
  readonly policy: { readonly kind: 'open' | 'may'; readonly action: Action | null }
  readonly schemas: {
    readonly params: z.ZodType | null
    readonly query: z.ZodType | null
    readonly body: z.ZodType | null
  }
  readonly files: FileLimits | null
  run(visit: Visit, raw: RawInput): Promise<Reply>
  typed(raw: RawInput): Typed | null
}

const nothing = z.object({})
type Nothing = typeof nothing

/** One route, its types inferred from its schemas. @throws Error without a policy. */
export function route<
  Record,
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
>(spec: Spec<P, Q, B, Record>): Route {
  const { policy } = spec as { policy?: typeof spec.policy }
  if (policy === undefined) throw new Error(`${spec.method} ${spec.path} has no policy and is not registered.`)
  // Without a schema the parsed value is an empty object, which is what the inferred type says.
  const schemas = { params: spec.params ?? nothing, query: spec.query ?? nothing, body: spec.body ?? nothing }

  type Parsed = Input<z.output<P>, z.output<Q>, z.output<B>>
  const parse = (
    raw: RawInput,
  ): { ok: true; input: Parsed } | { ok: false; where: 'params' | 'query' | 'body'; error: z.ZodError } => {
    const params = schemas.params.safeParse(raw.params)
    if (!params.success) return { ok: false, where: 'params', error: params.error }
    const query = schemas.query.safeParse(raw.query)
    if (!query.success) return { ok: false, where: 'query', error: query.error }
    const body = schemas.body.safeParse(raw.body)
    if (!body.success) return { ok: false, where: 'body', error: body.error }
    return { ok: true, input: { params: params.data, query: query.data, body: body.data, files: raw.files } as Parsed }
  }

  return {
    method: spec.method,
    path: spec.path,
    summary: spec.summary,
    policy: { kind: policy.kind, action: policy.kind === 'may' ? policy.action : null },
    schemas: { params: spec.params ?? null, query: spec.query ?? null, body: spec.body ?? null },
    files: spec.files ?? null,
    typed(raw) {
      const parsed = parse(raw)
      return parsed.ok ? (spec.typed?.(parsed.input) ?? null) : null
    },
    async run(visit, raw) {
      if (policy.kind === 'may' && visit.signedIn === null) return askToSignIn(visit, false)
      const parsed = parse(raw)
      if (!parsed.ok) {
        if (parsed.where === 'params') return fails(problem('notFound'))
        if (spec.unreadable !== undefined) return spec.unreadable(visit, raw)
        return fails(unreadable(parsed.where, parsed.error))
      }
      const { input } = parsed
      if (policy.kind === 'open') return spec.handle(visit, input, undefined as Record)
      const found = await policy.find(input, visit)
      if (found === null) return fails(problem('notFound'))
      const verdict = can(actorOf(visit), policy.action, found.resource)
      if (!verdict.allowed) {
        const other = (await spec.denied?.(visit, input, found.record, verdict.why)) ?? null
        return other ?? fails(problem('forbidden', { code: verdict.why, sentence: denialWords[verdict.why] }))
      }
      return spec.handle(visit, input, found.record)
    },
  }
}

function askToSignIn(visit: Visit, kept: boolean): Reply {
  if (visit.wantsJson) return fails(problem('notSignedIn'))
  const lapsed = visit.lapsed === null ? undefined : kept ? 'kept' : 'lapsed'
  return seeOther(paths.signIn(visit.url, lapsed))
}

export interface RouterOptions {
  send(res: Response, visit: Visit, reply: Reply): Promise<void>
  /** Keeps what was typed on a page whose session has ended. */
  keep(accountId: number, typed: Typed): Promise<void>
  /** Whose page carried this token, when no cookie came with the form: signed out in another tab. */
  whoseForm(csrf: string): Promise<Visit['lapsed']>
}

/** Registers the routes in their order. */
export function mountRoutes(app: Express, routes: readonly Route[], options: RouterOptions): void {
  for (const one of routes) {
    app[one.method](one.path, async (req: Request, res: Response) => {
      const visit = visitOf(res)
      const files =
        one.files !== null && isMultipart(req) ? await readMultipart(req, res, one.files, visit.signedIn !== null) : []
      const raw: RawInput = { params: req.params, query: req.query, body: withoutCsrf(req.body), files }
      await options.send(res, visit, await answer(one, visit, raw, req, options))
    })
  }
}

async function answer(one: Route, asked: Visit, raw: RawInput, req: Request, options: RouterOptions): Promise<Reply> {
  if (one.method === 'get') return one.run(asked, raw)
  const lapsed = asked.signedIn === null && one.policy.kind === 'may'
  const visit = lapsed && asked.lapsed === null ? { ...asked, lapsed: await ownerOfForm(req, options) } : asked
  const holds = csrfHolds(req, visit)
  if (!lapsed) return holds ? one.run(visit, raw) : fails(problem('formExpired'))
  const typed = holds && visit.lapsed !== null ? one.typed(raw) : null
  if (typed !== null && visit.lapsed !== null) await options.keep(visit.lapsed.accountId, typed)
  // A form cannot be sent again by a redirect: come back to the page that held it.
  const back = req.get('referer')
  const from = back !== undefined && URL.canParse(back) ? new URL(back) : null
  return askToSignIn({ ...visit, url: from === null ? paths.home() : from.pathname + from.search }, typed !== null)
}

async function ownerOfForm(req: Request, options: RouterOptions): Promise<Visit['lapsed']> {
  const csrf = tokenOf(req)
  return isSecret(csrf) ? options.whoseForm(csrf) : null
}

/** The token is checked apart and is no part of any form. */
function withoutCsrf(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return {}
  const rest = { ...(body as Record<string, unknown>) }
  delete rest['csrf']
  return rest
}

export const idParam = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) })
