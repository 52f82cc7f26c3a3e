/** The enterprise's view of its own request: where it stands, until when, and each person's outcome with the reasons. */
import { isRejectionCode, rejectionReasons } from '../../domain/unban/rejections.ts'
import { dueText, momentText, momentToSecond } from '../format.ts'
import { paths } from '../paths.ts'
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
  readonly receivedAt: string
  readonly decidedAt: string
  readonly mail: string
  readonly mailHref: string
  readonly rows: readonly {
    readonly n: string
    readonly name: string
    readonly idLast4: string
    readonly tag: Tag
    readonly reasons: readonly string[]
    readonly moved: { readonly href: string; readonly text: string } | null
  }[]
  readonly answers: readonly AnswerView[]
  readonly homeHref: string
}

export function presentOwnRequest(model: OwnRequestModel, { language }: Visit): OwnRequestPage {
  const zh = language === 'zh'
  return {
    t: sayAll(language, ownLabels),
    heading: `${model.caseNo} · ${say(language, businessWords[model.business])} · ${zh ? `${model.rows.length} 人` : model.rows.length}`, // prettier-ignore
    state: sayTag(language, requestTerms[model.state]),
    place: placeText(model, language),
    expected: expectedText(model, language),
    receivedAt: `${momentToSecond(model.receivedAt)}${zh ? '（以协会邮件服务器收到的时间为准）' : ' (receipt by the association’s mail server)'}`,
    decidedAt: model.decidedAt === null ? '' : momentText(model.decidedAt),
    mail: `${model.mail.from} · ${model.mail.subject}`,
    mailHref: paths.mail(model.mail.id),
    rows: model.rows.map((row) => ({
      n: String(row.n),
      name: row.name,
      idLast4: row.idLast4,
      tag: sayTag(language, rowTerms[row.state]),
      reasons: [...row.reasons.map((code) => (isRejectionCode(code) ? say(language, rejectionReasons[code].words) : code)), row.text].filter((text) => text !== ''), // prettier-ignore
      moved:
        row.movedTo === null
          ? null
          : { href: paths.request(row.movedTo.requestId), text: `${zh ? '见' : 'see'} ${row.movedTo.caseNo}` },
    })),
    answers: presentAnswers(model.answers, language),
    homeHref: paths.home(),
  }
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
