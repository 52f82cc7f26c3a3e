/** 受理邮箱 /mailbox — how reading the association's mailbox goes, what is wrong and what to do; and the button to look now. */
import { z } from 'zod'
import { readMailboxHealth } from '../../db/read/mailbox.ts'
import { askForLook } from '../../db/write/web/mailbox-look.ts'
import { can } from '../../domain/policy/can.ts'
import type { WebDeps } from '../deps.ts'
import { notice } from '../notice.ts'
import { paths, patterns } from '../paths.ts'
import { route, type Policy, type Route } from '../policy-router.ts'
import { page, seeOther } from '../reply.ts'
import { signedInOf } from '../visit.ts'
import { say } from '../words.ts'
import { lookingWords, mailboxTitle, presentMailbox } from './presenter.ts'

const ownMailbox = (action: 'queue.view' | 'mailbox.look'): Policy<unknown, { authorityId: string }> => ({
  kind: 'may',
  action,
  find: (_input, visit) => {
    const authorityId = signedInOf(visit).actor.authorityId ?? ''
    return { resource: { kind: 'queue', authorityId }, record: { authorityId } }
  },
})

export function mailboxRoutes({ db }: Pick<WebDeps, 'db'>): Route[] {
  return [
    route({
      method: 'get',
      path: patterns.mailbox,
      summary: { zh: '受理邮箱的状态', en: 'How reading the mailbox goes' },
      query: z.object({ notice: z.enum(['looking']).optional().catch(undefined) }),
      policy: ownMailbox('queue.view'),
      handle: async (visit, { query }, { authorityId }) => {
        const health = await readMailboxHealth(db, authorityId)
        const mayLook = can(signedInOf(visit).actor, 'mailbox.look', { kind: 'queue', authorityId }).allowed
        const model = { health, mayLook }
        const said = query.notice === undefined ? null : notice(visit.language, 'success', lookingWords)
        return page('mailbox/mailbox', say(visit.language, mailboxTitle), presentMailbox(model, visit, said), model)
      },
    }),
    route({
      method: 'post',
      path: patterns.mailboxLook,
      summary: { zh: '立即查看邮箱', en: 'Look into the mailbox now' },
      policy: ownMailbox('mailbox.look'),
      handle: async (_visit, _input, { authorityId }) => {
        const asked = await askForLook(db, authorityId)
        return seeOther(paths.mailbox({ notice: 'looking' }), { asked })
      },
    }),
  ]
}
