/** 一名人员: what stands side by side, what was decided, and the form of the decision. */
import { randomUUID } from 'node:crypto'
import { isRejectionCode, rejectionReasons } from '../../domain/unban/rejections.ts'
import { decisionSubject } from '../drafts/subject.ts'
import { momentText, shortMoment } from '../format.ts'
import { paths } from '../paths.ts'
import { businessWords, rowTerms, sayTag, type Tag } from '../terms.ts'
import { say, type Language } from '../words.ts'
import { certificateText, presentLines, type LineView } from './lines.ts'
import { undecided, type ReviewModel, type ReviewRow } from './model.ts'
import type { ReviewAsked } from './asked.ts'

export interface PersonView {
  readonly href: string
  readonly n: string
  readonly name: string
  readonly mark: { readonly tone: 'good' | 'bad' | 'calm'; readonly shape: string; readonly word: string }
  /** Of somebody who is not this request's to decide any more: why; otherwise empty. */
  readonly left: string
  readonly current: boolean
}
interface ScanView {
  readonly href: string
  readonly caption: string
}
interface DecisionView {
  readonly action: string
  readonly version: string
  readonly updateId: string
  readonly draftSubject: string
  readonly mayApprove: boolean
  readonly whyNotApprove: string
  readonly reasons: readonly {
    readonly code: string
    readonly key: string
    readonly label: string
    readonly checked: boolean
  }[]
  readonly reasonsError: string
  readonly text: string
  readonly textError: string
}
export interface CurrentView {
  readonly heading: string
  readonly personHref: string
  readonly state: Tag
  readonly remark: string
  readonly moved: { readonly href: string; readonly text: string } | null
  readonly sentAgain: string
  readonly lines: readonly LineView[]
  /** Photo first, then a scan a certificate. */
  readonly pictures: readonly ScanView[]
  readonly changed: string
  readonly decided: string
  /** false: nothing was decided and nothing can be. */
  readonly hasDecision: boolean
  readonly decide: DecisionView | null
  readonly reveal: { readonly action: string } | null
  readonly past: readonly { readonly href: string; readonly text: string; readonly tag: Tag }[]
  readonly pastSummary: string
  readonly named: readonly { readonly href: string; readonly text: string }[]
}

const marks = {
  approve: { tone: 'good', shape: '✓', words: { zh: '通过', en: 'passed' } },
  reject: { tone: 'bad', shape: '✗', words: { zh: '驳回', en: 'rejected' } },
  none: { tone: 'calm', shape: '○', words: { zh: '未决定', en: 'undecided' } },
} as const

/** The list at the left; with a filter only those who wait, and whoever is shown. */
export function peopleViews(
  model: ReviewModel,
  shown: ReviewRow | null,
  asked: ReviewAsked,
  language: Language,
): PersonView[] {
  // prettier-ignore
  const waiting = new Set(undecided(model.rows).map(({ id }) => id))
  return model.rows
    .filter((row) => asked.only === null || waiting.has(row.id) || row.id === shown?.id)
    .map((row) => personView(row, model, shown, asked, language))
}

function personView(
  row: ReviewRow,
  model: ReviewModel,
  shown: ReviewRow | null,
  asked: ReviewAsked,
  language: Language,
): PersonView {
  // prettier-ignore
  const waits = row.state === 'locked' || row.state === 'live'
  const decision = row.kept ?? row.decision
  const mark = marks[decision ?? 'none']
  const said = say(language, mark.words)
  const word = row.kept === null ? said : `${said}${language === 'zh' ? '（已记下）' : ' (kept)'}`
  const term = sayTag(language, rowTerms[row.state])
  const hasLeft = !waits && decision === null
  return {
    href: paths.request(model.id, { row: row.id, only: asked.only ?? undefined }),
    n: String(row.n),
    name: row.mailed.name || row.person.name,
    mark: hasLeft ? { tone: 'calm', shape: '–', word: '' } : { tone: mark.tone, shape: mark.shape, word },
    left: hasLeft ? term.word : '',
    current: row.id === shown?.id,
  }
}

export function currentView(row: ReviewRow, model: ReviewModel, asked: ReviewAsked, language: Language): CurrentView {
  const zh = language === 'zh'
  const position = model.rows.findIndex((one) => one.id === row.id) + 1
  const { person } = row
  const waits = row.state === 'locked' || row.state === 'live'
  const rejectedBefore = row.past.filter(({ state }) => state === 'rejected').length
  return {
    heading: `${zh ? '人员' : 'Person'} ${position}/${model.rows.length} · ${person.name}`,
    personHref: paths.person(person.id),
    state: sayTag(language, rowTerms[row.state]),
    remark: row.mailed.remark === '' ? '' : `${zh ? '邮件备注：' : 'Remark: '}${row.mailed.remark}`,
    moved:
      row.movedTo === null
        ? null
        : { href: paths.request(row.movedTo.requestId), text: `${zh ? '已移至' : 'Moved to'} ${row.movedTo.caseNo}` },
    sentAgain: row.sentAgain ? (zh ? '此人有重发，等本次审核结束后生效。' : 'Sent again; it counts when this review has ended.') : '', // prettier-ignore
    lines: presentLines(row, model.enterprise.name, language),
    pictures: [
      ...(person.photo === null ? [] : [{ href: person.photo, caption: zh ? `${person.name} 的照片` : `Photo of ${person.name}` }]), // prettier-ignore
      ...person.certificates.flatMap((one) => (one.scan === null ? [] : [{ href: one.scan, caption: certificateText(one, language) }])), // prettier-ignore
    ],
    changed: person.changedSinceDecision ? (zh ? '作出决定后，此人的登记资料有改动，请再核对。' : 'The record changed after the decision; please look again.') : '', // prettier-ignore
    decided: decidedText(row, language),
    hasDecision: row.decision !== null || model.may.decide.allowed,
    decide: model.may.decide.allowed && waits ? decisionView(row, model, asked, language) : null,
    reveal: model.may.decide.allowed ? { action: paths.personReveal(person.id) } : null,
    past: row.past.map((past) => ({
      href: paths.request(past.requestId),
      text: [past.caseNo, say(language, businessWords[past.business]), ...(past.enterpriseId === model.enterprise.id ? [] : [past.enterpriseName]), momentText(past.receivedAt), ...past.reasons.map((code) => reasonLabel(code, language)), past.text].filter((text) => text !== '').join(' · '), // prettier-ignore
      tag: sayTag(language, rowTerms[past.state as ReviewRow['state']]),
    })),
    pastSummary: pastSummary(row.past.length, rejectedBefore, zh),
    named: row.named.length < 2 ? [] : row.named.map((one) => ({ href: paths.mail(one.mailId), text: `${shortMoment(one.receivedAt)} ${one.caseNo}` })), // prettier-ignore
  }
}

function pastSummary(requests: number, rejected: number, zh: boolean): string {
  if (requests === 0) return zh ? '（无）' : '(none)'
  if (rejected === 0) return zh ? `（${requests} 次，无驳回）` : `(${requests}, none rejected)`
  return zh ? `（${requests} 次，驳回 ${rejected} 次）` : `(${requests}, ${rejected} rejected)`
}

function decidedText(row: ReviewRow, language: Language): string {
  if (row.decision === null) return ''
  const reasons = row.reasons.map((code) => reasonLabel(code, language))
  return [say(language, marks[row.decision].words), ...reasons, row.text].filter((text) => text !== '').join(' · ')
}

const reasonLabel = (code: string, language: Language): string =>
  isRejectionCode(code) ? say(language, rejectionReasons[code].label) : code

function decisionView(row: ReviewRow, model: ReviewModel, asked: ReviewAsked, language: Language): DecisionView {
  const typed = [asked.typed, asked.draft].find((one) => one?.rowId === row.id) ?? {
    reasons: row.reasons,
    text: row.text,
  }
  const failing = row.checks.filter(({ ok, must }) => must && !ok).map(({ words }) => say(language, words))
  const errorOf = (field: string) => {
    const form = asked.form?.kind === 'decision' ? asked.form : null
    const error = form?.errors.find(({ path }) => path === field)
    return error === undefined ? '' : say(language, error.message)
  }
  return {
    action: paths.requestDecision(model.id, row.id),
    version: String(model.version),
    updateId: randomUUID(),
    draftSubject: decisionSubject(model.id, row.id),
    mayApprove: row.mayApprove,
    whyNotApprove: row.mayApprove ? '' : `${language === 'zh' ? '不能通过：' : 'Cannot pass: '}${failing.join(language === 'zh' ? '；' : '; ')}`, // prettier-ignore
    reasons: model.reasonOrder.map((code, index) => ({
      code,
      key: String(index + 1),
      label: say(language, rejectionReasons[code].label),
      checked: typed.reasons.includes(code),
    })),
    reasonsError: errorOf('reasons'),
    text: typed.text,
    textError: errorOf('text'),
  }
}
