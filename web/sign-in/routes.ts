/** 登录 /sign-in and 退出 /sign-out. */
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { endSession, signIn } from '../../db/write/web/sessions.ts'
import type { WebDeps } from '../deps.ts'
import { ownPath, paths, patterns } from '../paths.ts'
import { route, type Route } from '../policy-router.ts'
import { problem } from '../problems.ts'
import { errorJson, fails, page, seeOther, type Reply } from '../reply.ts'
import type { Visit } from '../visit.ts'
import { say } from '../words.ts'
import type { Words } from '../../domain/brand.ts'
import { signInLimits } from './limits.ts'
import { emptyWords, lockedWords, presentSignIn, refusedWords, signInTitle, whySignIn } from './presenter.ts'

/**
 * Milliseconds after which a refusal is said: longer than any of the ways to it takes, so that its time tells nothing of
 * whether the name is known.
 */
const refusalMs = 250
const longest = { login: 64, password: 256, next: 2_000 } as const
const credentials = z.strictObject({
  login: z.string().max(longest.login),
  password: z.string().max(longest.password),
  next: z.string().max(longest.next).optional(),
})

export function signInRoutes({ db }: Pick<WebDeps, 'db'>): Route[] {
  const limits = signInLimits()

  const again = (
    visit: Visit,
    typed: { login: string; next: string },
    status: number,
    code: string,
    error: Words,
  ): Reply =>
    page(
      'sign-in/sign-in',
      say(visit.language, signInTitle),
      presentSignIn(visit.language, { ...typed, why: null, error }),
      errorJson(code, error, visit.language),
      status,
    )

  return [
    route({
      method: 'get',
      path: patterns.signIn,
      summary: { zh: '登录页', en: 'Sign-in page' },
      query: z.object({
        next: z.string().max(longest.next).optional(),
        why: z.enum(whySignIn).optional().catch(undefined),
      }),
      policy: { kind: 'open', because: 'Nobody is signed in yet.' },
      handle: (visit, { query }) => {
        if (visit.signedIn !== null) return seeOther(ownPath(query.next))
        const model = presentSignIn(visit.language, {
          next: ownPath(query.next),
          login: '',
          why: query.why ?? null,
          error: null,
        })
        return page('sign-in/sign-in', say(visit.language, signInTitle), model, { csrf: visit.csrf })
      },
    }),
    route({
      method: 'post',
      path: patterns.signIn,
      summary: { zh: '登录', en: 'Sign in; answers with the session cookie and the CSRF token' },
      body: credentials,
      policy: { kind: 'open', because: 'Nobody is signed in yet.' },
      unreadable: (visit) =>
        Promise.resolve(again(visit, { login: '', next: paths.home() }, 400, 'badInput', emptyWords)),
      handle: async (visit, { body }) => {
        const typed = { login: body.login.trim(), next: ownPath(body.next) }
        if (typed.login === '' || body.password === '') return again(visit, typed, 400, 'badInput', emptyWords)
        const said = pause(refusalMs)
        if (!(await limits.addressMayTry(visit.ip))) return fails(problem('tooMany'))
        if (await limits.nameIsLocked(typed.login)) {
          await said
          return again(visit, typed, 429, 'locked', lockedWords)
        }
        const outcome = await signIn(db, { login: typed.login, password: body.password, userAgent: visit.userAgent })
        if (outcome.kind === 'refused') {
          await limits.wrong(typed.login)
          await said
          return again(visit, typed, 401, 'refused', refusedWords)
        }
        await limits.right(typed.login)
        // The old session, if any, is of no use to anybody now.
        if (visit.signedIn?.sessionId != null)
          await endSession(db, visit.signedIn.actor.accountId, visit.signedIn.sessionId)
        return seeOther(typed.next, { csrf: outcome.csrf, accountId: outcome.accountId }, [
          { kind: 'session', value: outcome.token },
          { kind: 'visitor', value: null },
        ])
      },
    }),
    route({
      method: 'post',
      path: patterns.signOut,
      summary: { zh: '退出', en: 'Sign out' },
      policy: { kind: 'open', because: 'Ends only the visitor’s own session.' },
      handle: async (visit) => {
        const { signedIn } = visit
        if (signedIn?.sessionId != null) await endSession(db, signedIn.actor.accountId, signedIn.sessionId)
        return seeOther(paths.signIn(undefined, 'signedOut'), { ok: true }, [{ kind: 'session', value: null }])
      },
    }),
  ]
}
