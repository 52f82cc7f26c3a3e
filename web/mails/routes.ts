/** 来信 /mails — every mail received, with its state and what came of it. Never its HTML. */
import { z } from 'zod'
import {
  readAttachment,
  readMail,
  readMailRows,
  readMails,
  type MailRecord,
  type MailScope,
} from '../../db/read/mails.ts'
import { readAnswers, readAttachments } from '../../db/read/request.ts'
import { isAssociationStaff } from '../../domain/policy/person-scope.ts'
import type { Actor, Resource } from '../../domain/policy/types.ts'
import { mailStates, type RowOutcome } from '../../domain/unban/types.ts'
import type { WebDeps } from '../deps.ts'
import { paths, patterns } from '../paths.ts'
import { idParam, route, type Found, type Route } from '../policy-router.ts'
import { problem } from '../problems.ts'
import { fails, page, type Reply } from '../reply.ts'
import { readStored } from '../stored.ts'
import { signedInOf, type Visit } from '../visit.ts'
import { say } from '../words.ts'
import { extractAttachment } from './extract-attachment.ts'
import { mailsTitle, presentMail, presentMails, type MailModel } from './presenter.ts'

const longestText = 60
const insideWords = {
  zh: '这个附件不能单独取出，请下载整封邮件查看。',
  en: 'This attachment cannot be taken out by itself; please download the whole mail.',
}

export function mailRoutes({ db, files }: Pick<WebDeps, 'db' | 'files'>): Route[] {
  const find = async ({ params }: { params: { id: number } }): Promise<Found<MailRecord> | null> => {
    const mail = await readMail(db, params.id)
    return mail === undefined ? null : { resource: resourceOf(mail), record: mail }
  }
  const one = { kind: 'may', action: 'mail.view', find } as const

  const readModel = async (mail: MailRecord, visit: Visit): Promise<MailModel> => {
    const { actor } = signedInOf(visit)
    const whole = seesWhole(actor, mail)
    const [rows, attachments, answers] = await Promise.all([
      readMailRows(db, mail.id),
      readAttachments(db, mail.id),
      readAnswers(db, { mailId: mail.id, requestId: null }),
    ])
    // An enterprise sees of a mail that names others only its own rows.
    const shown = whole ? rows : rows.filter((row) => row.enterprise_id === actor.enterpriseId)
    const requests = whole
      ? mail.requests
      : mail.requests.filter((request) => request.enterprise_id === actor.enterpriseId)
    return {
      id: mail.id,
      receivedAt: mail.receivedAt,
      state: mail.state,
      stateReason: mail.stateReason,
      class: mail.class,
      size: mail.size,
      codes: mail.codes,
      whole,
      mail: {
        id: mail.id,
        from: mail.from ?? '',
        fromName: mail.fromName ?? '',
        subject: mail.subject,
        dateHeader: mail.date_header ?? '',
        messageId: mail.message_id ?? '',
        timeSource: mail.time_source,
        verdict: mail.verdict,
        badges: mail.badges,
        text: whole ? mail.body_text : '',
        attachments: whole ? attachments : [],
      },
      rows: shown.map((row) => ({
        n: row.n,
        name: row.name,
        idLast4: row.id_last4,
        company: row.company,
        business: row.business,
        outcome: row.outcome as RowOutcome['kind'],
        codes: row.codes,
        sameAs: row.same_as,
        requestId: row.request_id,
        caseNo: row.case_no,
        rowState: row.row_state,
      })),
      requests: requests.map((request) => ({
        id: request.id,
        caseNo: request.case_no,
        business: request.business,
        enterprise: request.enterprise,
        state: request.state,
      })),
      answers: whole ? answers : [],
    }
  }

  return [
    route({
      method: 'get',
      path: patterns.mails,
      summary: { zh: '来信', en: 'Mails received, the newest first' },
      query: z.object({
        q: z.string().max(longestText).optional(),
        state: z.enum(mailStates).or(z.literal('')).optional(),
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
        const asked = { q: (query.q ?? '').trim(), state: query.state || null, after: query.after ?? null }
        const found = await readMails(db, { scope, text: asked.q, state: asked.state, afterId: asked.after })
        const model = { mails: found.rows, next: found.nextId }
        return page('mails/mails', say(visit.language, mailsTitle), presentMails(model, asked, visit), model)
      },
    }),
    route({
      method: 'get',
      path: patterns.mail,
      summary: { zh: '一封来信', en: 'One mail: facts, text, rows and answers' },
      params: idParam,
      policy: one,
      handle: async (visit, _input, mail) => {
        const model = await readModel(mail, visit)
        const wholeHref = isAssociationStaff(signedInOf(visit).actor) ? paths.mailRaw(mail.id) : ''
        return page(
          'mails/mail',
          mail.subject || say(visit.language, mailsTitle),
          presentMail(model, wholeHref, visit),
          model,
        )
      },
    }),
    route({
      method: 'get',
      path: patterns.mailRaw,
      summary: { zh: '整封邮件', en: 'The mail as it came, to be saved' },
      params: idParam,
      policy: one,
      handle: async (visit, _input, mail): Promise<Reply> => {
        if (!seesWhole(signedInOf(visit).actor, mail)) return fails(problem('forbidden'))
        const bytes = await readStored(files, mail.raw_sha)
        return bytes === null ? fails(problem('notFound')) : download(bytes, `mail-${mail.id}.eml`)
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
        const attachment = await readAttachment(db, mail.id, params.n)
        const raw = attachment === undefined ? null : await readStored(files, attachment.raw_sha)
        if (attachment === undefined || raw === null) return fails(problem('notFound'))
        const bytes = await extractAttachment(raw, attachment.sha256)
        return bytes === null ? fails(problem('notFound', { sentence: insideWords })) : download(bytes, attachment.name)
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

/** Enterprises that made a request by it; where none did, those whose address sent it. */
function enterprisesOf(mail: MailRecord): number[] {
  const named = mail.requests.map((request) => request.enterprise_id)
  return [...new Set([...named, ...mail.senders.map((sender) => sender.enterprise_id)])]
}

function resourceOf(mail: MailRecord): Extract<Resource, { kind: 'mail' }> {
  return { kind: 'mail', authorityId: mail.authority_id, enterpriseIds: enterprisesOf(mail) }
}

/** The office sees all of it; an enterprise when nobody else is concerned. */
function seesWhole(actor: Actor, mail: MailRecord): boolean {
  if (isAssociationStaff(actor) && actor.authorityId === mail.authority_id) return true
  // Forged in its name: it is told of it, and gets none of its content.
  return mail.state !== 'quarantined' && enterprisesOf(mail).every((id) => id === actor.enterpriseId)
}
