/** 来信办理: what the office may do with one mail, each act with its consequence in words, and what was done. */
import type { MailAct } from '../../db/read/mail-acts.ts'
import type { Words } from '../../domain/brand.ts'
import { mailActForm, mailHandledForm, mailTimeForm } from '../../domain/forms/mail-act-form.ts'
import type { FormError } from '../../domain/forms/checkers.ts'
import type { MailActKind, MailActOutcome } from '../../domain/mail/acts.ts'
import { momentText, momentToSecond } from '../format.ts'
import { paths } from '../paths.ts'
import { formFields, type FormFieldView } from '../request/form-fields.ts'
import { tag, type Tag } from '../terms.ts'
import { say, sayAll, type Language } from '../words.ts'

const labels = {
  title: { zh: '负责人办理', en: 'For the chief' },
  time: { zh: '给定收到时间', en: 'Give a receipt time' },
  giveTime: { zh: '按此时间计', en: 'Count from this time' },
  handled: { zh: '这封来信待处理', en: 'This mail waits for a person' },
  handledHint: {
    zh: '来信没有附表格，系统不会答复。请阅读正文，需要时直接联系来信人；处理后点“已处理”，它就从待处理中移去。',
    en: 'There is no form, and the program does not answer. Please read it and reach the sender where needed; once seen to it leaves the list.',
  },
  markHandled: { zh: '已处理', en: 'Seen to' },
  history: { zh: '办理记录', en: 'What was done' },
  undelivered: { zh: '未送达的答复', en: 'Answers that did not arrive' },
  resend: { zh: '重新发送到登记邮箱', en: 'Send again, to the registered address' },
  phone: { zh: '显示企业联系电话', en: 'Show the enterprise’s phone' },
  phoneHint: { zh: '查看电话会记入审计日志。', en: 'Looking is kept in the audit log.' },
  link: { zh: '进度链接', en: 'Status link' },
  revokeLink: { zh: '停用进度链接', en: 'Revoke the link' },
  linkHint: {
    zh: '发件人凭答复邮件里的链接可以查看进度。停用后，打开链接只会看到“查不到”。不能恢复。',
    en: 'The sender sees the progress by the link in our letters. Once revoked it shows nothing, for good.',
  },
} as const satisfies Record<string, Words>

type Settling = Extract<MailActKind, 'accept' | 'rerun' | 'return' | 'dismiss'>
const settling: readonly Settling[] = ['accept', 'rerun', 'return', 'dismiss']

const actWords: Readonly<Record<MailActKind, Words>> = {
  accept: { zh: '受理', en: 'Accept' },
  rerun: { zh: '重新受理', en: 'Read it again' },
  return: { zh: '退回', en: 'Return' },
  dismiss: { zh: '办结，不答复', en: 'Dismiss' },
  giveTime: { zh: '给定收到时间', en: 'Receipt time given' },
  revokeLink: { zh: '停用进度链接', en: 'Link revoked' },
  resend: { zh: '重新发送', en: 'Sent again' },
  letGoOn: { zh: '恢复发送', en: 'Sending resumed' },
  withdraw: { zh: '撤回', en: 'Withdrawn' },
}

const consequences: Readonly<Record<Settling, (model: ActsModel) => Words>> = {
  accept: ({ receivedAt, from }) => ({
    zh: `视为发件人有权代表表中企业：逐行核对，合格的按 ${momentToSecond(receivedAt)} 排队，不合格的退回${from === null ? '；没有发件地址，不答复' : `，并答复 ${from}`}。`,
    en: `The sender counts as one who may write: good rows queue as of ${momentToSecond(receivedAt)}, others are returned${from === null ? '; nobody is answered' : `, ${from} is answered`}.`,
  }),
  rerun: () => ({
    zh: '由系统按现行规则重新读取并核对；仍读不出表格的，保持原状。',
    en: 'The program reads it anew and goes by the rules; nothing changes when there is still no form.',
  }),
  return: ({ from }) => ({
    zh: from === null ? '没有发件地址，不能退回。' : `不进入排队；向 ${from} 说明所选的退回原因和上面的理由。`,
    en:
      from === null ? 'There is nobody to return it to.' : `Nothing queues; ${from} is told the code and your reason.`,
  }),
  dismiss: () => ({ zh: '不进入排队，也不答复；理由只在此保存。', en: 'Nothing queues and nobody is answered.' }),
}

export const outcomeWords: Readonly<Record<MailActOutcome, Words>> = {
  done: { zh: '已办理。', en: 'Done.' },
  over: {
    zh: '没有办理：这封邮件已由他人办理，或情况已变化。',
    en: 'Not done: somebody was first, or things have changed.',
  },
  noForm: {
    zh: '没有受理：仍读不出规定的表格。可以退回或办结。',
    en: 'Not accepted: there is still no form that can be read. It may be returned or dismissed.',
  },
  noAddress: { zh: '没有办理：没有可以发送的地址。', en: 'Not done: there is no address to write to.' },
  hasServerTime: {
    zh: '没有更改：邮件服务器给出了收到时间，以它为准。',
    en: 'Not changed: the mail server’s time counts.',
  },
  timeTooLate: { zh: '没有更改：不能晚于系统首次读到的时间。', en: 'Not changed: it was first seen before that.' },
  underReview: { zh: '没有办理：有申请正在审核。', en: 'Not done: a request is under review.' },
  tookPlaces: {
    zh: '没有更改：表中人员是从一封更晚的邮件移来的，改为这个时间会与“最后一封邮件”的规则冲突。',
    en: 'Not changed: people in it were taken from a mail that would then be the later one.',
  },
  fault: {
    zh: '没有办理：系统多次尝试未成功，请告知管理员。',
    en: 'Not done: the program failed several times; please tell the administrator.',
  },
}
export const waitsWords: Words = {
  zh: '已登记，系统恢复后自动办理；请稍后刷新。',
  en: 'Kept; it is done by itself once the engine is back. Please reload later.',
}

export interface ActsModel {
  readonly receivedAt: string
  readonly firstSeenAt: string
  readonly timeBefore: string | null
  readonly from: string | null
  readonly state: string
  /** By the policy. */
  readonly may: { readonly settle: boolean; readonly handle: boolean; readonly giveTime: boolean; readonly revokeLink: boolean; readonly openQuarantined: boolean } // prettier-ignore
  /** Who has seen to a question, when, and how; null: nobody, or it is none. */
  readonly handled: { readonly at: string; readonly by: string; readonly remark: string } | null
  readonly acts: readonly (Omit<MailAct, 'reasonCipher'> & { readonly reason: string })[]
  readonly undelivered: readonly { readonly id: number; readonly subject: string; readonly to: string; readonly state: string; readonly may: boolean }[] // prettier-ignore
  readonly linkRevoked: boolean
}

/** What was typed, where it was not taken, or not yet. */
export interface TypedAct {
  readonly form: 'act' | 'time' | 'handled'
  /** Nothing is wrong with it: accepting what was set apart is asked for once more. */
  readonly confirming?: true
  readonly values: Readonly<Record<string, string>>
  readonly errors: readonly FormError[]
}

export interface ActsView {
  readonly t: Record<keyof typeof labels, string>
  readonly token: string
  readonly settle: {
    readonly action: string
    readonly fields: readonly FormFieldView[]
    readonly acts: readonly { readonly kind: string; readonly label: string; readonly consequence: string; readonly primary: boolean; readonly disabled: boolean }[] // prettier-ignore
  } | null
  readonly time: { readonly action: string; readonly fields: readonly FormFieldView[]; readonly consequence: string } | null // prettier-ignore
  readonly handle: { readonly action: string; readonly fields: readonly FormFieldView[] } | null
  /** Who has seen to a question, and when; for the top of the page. */
  readonly seenTo: { readonly tag: Tag; readonly text: string } | null
  readonly timeBefore: string
  readonly errors: readonly { readonly href: string; readonly text: string }[]
  readonly history: readonly { readonly text: string; readonly reason: string; readonly tag: Tag }[]
  readonly undelivered: readonly {
    readonly text: string
    readonly resendAction: string
    readonly phoneAction: string
  }[]
  readonly revokeAction: string
}

export function presentActs(
  mailId: number,
  model: ActsModel,
  typed: TypedAct | null,
  language: Language,
  token = crypto.randomUUID(),
): ActsView {
  // prettier-ignore
  const zh = language === 'zh'
  const typedIn = (form: TypedAct['form']) => (typed?.form === form ? { kind: 'note' as const, ...typed } : null)
  const settleFields = formFields(mailActForm, 'act', typedIn('act'), language)
  const timeFields = formFields(mailTimeForm, 'time', typedIn('time'), language)
  const handledFields = formFields(mailHandledForm, 'handled', typedIn('handled'), language)
  const shown = { act: settleFields, time: timeFields, handled: handledFields }[typed?.form ?? 'act']
  return {
    t: sayAll(language, labels),
    token,
    settle: model.may.settle
      ? {
          action: paths.mailAct(mailId),
          // The code is for a return, which is not what is asked once more.
          fields: typed?.confirming === true ? settleFields.filter(({ name }) => name !== 'code') : settleFields,
          acts: settling
            .filter((kind) => kind !== 'rerun' || model.state === 'manual')
            .map((kind) => ({
              kind,
              label: say(language, actWords[kind]),
              consequence: say(language, consequences[kind](model)),
              // What was set apart is not offered: each way out of it is worth the same.
              primary: kind === 'accept' && model.state !== 'quarantined',
              disabled: kind === 'return' && model.from === null,
            })),
        }
      : null,
    time: model.may.giveTime
      ? {
          action: paths.mailTime(mailId),
          fields: timeFields,
          consequence: zh
            ? `邮件服务器没有给出可信的收到时间，现按 ${momentToSecond(model.receivedAt)} 计。更改后，排队次序和答复期限按新时间计算，原时间保留，两者都会告知发件人。不能晚于首次读到的时间 ${momentToSecond(model.firstSeenAt)}。`
            : `The mail server gave no time that can be believed; it counts from ${momentToSecond(model.receivedAt)} now. Place and deadline follow the new time, the old one is kept, and the sender is told both. Not later than the first sight, ${momentToSecond(model.firstSeenAt)}.`,
        }
      : null,
    handle: model.may.handle ? { action: paths.mailHandled(mailId), fields: handledFields } : null,
    seenTo: seenTo(model.handled, language),
    timeBefore: model.timeBefore === null ? '' : (zh ? '原计时 ' : 'before: ') + momentToSecond(model.timeBefore),
    errors: (typed?.errors ?? []).map(({ path, message }) => ({
      href: `#${shown.find(({ name }) => name === path)?.id ?? ''}`,
      text: say(language, message),
    })),
    history: [
      ...handledBy(model.handled, language),
      ...model.acts.map((act) => ({
        text: `${momentText(act.madeAt)} · ${act.by} · ${say(language, actWords[act.kind])}`,
        reason: act.reason,
        tag: outcomeTag(act.outcome, language),
      })),
    ],
    undelivered: model.undelivered.map((letter) => ({
      text: `${letter.subject} → ${letter.to}`,
      resendAction: letter.may ? paths.letterResend(letter.id) : '',
      phoneAction: paths.letterPhone(letter.id),
    })),
    revokeAction: model.may.revokeLink && !model.linkRevoked ? paths.mailLinkRevoke(mailId) : '',
  }
}

function seenTo(handled: ActsModel['handled'], language: Language): ActsView['seenTo'] {
  if (handled === null) return null
  return { tag: tag('good', say(language, labels.markHandled)), text: `${handled.by} · ${momentText(handled.at)}` }
}

function handledBy(handled: ActsModel['handled'], language: Language): ActsView['history'] {
  if (handled === null) return []
  const { at, by, remark } = handled
  return [{ text: `${momentText(at)} · ${by}`, reason: remark, tag: tag('good', say(language, labels.markHandled)) }]
}

function outcomeTag(outcome: MailActOutcome | null, language: Language): Tag {
  if (outcome === null) return tag('busy', language === 'zh' ? '待办理' : 'Waits')
  return outcome === 'done' ? tag('good', language === 'zh' ? '已办理' : 'Done') : tag('warn', say(language, outcomeWords[outcome])) // prettier-ignore
}
