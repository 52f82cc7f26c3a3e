/** The enterprise's view of its own request: where it stands, until when, each person's outcome, and what to do next. */
import { headcountOf } from '../../domain/unban/people.ts'
import { randomUUID } from 'node:crypto'
import { putAsideWords } from '../../domain/unban/put-aside.ts'
import type { RowState } from '../../domain/unban/types.ts'
import type { Words } from '../../domain/brand.ts'
import { dueText, momentText, momentToSecond } from '../format.ts'
import { paths } from '../paths.ts'
import { rejectionSentences } from '../rejection-words.ts'
import { businessWords, requestTerms, rowTerms, sayTag, type Tag } from '../terms.ts'
import type { Visit } from '../visit.ts'
import { say, sayAll, type Language } from '../words.ts'
import { presentAnswers, type AnswerView } from './answers.ts'
import { ownLabels } from './labels.ts'
import type { OwnRequestModel } from './model.ts'

export interface OwnRequestPage {
  readonly t: Record<keyof typeof ownLabels, string>
  readonly heading: string
  readonly state: Tag
  readonly place: string
  readonly expected: string
  readonly aside: string
  readonly receivedAt: string
  readonly decidedAt: string
  readonly rows: readonly {
    readonly n: string
    readonly name: string
    readonly idLast4: string
    readonly tag: Tag
    readonly reasons: readonly string[]
    readonly moved: { readonly href: string; readonly text: string } | null
  }[]
  readonly next: readonly string[]
  readonly mails: readonly {
    readonly href: string
    readonly at: string
    readonly text: string
    readonly tag: Tag | null
  }[]
  readonly answers: readonly AnswerView[]
  /** null: nothing of it waits, or it is under review. */
  readonly withdraw: { readonly action: string; readonly token: string } | null
  readonly homeHref: string
}

/** 下一步: what an enterprise does about each outcome; the others ask nothing of it. */
const nextWords: Partial<Record<RowState, Words>> = {
  rejected: {
    zh: '未通过的人员：请按上面的原因更正登记资料，再把这些人员的表格重新发送一次，届时按新邮件的时间排队。',
    en: 'For those who did not pass: please correct the records for the reasons above and send the form for them again; the new mail has a new place.',
  },
  closed: {
    zh: '已关闭的人员：此人已绑定到其他单位或登记已删除，如需办理请先绑定或重新登记。',
    en: 'For those whose rows are closed: the person was bound elsewhere or deleted; please bind or register them first.',
  },
  moved: {
    zh: '已移至新邮件的人员：以时间最晚的一封邮件为准，请看那一份申请。',
    en: 'For those who moved: the last mail counts, please see that request.',
  },
  withdrawn: {
    zh: '已撤回的人员：需要时请重新发送表格。',
    en: 'For those withdrawn: please send the form again when needed.',
  },
}
const waitWords: Words = {
  zh: '正在排队或审核的人员：不用重复发送，重新发送会按新邮件的时间排到后面。',
  en: 'For those who wait: please do not send again, a new mail goes to the back of the queue.',
}
const bindWords: Words = {
  zh: '绑定已通过的人员：请补齐资料（电话、社保、合同等），再另行申请“解禁”。',
  en: 'For those bound: please complete their records, then ask for “unban”.',
}

export function presentOwnRequest(model: OwnRequestModel, { language }: Visit): OwnRequestPage {
  const zh = language === 'zh'
  return {
    t: sayAll(language, ownLabels),
    heading: `${model.caseNo} · ${say(language, businessWords[model.business])} · ${zh ? `${headcountOf(model.rows)} 人` : headcountOf(model.rows)}`, // prettier-ignore
    state: sayTag(language, requestTerms[model.state]),
    place: placeText(model, language),
    expected: expectedText(model, language),
    aside: asideText(model, language),
    receivedAt: `${momentToSecond(model.receivedAt)}${zh ? '（以协会邮件服务器收到的时间为准）' : ' (receipt by the association’s mail server)'}`,
    decidedAt: model.decidedAt === null ? '' : momentText(model.decidedAt),
    rows: model.rows.map((row) => ({
      n: String(row.n),
      name: row.name,
      idLast4: row.idLast4,
      tag: sayTag(language, rowTerms[row.state]),
      reasons: rejectionSentences(row, language),
      moved:
        row.movedTo === null
          ? null
          : { href: paths.request(row.movedTo.requestId), text: `${zh ? '见' : 'see'} ${row.movedTo.caseNo}` },
    })),
    next: nextSteps(model).map((words) => say(language, words)),
    mails: mailsOf(model, language),
    answers: presentAnswers(model.answers, language),
    withdraw: model.mayWithdraw ? { action: paths.requestWithdraw(model.id), token: randomUUID() } : null,
    homeHref: paths.home(),
  }
}

function nextSteps({ rows, business }: OwnRequestModel): Words[] {
  const states = new Set(rows.map(({ state }) => state))
  const waits = states.has('live') || states.has('locked') || states.has('shadowed')
  return [
    ...[...states].flatMap((state) => nextWords[state] ?? []),
    ...(business === 'bind' && states.has('approved') ? [bindWords] : []),
    ...(waits ? [waitWords] : []),
  ]
}

/** This mail alone, or all between which resends moved people. */
function mailsOf(model: OwnRequestModel, language: Language): OwnRequestPage['mails'] {
  const subjectOf = (subject: string) =>
    subject === '' ? (language === 'zh' ? '（无主题）' : '(no subject)') : subject
  if (model.mails.length === 0) {
    const { id, from, subject } = model.mail
    return [{ href: paths.mail(id), at: momentToSecond(model.receivedAt), text: `${subjectOf(subject)} · ${from}`, tag: null }] // prettier-ignore
  }
  return model.mails.map((mail) => ({
    href: paths.mail(mail.mailId),
    at: momentToSecond(mail.receivedAt),
    text: `${mail.caseNo} · ${subjectOf(mail.subject)} · ${mail.from}`,
    tag: sayTag(language, requestTerms[mail.state]),
  }))
}

function asideText({ aside, state }: OwnRequestModel, language: Language): string {
  if (aside === null || state !== 'putAside') return ''
  const why = [say(language, putAsideWords[aside.reason]), aside.text].filter((text) => text !== '').join(language === 'zh' ? '：' : ': ') // prettier-ignore
  return language === 'zh'
    ? `暂时搁置（${why}），最迟 ${momentText(aside.until)} 恢复审核，排队次序不变。`
    : `Put aside for now (${why}); the review goes on by ${momentText(aside.until)}, the place is kept.`
}

function placeText({ place }: OwnRequestModel, language: Language): string {
  if (place === null) return ''
  return language === 'zh'
    ? `第 ${place.place} 份，前面 ${place.peopleAhead} 人`
    : `no. ${place.place}, ${place.peopleAhead} people ahead`
}

function expectedText(model: OwnRequestModel, language: Language): string {
  if (model.place === null) return ''
  const left = dueText(model.due.workingDaysLeft, language)
  if (model.due.on === null) return left
  return language === 'zh' ? `${model.due.on} 前答复（${left}）` : `by ${model.due.on} (${left})`
}
