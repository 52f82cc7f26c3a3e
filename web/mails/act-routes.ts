/** 来信办理: the chief's acts on a mail, letters sent again, sending resumed. Asked for here, done by the intake, once. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { readStoppedMailboxes } from '../../db/read/sending-state.ts'
import { readLetter } from '../../db/read/undelivered.ts'
import { askMailAct, untilActDone, type AskedAct } from '../../db/write/web/mail-acts.ts'
import { handleMail } from '../../db/write/web/mail-handled.ts'
import { revealEnterprisePhone } from '../../db/write/web/reveals.ts'
import { readMoment } from '../../domain/calendar/read-moment.ts'
import { check } from '../../domain/forms/check.ts'
import { mailActForm, mailHandledForm, mailTimeForm } from '../../domain/forms/mail-act-form.ts'
import type { MailRecord } from '../../db/read/mails.ts'
import { wholeMailCodes, type MailActOutcome } from '../../domain/mail/acts.ts'
import type { Action } from '../../domain/policy/types.ts'
import { notice } from '../notice.ts'
import { paths, patterns } from '../paths.ts'
import { idParam, route, type Policy, type Route } from '../policy-router.ts'
import { problem } from '../problems.ts'
import { errorJson, fails, seeOther, type Reply } from '../reply.ts'
import { signedInOf, type Visit } from '../visit.ts'
import { outcomeWords, waitsWords, type TypedAct } from './acts-presenter.ts'
import { mailCase, mailPages, type MailDeps } from './page.ts'

/** How long a person waits for an act to be done; then it is said to wait. */
const doneWithinMs = 3_000
const typedText = z.string().max(2_000).optional().default('')
/** Made with the page, so that a second click repeats it; a program may leave it out. */
const token = z.string().regex(/^[\w-]{8,64}$/).optional() // prettier-ignore

type Letter = NonNullable<Awaited<ReturnType<typeof readLetter>>>

export function mailActRoutes(deps: MailDeps): Route[] {
  const { db, vault } = deps
  const pages = mailPages(deps)

  const onMail = <Input extends { params: { id: number } }>(action: Action): Policy<Input, MailRecord> => ({
    kind: 'may',
    action,
    async find(input) {
      const found = await pages.find(input)
      return found === null ? null : { resource: mailCase(found.record), record: found.record }
    },
  })
  const onLetter = <Input extends { params: { id: number } }>(): Policy<Input, Letter> => ({
    kind: 'may',
    action: 'letter.resend',
    async find({ params }) {
      const letter = await readLetter(db, params.id)
      if (letter === undefined) return null
      const resent = letter.resent_as !== null
      return { resource: { kind: 'letter', authorityId: letter.authority_id, state: letter.state, resent }, record: letter } // prettier-ignore
    },
  })

  const ask = async (visit: Visit, act: Omit<AskedAct, 'accountId' | 'id'> & { token?: string | undefined }) => {
    const { token: given, ...rest } = act
    const { accountId } = signedInOf(visit).actor
    // Bound to who asks and what: another's id repeats nothing.
    const id = `${accountId}/${act.kind}/${act.mailId ?? act.outgoingId ?? act.mailboxId}/${given ?? randomUUID()}`
    await askMailAct(db, vault, { ...rest, id, accountId })
    return { id, outcome: await untilActDone(db, id, doneWithinMs) }
  }
  const backTo = (
    mailId: number | null,
    { id, outcome }: { id: string; outcome: MailActOutcome | null },
    visit: Visit,
  ): Reply => {
    // prettier-ignore
    if (visit.wantsJson && outcome !== null && outcome !== 'done') {
      return { kind: 'json', status: 409, json: errorJson(outcome, outcomeWords[outcome], visit.language) }
    }
    return seeOther(mailId === null ? paths.mails() : paths.mail(mailId, { act: id }), { kind: outcome ?? 'kept' })
  }

  return [
    route({
      method: 'post',
      path: patterns.mailAct,
      summary: { zh: '办理来信', en: 'Accept, read again, return or dismiss a mail that no rule could settle' },
      params: idParam,
      body: z.strictObject({ act: z.enum(['accept', 'rerun', 'return', 'dismiss']), reason: typedText, code: typedText, confirmed: z.literal('yes').optional(), token }), // prettier-ignore
      policy: onMail('mail.settle'),
      handle: async (visit, { body }, mail) => {
        const { act: kind, token: given, confirmed, ...typed } = body
        const checked = check(mailActForm, typed)
        const refuse = (errors: TypedAct['errors']) => pages.show(mail, visit, { form: 'act', values: typed, errors })
        if (!checked.ok) return refuse(checked.errors)
        const { reason, code } = checked.values
        if (kind === 'return' && code === undefined) return refuse([{ path: 'code', message: codeMissing }])
        // A person is asked twice, the sender and the verdict in sight; a program says what it means.
        if (kind === 'accept' && mail.state === 'quarantined' && confirmed === undefined && !visit.wantsJson) {
          return pages.show(mail, visit, { form: 'act', values: typed, errors: [], confirming: true })
        }
        const asked = await ask(visit, { mailboxId: mail.mailbox_id, mailId: mail.id, kind, reason, token: given, input: { code: wholeMailCodes.find((known) => known === code) } }) // prettier-ignore
        return backTo(mail.id, asked, visit)
      },
    }),
    route({
      method: 'post',
      path: patterns.mailHandled,
      summary: { zh: '来信已处理', en: 'A question by mail is seen to; it leaves 待处理' },
      params: idParam,
      body: z.strictObject({ remark: typedText }),
      policy: onMail('mail.handle'),
      handle: async (visit, { body }, mail) => {
        const checked = check(mailHandledForm, body)
        if (!checked.ok) return pages.show(mail, visit, { form: 'handled', values: body, errors: checked.errors })
        const { accountId } = signedInOf(visit).actor
        const first = await handleMail(db, vault, { mailId: mail.id, authorityId: mail.authority_id, accountId, remark: checked.values.remark ?? '' }) // prettier-ignore
        return seeOther(paths.mail(mail.id), { kind: first ? 'done' : 'repeat' })
      },
    }),
    route({
      method: 'post',
      path: patterns.mailTime,
      summary: { zh: '给定收到时间', en: 'Give a receipt time to a mail that has none of its server' },
      params: idParam,
      body: z.strictObject({ time: typedText, reason: typedText, token }),
      policy: onMail('mail.giveTime'),
      handle: async (visit, { body: { token: given, ...typed } }, mail) => {
        const checked = check(mailTimeForm, typed)
        if (!checked.ok) return pages.show(mail, visit, { form: 'time', values: typed, errors: checked.errors })
        const time = readMoment(checked.values.time) ?? undefined
        const asked = await ask(visit, { mailboxId: mail.mailbox_id, mailId: mail.id, kind: 'giveTime', reason: checked.values.reason, token: given, input: { time } }) // prettier-ignore
        return backTo(mail.id, asked, visit)
      },
    }),
    route({
      method: 'post',
      path: patterns.mailLinkRevoke,
      summary: { zh: '停用进度链接', en: 'Revoke the status link of a mail, for good' },
      params: idParam,
      body: z.strictObject({ token }),
      policy: onMail('mail.revokeLink'),
      handle: async (visit, { body }, mail) =>
        backTo(mail.id, await ask(visit, { mailboxId: mail.mailbox_id, mailId: mail.id, kind: 'revokeLink', ...body }), visit), // prettier-ignore
    }),
    route({
      method: 'post',
      path: patterns.letterResend,
      summary: { zh: '重新发送', en: 'Send a letter that did not arrive to the registered address, once' },
      params: idParam,
      body: z.strictObject({ token }),
      policy: onLetter(),
      handle: async (visit, { params, body }, letter) =>
        backTo(letter.mail_id, await ask(visit, { mailboxId: letter.mailbox_id, outgoingId: params.id, kind: 'resend', ...body }), visit), // prettier-ignore
    }),
    route({
      method: 'post',
      path: patterns.letterPhone,
      summary: { zh: '显示企业联系电话', en: 'The phone of the enterprise whose letter did not arrive; audited' },
      params: idParam,
      body: z.strictObject({ token }),
      policy: onLetter(),
      handle: async (visit, _input, letter) => {
        const { accountId } = signedInOf(visit).actor
        const shown = await revealEnterprisePhone(db, vault, { letter, accountId, chain: letter.authority_id })
        if (shown === null) return fails(problem('notFound', { sentence: nobodyToCall }))
        const found = letter.mail_id === null ? null : await pages.find({ params: { id: letter.mail_id } })
        if (visit.wantsJson || found === null) return { kind: 'json', status: 200, json: shown }
        const words = { zh: `${shown.enterprise}，联系人 ${shown.contact}，电话 ${shown.phone}`, en: `${shown.enterprise}, ${shown.contact}, ${shown.phone}` } // prettier-ignore
        return pages.show(found.record, visit, null, notice(visit.language, 'info', words))
      },
    }),
    route({
      method: 'post',
      path: patterns.sendingGoOn,
      summary: { zh: '恢复发送', en: 'Let sending go on after too many automatic mails' },
      body: z.strictObject({ token }),
      policy: {
        kind: 'may',
        action: 'sending.letGoOn',
        find: (_input, visit) => {
          const authorityId = signedInOf(visit).actor.authorityId ?? ''
          return { resource: { kind: 'queue', authorityId }, record: { authorityId } }
        },
      },
      handle: async (visit, { body }, { authorityId }) => {
        const mailboxIds = await readStoppedMailboxes(db, authorityId)
        const asked = await Promise.all(mailboxIds.map((mailboxId) => ask(visit, { mailboxId, kind: 'letGoOn', ...body }))) // prettier-ignore
        const waits = asked.some(({ outcome }) => outcome === null)
        return seeOther(paths.mails(), { kind: waits ? 'kept' : 'done', ...(waits ? { sentence: waitsWords } : {}) })
      },
    }),
  ]
}

const codeMissing = { zh: '退回时请选择退回原因。', en: 'Please choose the code for a return.' }
const nobodyToCall = {
  zh: '不能确定这封答复属于哪一家企业，请查看来信。',
  en: 'Which enterprise the letter belongs to is not known; please see the mail.',
}
