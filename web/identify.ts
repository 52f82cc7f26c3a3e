/** Finds out who asks: by session cookie or API token; in which language; and what form of answer is wanted. */
import { createHash } from 'node:crypto'
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import { isSecret, newSecret } from '../db/crypto.ts'
import { findSession, findToken, type Identity } from '../db/read/identity.ts'
import { touchSession, touchToken } from '../db/write/web/sessions.ts'
import type { CookieJar } from './cookies.ts'
import type { WebDeps } from './deps.ts'
import { problem, type Problem } from './problems.ts'
import { sharedReading } from './shared-reading.ts'
import { setVisit, type SignedIn, type Visit } from './visit.ts'
import { languages, type Language } from './words.ts'

const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** An answer before any route: a token that is not ours. */
export class ProblemError extends Error {
  override name = 'ProblemError'
  readonly problem: Problem
  constructor(found: Problem) {
    super(found.code)
    this.problem = found
  }
}

export function identify({ db }: Pick<WebDeps, 'db'>, jar: CookieJar): RequestHandler {
  const oneSession = sharedReading<Awaited<ReturnType<typeof findSession>>>()
  const sessionOf = (hash: string) => oneSession(hash, null, () => findSession(db, hash))
  return async (req: Request, res: Response, next: NextFunction) => {
    const language = readLanguage(req, res, jar)
    const anonymous: Visit = {
      language,
      now: new Date().toISOString(),
      snapshot: null,
      signedIn: null,
      csrf: '',
      lapsed: null,
      wantsJson: wantsJson(req),
      url: req.originalUrl,
      nonce: (res.locals as { nonce: string }).nonce,
      userAgent: (req.get('user-agent') ?? '').slice(0, 200),
      ip: req.ip ?? '',
    }
    setVisit(res, anonymous)
    const bearer = /^Bearer (\S{1,200})$/i.exec(req.get('authorization') ?? '')?.[1]
    if (bearer !== undefined) {
      setVisit(res, { ...anonymous, wantsJson: !prefersHtml(req) })
      const identity = await findToken(db, hashToken(bearer))
      if (identity === null) throw new ProblemError(problem('wrongToken'))
      if (identity.touch) await touchToken(db, hashToken(bearer))
      setVisit(res, {
        ...anonymous,
        wantsJson: !prefersHtml(req),
        now: identity.now,
        snapshot: snapshotOf(req, identity),
        signedIn: signedIn(identity, 'token'),
      })
      next()
      return
    }
    const cookie = jar.read(req, 'session')
    const identity = cookie === null ? null : await sessionOf(hashToken(cookie))
    if (identity?.live === true && cookie !== null) {
      if (identity.touch) await touchSession(db, hashToken(cookie))
      setVisit(res, {
        ...anonymous,
        now: identity.now,
        snapshot: snapshotOf(req, identity),
        signedIn: signedIn(identity, 'session'),
        csrf: identity.csrf,
      })
      next()
      return
    }
    const lapsed =
      identity === null || identity.disabled ? null : { accountId: identity.accountId, csrf: identity.csrf }
    setVisit(res, { ...anonymous, lapsed, csrf: readVisitor(req, res, jar) })
    next()
  }
}

/** A visit that may change the record shows what it then is. */
const snapshotOf = ({ method }: Request, { snapshot }: Identity) => (method === 'GET' ? snapshot : null)

function signedIn(identity: Identity, via: SignedIn['via']): SignedIn {
  return {
    actor: {
      accountId: identity.accountId,
      roles: identity.roles,
      authorityId: identity.authorityId,
      authorityKind: identity.authorityKind,
      regionCode: identity.regionCode,
      enterpriseId: identity.enterprise?.id ?? null,
    },
    name: identity.name,
    login: identity.login,
    authorityName: identity.authorityName,
    enterpriseName: identity.enterprise?.name ?? null,
    enterprises: identity.enterprises,
    via,
    sessionId: identity.publicId,
  }
}

/** `?lang=en` chooses and is remembered; Chinese first. */
function readLanguage(req: Request, res: Response, jar: CookieJar): Language {
  const asked = languages.find((language) => language === req.query['lang'])
  if (asked !== undefined) jar.write(res, { kind: 'language', value: asked })
  const kept = jar.read(req, 'language')
  return asked ?? languages.find((language) => language === kept) ?? 'zh'
}

/** Before signing in, the form's token is this cookie's value: another site can neither read nor set it. */
function readVisitor(req: Request, res: Response, jar: CookieJar): string {
  const kept = jar.read(req, 'visitor')
  if (kept !== null && isSecret(kept)) return kept
  const value = newSecret()
  jar.write(res, { kind: 'visitor', value })
  return value
}

const prefersHtml = (req: Request): boolean => (req.get('accept') ?? '').includes('text/html')

function wantsJson(req: Request): boolean {
  if (prefersHtml(req)) return req.accepts(['html', 'json']) === 'json'
  return (req.get('accept') ?? '').includes('json') || req.is('application/json') === 'application/json'
}
