/** 进度 /status/:token — needs no account: the link is signed, went to the sender only, and names nobody. */
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { z } from 'zod'
import { readMailStatus } from '../../db/read/status.ts'
import { readStatusToken } from '../../db/read/status-token.ts'
import { maskName } from '../../domain/text/mask.ts'
import type { WebDeps } from '../deps.ts'
import { patterns } from '../paths.ts'
import { route, type Policy, type Route } from '../policy-router.ts'
import { problem } from '../problems.ts'
import { errorJson, fails, page } from '../reply.ts'
import { say } from '../words.ts'
import { presentStatus, statusTitle } from './presenter.ts'

/** Looks of one address in a quarter of an hour: the link cannot be guessed, this is against load. */
const looks = { points: 120, duration: 15 * 60 } as const
const open: Policy<unknown, unknown> = {
  kind: 'open',
  because: 'The signed link is the key; it went to the sender, and the page names nobody.',
}
/** A link of any kind gets the same calm answer. */
const unknown = { zh: '查不到办理进度。', en: 'There is nothing to show.' }

export function statusRoutes({ db, vault }: Pick<WebDeps, 'db' | 'vault'>): Route[] {
  const limiter = new RateLimiterMemory(looks)
  return [
    route({
      method: 'get',
      path: patterns.status,
      summary: { zh: '办理进度', en: 'Where the rows of one mail stand, by the signed link of its answer' },
      params: z.object({ token: z.string().max(200) }),
      policy: open,
      handle: async ({ ip, language }, { params }) => {
        const mayLook = await limiter.consume(ip).then(() => true, () => false) // prettier-ignore
        if (!mayLook) return fails(problem('tooMany'))
        const mailId = readStatusToken(vault, params.token)
        const status = mailId === null ? null : await readMailStatus(db, mailId)
        const json = status === null ? errorJson('notFound', unknown, language) : { ...status, rows: status.rows.map((row) => ({ ...row, name: maskName(row.name) })) } // prettier-ignore
        const reply = page('status/status', say(language, statusTitle), presentStatus(status, language), json, status === null ? 404 : 200) // prettier-ignore
        return { ...reply, secret: true }
      },
    }),
  ]
}
