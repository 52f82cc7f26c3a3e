/** 确认来信邮箱 /confirm-sender/:token — looking does nothing, since mail programs open links; the button confirms. */
import { z } from 'zod'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { confirmSender, readHeldSender } from '../../db/write/web/confirm-sender.ts'
import type { WebDeps } from '../deps.ts'
import { patterns } from '../paths.ts'
import { route, type Policy, type Route } from '../policy-router.ts'
import { problem } from '../problems.ts'
import { fails, page, type Reply } from '../reply.ts'
import type { Visit } from '../visit.ts'
import { say } from '../words.ts'
import { confirmTitle, presentConfirmSender, type Standing } from './presenter.ts'

/** Looks of one address in a quarter of an hour: the link has 256 bits, this is against load. */
const looks = { points: 120, duration: 15 * 60 } as const
const params = z.object({ token: z.string().regex(/^[\w-]{16,128}$/) })
const open: Policy<never, never> = {
  kind: 'open',
  because: 'The link itself is the key; it went to the registered address only.',
}

export function confirmSenderRoutes({ db, vault }: Pick<WebDeps, 'db' | 'vault'>): Route[] {
  const limiter = new RateLimiterMemory(looks)
  const mayLook = (ip: string): Promise<boolean> => limiter.consume(ip).then(() => true, () => false) // prettier-ignore

  const show = (
    visit: Visit,
    standing: Standing,
    held: Awaited<ReturnType<typeof readHeldSender>>,
    token: string,
  ): Reply => {
    const { page: model, status } = presentConfirmSender(standing, held, token, visit.language)
    return page('confirm-sender/confirm-sender', say(visit.language, confirmTitle), model, { kind: standing, ...(held === null ? {} : { ...held, kind: standing }) }, status) // prettier-ignore
  }

  return [
    route({
      method: 'get',
      path: patterns.confirmSender,
      summary: { zh: '确认来信邮箱', en: 'What confirming would do' },
      params,
      policy: open as Policy<unknown, unknown>,
      handle: async (visit, { params: { token } }) => {
        if (!(await mayLook(visit.ip))) return fails(problem('tooMany'))
        const held = await readHeldSender(db, vault, token)
        return show(visit, held?.kind ?? 'unknown', held, token)
      },
    }),
    route({
      method: 'post',
      path: patterns.confirmSender,
      summary: { zh: '确认', en: 'Confirm the sender; twice is once' },
      params,
      policy: open as Policy<unknown, unknown>,
      handle: async (visit, { params: { token } }) => {
        if (!(await mayLook(visit.ip))) return fails(problem('tooMany'))
        const { kind } = await confirmSender(db, vault, token)
        return show(visit, kind, await readHeldSender(db, vault, token), token)
      },
    }),
  ]
}
