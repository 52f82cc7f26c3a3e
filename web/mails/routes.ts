/** 来信 /mails — every mail received, with its state and what came of it. Never its HTML. */
import { z } from 'zod'
import { readAttachment, readMails, type MailRecord, type MailScope } from '../../db/read/mails.ts'
import { readSendingState } from '../../db/read/sending-state.ts'
import { recordQuarantineOpened } from '../../db/write/web/reveals.ts'
import { can } from '../../domain/policy/can.ts'
import { isAssociationStaff } from '../../domain/policy/person-scope.ts'
import type { Actor } from '../../domain/policy/types.ts'
import { mailStates } from '../../domain/unban/types.ts'
import { patterns } from '../paths.ts'
import { idParam, route, type Route } from '../policy-router.ts'
import { problem } from '../problems.ts'
import { fails, page, type Reply } from '../reply.ts'
import { readStored } from '../stored.ts'
import { signedInOf } from '../visit.ts'
import { say } from '../words.ts'
import { mailActRoutes } from './act-routes.ts'
import { extractAttachment } from './extract-attachment.ts'
import { filesLockedWords } from './files-presenter.ts'
import { mailsTitle, presentMails, type MailsModel } from './list-presenter.ts'
import { filesLocked, mailCase, mailPages, seesWhole, type MailDeps } from './page.ts'

const longestText = 60
const insideWords = {
  zh: '这个附件不能单独取出，请下载整封邮件查看。',
  en: 'This attachment cannot be taken out by itself; please download the whole mail.',
}

export function mailRoutes(deps: MailDeps): Route[] {
  const { db, files } = deps
  const pages = mailPages(deps)
  const one = { kind: 'may', action: 'mail.view', find: pages.find } as const

  /** How the office's mailbox sends; an authority has one. */
  const readSending = async (scope: MailScope, actor: Actor): Promise<MailsModel['sending']> => {
    if (scope.kind !== 'authority') return null
    const mailbox = await db.selectFrom('mailbox').select('id').where('authority_id', '=', scope.authorityId).orderBy('id').limit(1).executeTakeFirst() // prettier-ignore
    if (mailbox === undefined) return null
    const mayLetGoOn = can(actor, 'sending.letGoOn', { kind: 'queue', authorityId: scope.authorityId }).allowed
    return { ...(await readSendingState(db, mailbox.id)), mayLetGoOn }
  }

  const sendWhole = async (mail: MailRecord): Promise<Reply> => {
    const bytes = await readStored(files, mail.raw_sha)
    return bytes === null ? fails(problem('notFound')) : download(bytes, `mail-${mail.id}.eml`)
  }
  const sendAttachment = async (mail: MailRecord, n: number): Promise<Reply> => {
    const attachment = await readAttachment(db, mail.id, n)
    const raw = attachment === undefined ? null : await readStored(files, attachment.raw_sha)
    if (attachment === undefined || raw === null) return fails(problem('notFound'))
    const bytes = await extractAttachment(raw, attachment.sha256)
    return bytes === null ? fails(problem('notFound', { sentence: insideWords })) : download(bytes, attachment.name)
  }

  return [
    ...mailActRoutes(deps),
    route({
      method: 'get',
      path: patterns.mails,
      summary: { zh: '来信', en: 'Mails received, the newest first' },
      query: z.object({
        q: z.string().max(longestText).optional(),
        state: z.enum(mailStates).or(z.literal('')).optional(),
        view: z.enum(['todo', '']).optional(),
        after: z.coerce.number().int().positive().optional(),
      }),
      policy: {
        kind: 'may',
        action: 'mail.view',
        // The actor's own mails: nobody else's can be named.
        find: (_input, visit) => {
          const scope = scopeOf(signedInOf(visit).actor)
          const resource = scope.kind === 'authority' ? { kind: 'mail' as const, authorityId: scope.authorityId, enterpriseIds: [] } : { kind: 'mail' as const, authorityId: '', enterpriseIds: [scope.enterpriseId] } // prettier-ignore
          return { resource, record: scope }
        },
      },
      handle: async (visit, { query }, scope) => {
        const asked = {
          q: (query.q ?? '').trim(),
          state: query.state || null,
          todo: query.view === 'todo',
          after: query.after ?? null,
        }
        const found = await readMails(db, {
          scope,
          text: asked.q,
          state: asked.state,
          todo: asked.todo,
          afterId: asked.after,
        })
        const model = {
          mails: found.rows,
          next: found.nextId,
          sending: await readSending(scope, signedInOf(visit).actor),
        }
        return page('mails/mails', say(visit.language, mailsTitle), presentMails(model, asked, visit), model)
      },
    }),
    route({
      method: 'get',
      path: patterns.mail,
      summary: { zh: '一封来信', en: 'One mail: facts, text, rows and answers' },
      params: idParam,
      query: z.object({ act: z.string().max(120).optional() }),
      policy: one,
      handle: async (visit, { query }, mail) => pages.show(mail, visit, null, await pages.noticeOf(query.act, visit)),
    }),
    route({
      method: 'get',
      path: patterns.mailRaw,
      summary: { zh: '整封邮件', en: 'The mail as it came, to be saved' },
      params: idParam,
      policy: one,
      handle: async (visit, _input, mail): Promise<Reply> => {
        if (!seesWhole(signedInOf(visit).actor, mail)) return fails(problem('forbidden'))
        if (filesLocked(mail)) return fails(problem('forbidden', { sentence: filesLockedWords(mail.quarantined_as) }))
        return sendWhole(mail)
      },
    }),
    route({
      method: 'get',
      path: patterns.mailAttachment,
      summary: { zh: '附件', en: 'An attachment, to be saved; never shown in place' },
      params: idParam.extend({ n: z.coerce.number().int().positive() }),
      policy: one,
      handle: async (visit, { params }, mail): Promise<Reply> => {
        if (!seesWhole(signedInOf(visit).actor, mail)) return fails(problem('forbidden'))
        if (filesLocked(mail)) return fails(problem('forbidden', { sentence: filesLockedWords(mail.quarantined_as) }))
        return sendAttachment(mail, params.n)
      },
    }),
    route({
      method: 'post',
      path: patterns.mailQuarantined,
      summary: { zh: '取出隔离的附件或邮件', en: 'A file, or without `n` the whole, of a mail that was set apart; the chief’s, and audited' }, // prettier-ignore
      params: idParam,
      body: z.strictObject({ n: z.coerce.number().int().positive().optional() }),
      policy: {
        kind: 'may',
        action: 'mail.openQuarantined',
        async find(input) {
          const found = await pages.find(input)
          return found === null ? null : { resource: mailCase(found.record), record: found.record }
        },
      },
      handle: async (visit, { body: { n } }, mail): Promise<Reply> => {
        const reply = n === undefined ? await sendWhole(mail) : await sendAttachment(mail, n)
        if (reply.kind !== 'bytes') return reply
        await recordQuarantineOpened(db, { mailId: mail.id, file: n ?? 'whole', accountId: signedInOf(visit).actor.accountId, chain: mail.authority_id }) // prettier-ignore
        // So that no second click runs it.
        return { ...reply, downloadAs: `${reply.downloadAs ?? 'file'}.quarantined` }
      },
    }),
  ]
}

const download = (bytes: Buffer, name: string): Reply => ({
  kind: 'bytes',
  bytes,
  type: 'application/octet-stream',
  downloadAs: name,
})

function scopeOf(actor: Actor): MailScope {
  if (isAssociationStaff(actor)) return { kind: 'authority', authorityId: actor.authorityId ?? '' }
  return { kind: 'enterprise', enterpriseId: actor.enterpriseId ?? 0 }
}
