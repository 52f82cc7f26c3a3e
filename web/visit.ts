/** One request of one visitor, as pages see it: who, in which language, when. Made once in identify.ts. */
import type { Response } from 'express'
import type { Moment } from '../domain/brand.ts'
import type { Actor } from '../domain/policy/types.ts'
import type { Language } from './words.ts'

export interface SignedIn {
  readonly actor: Actor
  readonly name: string
  readonly login: string
  readonly authorityName: string | null
  readonly enterpriseName: string | null
  /** Enterprises that this person may act for. */
  readonly enterprises: readonly { readonly id: number; readonly name: string }[]
  /** A session is a browser's; a token is a program's and needs no CSRF token. */
  readonly via: 'session' | 'token'
  /** Names the session in the list of one's own sessions; null for a token. */
  readonly sessionId: string | null
}

export interface Visit {
  readonly language: Language
  /** The database's clock; for pages that need no account, this process's. */
  readonly now: Moment
  /**
   * What of the database this visit could see when it came (pg_current_snapshot): equal ones see the same. null: not
   * known, or the visit may change what it then shows.
   */
  readonly snapshot: string | null
  readonly signedIn: SignedIn | null
  /** What a form of this visitor must carry. */
  readonly csrf: string
  /** A session cookie that came but no longer holds: whose it was, so that what was typed can be kept. */
  readonly lapsed: { readonly accountId: number; readonly csrf: string } | null
  readonly wantsJson: boolean
  /** Path and query as asked, for coming back after signing in or switching language. */
  readonly url: string
  readonly nonce: string
  readonly userAgent: string
  readonly ip: string
}

export const actorOf = (visit: Visit): Actor | null => visit.signedIn?.actor ?? null

export function visitOf(res: Response): Visit {
  const visit = (res.locals as { visit?: Visit }).visit
  if (visit === undefined) throw new Error('No visit: identify() must come before the routes.')
  return visit
}

export function setVisit(res: Response, visit: Visit): void {
  ;(res.locals as { visit?: Visit }).visit = visit
}

/** For handlers behind a policy other than `open`: somebody is signed in. */
export function signedInOf(visit: Visit): SignedIn {
  if (visit.signedIn === null) throw new Error('Only behind a policy that asks for an account.')
  return visit.signedIn
}
