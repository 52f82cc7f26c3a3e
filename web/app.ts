/** The web application, assembled in one list: headers, files, who asks, routes, errors. */
import { randomUUID } from 'node:crypto'
import express, { type ErrorRequestHandler, type Express } from 'express'
import { findFormOwner } from '../db/read/identity.ts'
import { saveDraft } from '../db/write/web/drafts.ts'
import { accountRoutes } from './account/routes.ts'
import { loadAssets } from './assets.ts'
import { calendarRoutes } from './calendar/routes.ts'
import { confirmSenderRoutes } from './confirm-sender/routes.ts'
import { cookieJar } from './cookies.ts'
import type { WebDeps } from './deps.ts'
import { mountDevMail } from './dev/routes.ts'
import { draftRoutes } from './drafts/routes.ts'
import { refuseUnprintable } from './printable.ts'
import { enterpriseRoutes } from './enterprises/routes.ts'
import { problemOf } from './errors.ts'
import { fairnessRoutes } from './fairness/routes.ts'
import { healthRoutes } from './health/routes.ts'
import { helpRoutes } from './help/routes.ts'
import { homeRoutes } from './home/routes.ts'
import { identify } from './identify.ts'
import { mailRoutes } from './mails/routes.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { noticeRoutes } from './notices/routes.ts'
import { describeRoutes } from './openapi.ts'
import { overviewRoutes } from './overview/routes.ts'
import { patterns } from './paths.ts'
import { personImportRoutes } from './persons-import/routes.ts'
import { createTaker } from './persons-import/take-rows.ts'
import { personFormRoutes } from './persons/form-routes.ts'
import { personLookupRoutes } from './persons/lookup-routes.ts'
import { lookupRoutes } from './lookup-sites/routes.ts'
import { personDeletionRoutes } from './person-deletion/routes.ts'
import { personRoutes } from './persons/routes.ts'
import { personUploadRoutes } from './persons/upload-routes.ts'
import { mountRoutes, type Route } from './policy-router.ts'
import { problem } from './problems.ts'
import { mailboxRoutes } from './mailbox/routes.ts'
import { queueRoutes } from './queue/routes.ts'
import { fails } from './reply.ts'
import { requestRoutes } from './request/routes.ts'
import { searchRoutes } from './search/routes.ts'
import { securityHeaders } from './security-headers.ts'
import { selfCheckRoutes } from './self-check/routes.ts'
import { sender } from './send.ts'
import { signInRoutes } from './sign-in/routes.ts'
import { statusRoutes } from './status/routes.ts'
import { loadViews } from './views.ts'
import { setVisit, visitOf } from './visit.ts'
import { withdrawRoutes } from './withdraw/routes.ts'

/** A form or a JSON body, at most. Files go other ways, with limits of their own. */
const bodyLimit = '256kb'
const fieldLimit = 2_000

export function routesOf(deps: WebDeps): Route[] {
  return [
    ...healthRoutes(deps),
    ...signInRoutes(deps),
    ...homeRoutes(deps),
    ...queueRoutes(deps),
    ...mailboxRoutes(deps),
    ...requestRoutes(deps),
    // Before /persons/:id, whose pattern their addresses fit.
    ...personFormRoutes(deps),
    ...personImportRoutes(deps, createTaker(deps)),
    ...personUploadRoutes(deps),
    ...personLookupRoutes(deps),
    ...personRoutes(deps),
    ...mailRoutes(deps),
    ...accountRoutes(deps),
    ...draftRoutes(deps),
    ...confirmSenderRoutes(deps),
    ...statusRoutes(deps),
    ...withdrawRoutes(deps),
    ...enterpriseRoutes(deps),
    ...noticeRoutes(deps),
    ...overviewRoutes(deps),
    ...calendarRoutes(deps),
    ...fairnessRoutes(deps),
    ...personDeletionRoutes(deps),
    ...lookupRoutes(deps),
    ...searchRoutes(deps),
    ...selfCheckRoutes(deps),
    ...helpRoutes(deps),
  ]
}

export interface WebApp {
  readonly app: Express
  readonly metrics: Metrics
}

/** @throws Error when a template or an asset is missing or wrong: better at the start than at a visit. */
export function createApp(deps: WebDeps): WebApp {
  const app = express()
  const jar = cookieJar(deps.settings.baseUrl)
  const assets = loadAssets()
  const send = sender(deps, jar, assets, loadViews())
  const metrics = createMetrics(deps)
  const routes = routesOf(deps)

  app.disable('x-powered-by')
  app.disable('etag')
  // A reverse proxy on this machine may say whom it serves; nobody else is believed.
  app.set('trust proxy', 'loopback')
  app.use(metrics.time)
  app.use(securityHeaders(deps.settings.baseUrl))
  app.use(assets.serve)
  app.use(express.urlencoded({ extended: false, limit: bodyLimit, parameterLimit: fieldLimit }))
  app.use(express.json({ limit: bodyLimit }))
  app.get(patterns.openapi, (_req, res) => {
    res.json(describeRoutes(routes, deps.settings.baseUrl))
  })
  app.use(identify(deps, jar))
  app.use(refuseUnprintable())
  mountRoutes(app, routes, {
    send,
    keep: (accountId, typed) => saveDraft(deps.db, deps.vault, { accountId, ...typed }),
    whoseForm: (csrf) => findFormOwner(deps.db, csrf),
  })
  mountDevMail(app, deps, send)
  app.use((_req, res) => send(res, visitOf(res), fails(problem('notFound'))))
  app.use(answerErrors(deps, send))
  return { app, metrics }
}

function answerErrors({ log }: Pick<WebDeps, 'log'>, send: ReturnType<typeof sender>): ErrorRequestHandler {
  return async (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error)
      return
    }
    const found = problemOf(error)
    const faultNumber = found.isFault ? randomUUID().slice(0, 8) : ''
    // The route's pattern, never the address: it may hold what somebody typed.
    const { route } = req as { route?: { path?: unknown } }
    if (found.isFault) log.error({ err: error, faultNumber, method: req.method, route: route?.path }, 'fault')
    // An error before identify() (a body that cannot be read) has no visit yet.
    if ((res.locals as { visit?: unknown }).visit === undefined) setVisit(res, strangerOf(req, res))
    await send(res, visitOf(res), fails(found.problem), faultNumber)
  }
}

function strangerOf(req: Parameters<ErrorRequestHandler>[1], res: Parameters<ErrorRequestHandler>[2]) {
  return {
    language: 'zh' as const,
    now: new Date().toISOString(),
    snapshot: null,
    signedIn: null,
    csrf: '',
    lapsed: null,
    wantsJson: !(req.get('accept') ?? '').includes('text/html'),
    url: '/',
    nonce: (res.locals as { nonce: string }).nonce,
    userAgent: '',
    ip: req.ip ?? '',
  }
}
