/** Sends a reply: a page to people, the plain model to programs; errors in both, with the same headers. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import { readShell, type ShellRead } from '../db/read/shell.ts'
import { isAssociationStaff } from '../domain/policy/person-scope.ts'
import type { Assets } from './assets.ts'
import { attachmentName } from './attachment-name.ts'
import type { CookieJar } from './cookies.ts'
import type { WebDeps } from './deps.ts'
import { presentMessage } from './message/presenter.ts'
import { noticeScope } from './notices/scope.ts'
import { errorJson, type Reply } from './reply.ts'
import { fileSandbox } from './security-headers.ts'
import { presentSendingBanner, sendingConcerns } from './sending-banner.ts'
import { sharedReading } from './shared-reading.ts'
import { presentShell } from './shell.ts'
import type { Render } from './views.ts'
import { actorOf, type Visit } from './visit.ts'
import { say } from './words.ts'

export type Send = (res: Response, visit: Visit, reply: Reply, faultNumber?: string) => Promise<void>

const nothingTold: ShellRead = { unread: 0, mailsToDo: 0, sendingStopped: false }

export function sender(
  deps: Pick<WebDeps, 'gateway' | 'db' | 'log'>,
  jar: CookieJar,
  assets: Assets,
  render: Render,
): Send {
  const oneShell = sharedReading<ShellRead>()
  const shellOf = async (visit: Visit): Promise<ShellRead> => {
    const actor = actorOf(visit)
    if (actor === null) return nothingTold
    const asked = {
      notices: noticeScope(actor),
      mailsToDoOf: isAssociationStaff(actor) ? actor.authorityId : null,
      sendingOf: sendingConcerns(visit),
    }
    return oneShell(JSON.stringify(asked), visit.snapshot, () => readShell(deps.db, asked))
  }
  const html = async (
    res: Response,
    visit: Visit,
    status: number,
    view: Parameters<Render>[0],
    title: string,
    model: object,
  ) => {
    // Only those who work the queue are shown the engine's state; nobody waits for it longer than its deadline.
    const engine = visit.signedIn === null ? { ok: true, since: null } : await deps.gateway.health()
    // What cannot be read is left out: the page is what was asked for.
    const told = await shellOf(visit).catch((error: unknown) => {
      deps.log.warn({ err: error }, 'the frame was not read')
      return nothingTold
    })
    const shell = {
      ...presentShell(visit, title, assets.urls, engine, told),
      sending: told.sendingStopped ? presentSendingBanner(visit) : null,
    }
    const text = render(view, { ...model, shell })
    res.status(status).type('html').send(text)
  }
  const senders: {
    [Kind in Reply['kind']]: (
      res: Response,
      visit: Visit,
      reply: Extract<Reply, { kind: Kind }>,
      fault: string,
    ) => Promise<void> | void
  } = {
    page: (res, visit, reply) => {
      if (reply.secret === true) {
        res.setHeader('X-Robots-Tag', 'noindex, nofollow')
        res.setHeader('Referrer-Policy', 'no-referrer')
      }
      if (!visit.wantsJson) return html(res, visit, reply.status, reply.view, reply.title, reply.model)
      res.status(reply.status).json(reply.json)
      return undefined
    },
    seeOther: (res, visit, reply) => {
      if (visit.wantsJson) res.status(200).json(reply.json)
      else res.redirect(303, reply.to)
    },
    json: (res, _visit, reply) => {
      res.status(reply.status).json(reply.json)
    },
    bytes: (res, _visit, reply) => {
      res.setHeader('Content-Security-Policy', fileSandbox)
      res.setHeader('Cache-Control', 'private, max-age=3600')
      res.setHeader('Content-Type', reply.type)
      if (reply.downloadAs !== null) res.setHeader('Content-Disposition', attachmentName(reply.downloadAs))
      res.status(200).send(reply.bytes)
    },
    stream: async (res, _visit, reply) => {
      res.setHeader('Content-Security-Policy', fileSandbox)
      res.setHeader('Content-Type', reply.type)
      res.setHeader('Content-Disposition', attachmentName(reply.downloadAs))
      await pipeline(Readable.from(reply.chunks), res)
    },
    problem: (res, visit, { problem }, fault) => {
      if (problem.status === 429) res.setHeader('Retry-After', '60')
      if (visit.wantsJson) {
        const { error } = errorJson(problem.code, problem.sentence, visit.language)
        res
          .status(problem.status)
          .json({ error: problem.fields === undefined ? error : { ...error, fields: problem.fields } })
        return undefined
      }
      const model = presentMessage(problem, visit.language, fault)
      return html(res, visit, problem.status, 'message/message', say(visit.language, problem.title), model)
    },
  }
  return async (res, visit, reply, faultNumber = '') => {
    for (const cookie of reply.cookies ?? []) jar.write(res, cookie)
    // The table's members fit their kinds; the compiler cannot follow one through an index.
    await (senders[reply.kind] as (...args: [Response, Visit, Reply, string]) => Promise<void> | void)(res, visit, reply, faultNumber) // prettier-ignore
  }
}
