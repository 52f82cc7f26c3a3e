/** One mail as a page: who sees how much of it, what it is about, and what the office may do with it. */
import { withoutSecretLinks } from '../../domain/mail/secret-links.ts'
import { readActOutcome, readMailActs } from '../../db/read/mail-acts.ts'
import { readConcerns, readNotesOnMail } from '../../db/read/mail-notes.ts'
import { readMail, readMailRows, type MailRecord } from '../../db/read/mails.ts'
import { readAnswers, readAttachments } from '../../db/read/request.ts'
import { readUndelivered } from '../../db/read/undelivered.ts'
import { areFilesLocked } from '../../domain/mail/quarantine.ts'
import { isOpenQuestion } from '../../domain/mail/questions.ts'
import { can } from '../../domain/policy/can.ts'
import { isAssociationStaff } from '../../domain/policy/person-scope.ts'
import type { Action, Actor, Resource } from '../../domain/policy/types.ts'
import type { RowOutcome } from '../../domain/unban/types.ts'
import type { WebDeps } from '../deps.ts'
import { notice, type Notice } from '../notice.ts'
import { paths } from '../paths.ts'
import type { Found } from '../policy-router.ts'
import { errorJson, page, type Reply } from '../reply.ts'
import { signedInOf, type Visit } from '../visit.ts'
import { say } from '../words.ts'
import { outcomeWords, waitsWords, type ActsModel, type TypedAct } from './acts-presenter.ts'
import { mailsTitle } from './list-presenter.ts'
import { presentMail, type MailModel } from './presenter.ts'

export type MailDeps = Pick<WebDeps, 'db' | 'vault' | 'files'>

export function mailPages({ db, vault }: MailDeps) {
  const readOffice = async (mail: MailRecord, actor: Actor): Promise<ActsModel> => {
    const [acts, undelivered] = await Promise.all([readMailActs(db, mail.id), readUndelivered(db, mail.id)])
    const may = (action: Action) => can(actor, action, mailCase(mail)).allowed
    return {
      receivedAt: mail.receivedAt,
      firstSeenAt: mail.first_seen_at,
      timeBefore: mail.time_before,
      from: mail.from,
      state: mail.state,
      may: {
        settle: may('mail.settle'),
        handle: may('mail.handle'),
        giveTime: may('mail.giveTime'),
        revokeLink: may('mail.revokeLink'),
        openQuarantined: may('mail.openQuarantined'),
      },
      handled: mail.handledAt === null ? null : { at: mail.handledAt, by: mail.handled_by ?? '', remark: mail.handled_cipher === null ? '' : vault.open(mail.handled_cipher) }, // prettier-ignore
      acts: acts.map(({ reasonCipher, ...act }) => ({ ...act, reason: reasonCipher === null ? '' : vault.open(reasonCipher) })), // prettier-ignore
      undelivered: undelivered.map(({ id, subject, to, state, resent }) => ({ id, subject, to, state, may: can(actor, 'letter.resend', { kind: 'letter', authorityId: mail.authority_id, state, resent }).allowed })), // prettier-ignore
      linkRevoked: mail.status_revoked_at !== null,
    }
  }

  const readModel = async (mail: MailRecord, visit: Visit): Promise<MailModel> => {
    const { actor } = signedInOf(visit)
    const office = ofOffice(actor, mail)
    const whole = seesWhole(actor, mail)
    const own = <Row extends { enterpriseId: number }>(rows: readonly Row[]) => rows.filter(({ enterpriseId }) => whole || enterpriseId === actor.enterpriseId) // prettier-ignore
    const named = mail.namings.find(({ enterprise_id }) => enterprise_id === actor.enterpriseId)
    const veiled = !office && !enterprisesOf(mail).some((id) => id === actor.enterpriseId)
    const [rows, attachments, answers, notes, concerns] = await Promise.all([
      readMailRows(db, mail.id),
      readAttachments(db, mail.id),
      readAnswers(db, { mailId: mail.id, requestId: null }),
      readNotesOnMail(db, mail.id),
      readConcerns(db, mail.id),
    ])
    // An enterprise sees of a mail that names others only its own rows; of one in its name that it came.
    const shown = whole ? rows : rows.filter((row) => row.enterprise_id === actor.enterpriseId)
    const requests = whole ? mail.requests : mail.requests.filter((request) => request.enterprise_id === actor.enterpriseId) // prettier-ignore
    return {
      id: mail.id,
      receivedAt: mail.receivedAt,
      state: mail.state,
      stateReason: mail.stateReason,
      class: mail.class,
      size: mail.size,
      codes: veiled ? [] : mail.codes,
      whole,
      files: { locked: filesLocked(mail), quarantinedAs: mail.quarantined_as, mayOpen: can(actor, 'mail.openQuarantined', mailCase(mail)).allowed }, // prettier-ignore
      mail: {
        id: mail.id,
        from: mail.from ?? '',
        fromName: veiled ? '' : (mail.fromName ?? ''),
        subject: veiled ? '' : mail.subject,
        dateHeader: veiled ? '' : (mail.date_header ?? ''),
        messageId: veiled ? '' : (mail.message_id ?? ''),
        timeSource: mail.time_source,
        verdict: mail.verdict,
        badges: veiled ? [] : mail.badges,
        text: whole ? withoutSecretLinks(mail.body_text) : '',
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
      named: office ? mail.namings.map(({ name }) => name) : [],
      veiled: veiled ? { people: named?.people ?? 0 } : null,
      notes: own(notes),
      concerns: own(concerns),
      office: office ? await readOffice(mail, actor) : null,
    }
  }

  return {
    find: async ({ params }: { params: { id: number } }): Promise<Found<MailRecord> | null> => {
      const mail = await readMail(db, params.id)
      return mail === undefined ? null : { resource: resourceOf(mail), record: mail }
    },

    /** @param typed what was not taken, to be shown again with its errors, or with what is asked once more. */
    async show(
      mail: MailRecord,
      visit: Visit,
      typed: TypedAct | null = null,
      said: Notice | null = null,
    ): Promise<Reply> {
      const model = await readModel(mail, visit)
      const wholeHref = isAssociationStaff(signedInOf(visit).actor) ? paths.mailRaw(mail.id) : ''
      const title = model.mail.subject || say(visit.language, mailsTitle)
      const view = { ...presentMail(model, wholeHref, visit, typed), notice: said }
      if (typed === null || typed.confirming === true) return page('mails/mail', title, view, model)
      const [first] = typed.errors
      const json = { ...errorJson('badInput', first?.message ?? outcomeWords.over, visit.language), field: first?.path }
      return page('mails/mail', title, view, json, 400)
    },

    /** The page after an act: what came of it, or that it waits. */
    async noticeOf(actId: string | undefined, visit: Visit): Promise<Notice | null> {
      if (actId === undefined) return null
      const outcome = await readActOutcome(db, actId)
      if (outcome === undefined) return null
      if (outcome === null) return notice(visit.language, 'info', waitsWords)
      return notice(visit.language, outcome === 'done' ? 'success' : 'warning', outcomeWords[outcome])
    },
  }
}

export const mailCase = (mail: MailRecord): Extract<Resource, { kind: 'mailCase' }> => ({
  kind: 'mailCase',
  authorityId: mail.authority_id,
  state: mail.state,
  timeSource: mail.time_source,
  openQuestion: isOpenQuestion(mail),
})

export const filesLocked = (mail: MailRecord): boolean => areFilesLocked({ state: mail.state, quarantinedAs: mail.quarantined_as }) // prettier-ignore

/** Enterprises that made a request by it, or whose address sent it. */
function enterprisesOf(mail: MailRecord): number[] {
  const named = mail.requests.map((request) => request.enterprise_id)
  return [...new Set([...named, ...mail.senders.map((sender) => sender.enterprise_id)])]
}

/** Those in whose name it was written may know that it came. */
function resourceOf(mail: MailRecord): Extract<Resource, { kind: 'mail' }> {
  const named = mail.namings.map(({ enterprise_id }) => enterprise_id)
  return { kind: 'mail', authorityId: mail.authority_id, enterpriseIds: [...enterprisesOf(mail), ...named] }
}

const ofOffice = (actor: Actor, mail: MailRecord): boolean => isAssociationStaff(actor) && actor.authorityId === mail.authority_id // prettier-ignore

/** The office sees all of it; an enterprise when nobody else is concerned. */
export function seesWhole(actor: Actor, mail: MailRecord): boolean {
  if (ofOffice(actor, mail)) return true
  const concerned = enterprisesOf(mail)
  // Forged in its name: it is told of it, and gets none of its content.
  return mail.state !== 'quarantined' && concerned.length > 0 && concerned.every((id) => id === actor.enterpriseId)
}
