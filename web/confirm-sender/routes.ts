/** 确认来信邮箱 /confirm-sender/:token — looking does nothing, since mail programs open links; a button answers. */
import { z } from 'zod'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { confirmSender, readHeldSender, refuseSender } from '../../db/write/web/confirm-sender.ts'
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
/** A program that says none confirms, as before there were two. */
const body = z.strictObject({ answer: z.enum(['ours', 'notOurs']).optional().default('ours') })
const answers = { ours: confirmSender, notOurs: refuseSender } as const
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
      summary: { zh: '确认来信邮箱', en: 'The mail that is held, and what either answer would do' },
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
      summary: { zh: '确认，或答复不是我单位发送', en: 'Confirm the sender, or say that the mail is not ours: it is returned; the first answer counts, twice is once' }, // prettier-ignore
      params,
      body,
      policy: open as Policy<unknown, unknown>,
      handle: async (visit, { params: { token }, body: { answer } }) => {
        if (!(await mayLook(visit.ip))) return fails(problem('tooMany'))
        const { kind } = await answers[answer](db, vault, token)
        // Whoever refuses what was confirmed has something left to do, and is told what.
        const standing = kind === 'already' && answer === 'notOurs' ? 'refusedTooLate' : kind
        return show(visit, standing, await readHeldSender(db, vault, token), token)
      },
    }),
  ]
}
