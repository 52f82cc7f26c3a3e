/** What a route answers. One value for people and programs: the page's strings, and the plain model behind them. */
import type { Words } from '../domain/brand.ts'
import type { Problem } from './problems.ts'
import type { ViewName, Views } from './view-models.ts'

export interface Cookie {
  readonly kind: 'session' | 'language' | 'visitor'
  /** null takes the cookie away. */
  readonly value: string | null
}

interface Common {
  readonly cookies?: readonly Cookie[]
}

export interface PageReply extends Common {
  readonly kind: 'page'
  readonly status: number
  readonly view: ViewName
  readonly title: string
  readonly model: object
  /** What `Accept: application/json` gets: codes, ids and ISO moments. */
  readonly json: unknown
  /** The address itself opens the page: no search engine keeps it, and no other page is told of it. */
  readonly secret?: boolean
}
export interface SeeOther extends Common {
  readonly kind: 'seeOther'
  readonly to: string
  /** Programs get this with 200 instead of the way to the next page. */
  readonly json: unknown
}
export interface BytesReply extends Common {
  readonly kind: 'bytes'
  readonly bytes: Buffer
  readonly type: string
  /** Present: saved under this name, never shown in place. */
  readonly downloadAs: string | null
}
/** A file too long to hold: made while it is sent. */
export interface StreamReply extends Common {
  readonly kind: 'stream'
  readonly chunks: AsyncIterable<string>
  readonly type: string
  readonly downloadAs: string
}
export interface ProblemReply extends Common {
  readonly kind: 'problem'
  readonly problem: Problem
}
export interface JsonReply extends Common {
  readonly kind: 'json'
  readonly status: number
  readonly json: unknown
}
export type Reply = PageReply | SeeOther | BytesReply | StreamReply | ProblemReply | JsonReply

export function page<Name extends ViewName>(
  view: Name,
  title: string,
  model: Views[Name],
  json: unknown,
  status = 200,
): PageReply {
  return { kind: 'page', status, view, title, model, json }
}
export const seeOther = (to: string, json: unknown = { ok: true }, cookies: readonly Cookie[] = []): SeeOther => ({
  kind: 'seeOther',
  to,
  json,
  cookies,
})
export const fails = (problem: Problem): ProblemReply => ({ kind: 'problem', problem })

/** An error as programs get it. */
export const errorJson = (code: string, sentence: Words, language: 'zh' | 'en') => ({
  error: { code, sentence: sentence[language] },
})
