/** CSRF: the browser's own word (Sec-Fetch-Site, else Origin) and the token of the form, compared in constant time. */
import { timingSafeEqual } from 'node:crypto'
import type { Request } from 'express'
import type { Visit } from './visit.ts'

function sameText(left: string, right: string): boolean {
  const a = Buffer.from(left)
  const b = Buffer.from(right)
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Whether the browser says that the form came from a page of ours. Old browsers and programs say nothing. */
function fromOurPages(req: Request): boolean {
  const site = req.get('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = req.get('origin')
  if (origin === undefined) return true
  return URL.canParse(origin) && new URL(origin).host === req.get('host')
}

/** The token that came with a form, in its field `csrf` or in the header X-CSRF-Token; empty: none. */
export function tokenOf(req: Request): string {
  const field = (req.body as { csrf?: unknown } | undefined)?.csrf
  return req.get('x-csrf-token') ?? (typeof field === 'string' ? field : '')
}

/** A program's token needs none; a cookie does. */
export function csrfHolds(req: Request, visit: Visit): boolean {
  if (visit.signedIn?.via === 'token') return true
  if (!fromOurPages(req)) return false
  const expected = visit.signedIn === null && visit.lapsed !== null ? [visit.csrf, visit.lapsed.csrf] : [visit.csrf]
  const given = tokenOf(req)
  if (given !== '' && expected.some((token) => token !== '' && sameText(given, token))) return true
  // Signing in by JSON: other sites cannot send this type without asking first, and there is no session to misuse.
  return (
    visit.signedIn === null &&
    visit.lapsed === null &&
    given === '' &&
    req.is('application/json') === 'application/json'
  )
}
