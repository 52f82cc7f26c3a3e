/** 审核: the strings of the review page. */
import { randomUUID } from 'node:crypto'
import { denialWords } from '../../domain/policy/denials.ts'
import { isRejectionCode, rejectionCodes, rejectionReasons } from '../../domain/unban/rejections.ts'
import { noDue, presentDue, type DueView } from '../due.ts'
import { clockText, momentText, momentToSecond } from '../format.ts'
import type { Notice } from '../notice.ts'
import { paths } from '../paths.ts'
import { businessWords, requestTerms, rowTerms, sayTag, type Tag } from '../terms.ts'
import type { Visit } from '../visit.ts'
import { say, sayAll, type Language } from '../words.ts'
import { decisionSubject } from '../drafts/subject.ts'
import { presentAnswers, type AnswerView } from './answers.ts'
import { keyHelp, reviewLabels } from './labels.ts'
import { presentLines, type LineView } from './lines.ts'
import { presentMailFacts, type MailFactsView } from './mail-facts.ts'
import { undecided, type ReviewModel, type ReviewRow } from './model.ts'

/** What stands in the decision's form: typed and refused, or kept as a draft, or decided before. */
export interface Typed {
  readonly rowId: number
  readonly reasons: readonly string[]
  readonly text: string
}
export interface ReviewAsked {
  /** The person to show; null: the first who waits. */
  readonly rowId: number | null
  readonly typed: Typed | null
  readonly draft: Typed | null
  readonly notice: Notice | null
}

interface PersonView {
  readonly href: string
  readonly n: string
  readonly name: string
  readonly mark: { readonly tone: 'good' | 'bad' | 'calm'; readonly shape: string; readonly word: string }
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
  readonly text: string
}
interface CurrentView {
  readonly heading: string
  readonly personHref: string
  readonly state: Tag
  readonly remark: string
  readonly moved: { readonly href: string; readonly text: string } | null
  readonly lines: readonly LineView[]
  readonly photo: ScanView | null
  readonly scans: readonly ScanView[]
  readonly changed: string
  readonly decided: string
  /** false: nothing was decided and nothing can be. */
  readonly hasDecision: boolean
  readonly decide: DecisionView | null
  readonly reveal: { readonly action: string } | null
  readonly past: readonly { readonly href: string; readonly text: string; readonly tag: Tag }[]
}
interface ActView {
  readonly action: string
  readonly version: string
  readonly updateId: string
}
export interface ReviewPage {
  readonly t: Record<keyof typeof reviewLabels, string>
  readonly notice: Notice | null
  readonly heading: string
  readonly place: string
  readonly due: DueView
  readonly state: Tag
  readonly claim: {
    readonly until: string
    readonly left: string
    readonly now: string
    readonly renewHref: string
  } | null
  readonly ending: { readonly until: string; readonly left: string; readonly now: string; readonly text: string } | null
  /** Why the page is for reading only; empty for the holder. */
  readonly readOnly: string
  readonly people: readonly PersonView[]
  readonly current: CurrentView | null
  readonly approveRest: (ActView & { readonly label: string }) | null
  readonly end: (ActView & { readonly blocked: string }) | null
  readonly undo: ActView | null
  readonly release: ActView | null
  readonly take: string
  readonly queueHref: string
  readonly mail: MailFactsView
  readonly answers: readonly AnswerView[]
  readonly others: readonly { readonly href: string; readonly text: string; readonly tag: Tag }[]
  readonly keys: readonly { readonly key: string; readonly text: string }[]
}

export function presentReview(model: ReviewModel, asked: ReviewAsked, visit: Visit): ReviewPage {
  const { language, now } = visit
  const waiting = undecided(model.rows)
  const shown = model.rows.find((row) => row.id === asked.rowId) ?? waiting[0] ?? model.rows[0] ?? null
  const act = (action: string): ActView => ({ action, version: String(model.version), updateId: randomUUID() })
  const held = model.may.decide.allowed
  const rest = waiting.filter((row) => row.mayApprove)
  const zh = language === 'zh'
  return {
    t: sayAll(language, reviewLabels),
    notice: asked.notice,
    heading: `${model.caseNo} · ${model.enterprise.name} · ${say(language, businessWords[model.business])} ${zh ? `${model.rows.length} 人` : `(${model.rows.length})`}`, // prettier-ignore
    place: model.place === null ? '' : zh ? `第 ${model.place.place} 份` : `no. ${model.place.place}`,
    due: model.place === null ? noDue : presentDue(model.due, language),
    state: sayTag(language, requestTerms[model.state]),
    claim:
      held && model.claimUntil !== null
        ? {
            until: model.claimUntil,
            left: clockText(model.claimUntil, now),
            now,
            renewHref: paths.requestRenew(model.id),
          }
        : null,
    ending:
      model.state === 'ending' && model.undoUntil !== null
        ? {
            until: model.undoUntil,
            left: clockText(model.undoUntil, now),
            now,
            text: zh ? `审核已结束，${momentToSecond(model.undoUntil).slice(11)} 前可撤销` : `The review has ended; it can be undone until ${momentToSecond(model.undoUntil).slice(11)}`, // prettier-ignore
          }
        : null,
    readOnly: held || model.may.undoEnd.allowed ? '' : readOnlyText(model, language),
    people: model.rows.map((row) => personView(row, model, shown, language)),
    current: shown === null ? null : currentView(shown, model, asked, language),
    approveRest:
      held && rest.length > 0
        ? {
            ...act(paths.requestApproveRest(model.id)),
            label: `${say(language, reviewLabels.approveRest)} (${rest.length})`,
          }
        : null,
    end: model.may.endReview.allowed
      ? { ...act(paths.requestEnd(model.id)), blocked: waiting.length === 0 ? '' : zh ? `还有 ${waiting.length} 人未作决定` : `${waiting.length} undecided` } // prettier-ignore
      : null,
    undo: model.may.undoEnd.allowed ? act(paths.requestUndo(model.id)) : null,
    release: model.may.release.allowed ? act(paths.requestRelease(model.id)) : null,
    take: held ? '' : paths.queueNext(),
    queueHref: paths.queue(),
    mail: presentMailFacts(model, language),
    answers: presentAnswers(model.answers, language),
    others: model.others.map((other) => ({
      href: paths.request(other.id),
      text: `${other.caseNo} · ${say(language, businessWords[other.business])} · ${momentText(other.receivedAt)} · ${zh ? `${other.people} 人` : other.people}`, // prettier-ignore
      tag: sayTag(language, requestTerms[other.state]),
    })),
    keys: keyHelp.map(({ key, words }) => ({ key, text: say(language, words) })),
  }
}

function readOnlyText(model: ReviewModel, language: Language): string {
  const { why } = model.may.decide
  const reason = why === null ? '' : say(language, denialWords[why])
  const who = model.reviewer === null || model.reviewer.you ? '' : language === 'zh' ? `（${model.reviewer.name}）` : ` (${model.reviewer.name})` // prettier-ignore
  return reason === '' ? '' : `${reason}${who}`
}

const marks = {
  approve: { tone: 'good', shape: '✓', words: { zh: '通过', en: 'passed' } },
  reject: { tone: 'bad', shape: '✗', words: { zh: '驳回', en: 'rejected' } },
  none: { tone: 'calm', shape: '○', words: { zh: '未决定', en: 'undecided' } },
} as const

function personView(row: ReviewRow, model: ReviewModel, shown: ReviewRow | null, language: Language): PersonView {
  const waits = row.state === 'locked' || row.state === 'live'
  const decision = row.kept ?? row.decision
  const mark = marks[decision ?? 'none']
  const word =
    row.kept !== null
      ? `${say(language, mark.words)}${language === 'zh' ? '（已记下）' : ' (kept)'}`
      : say(language, mark.words)
  return {
    href: paths.request(model.id, { row: row.id }),
    n: String(row.n),
    name: row.mailed.name || row.person.name,
    mark: waits || decision !== null ? { tone: mark.tone, shape: mark.shape, word } : { tone: 'calm', shape: sayTag(language, rowTerms[row.state]).shape, word: say(language, rowTerms[row.state].words) }, // prettier-ignore
    current: row.id === shown?.id,
  }
}

function currentView(row: ReviewRow, model: ReviewModel, asked: ReviewAsked, language: Language): CurrentView {
  const zh = language === 'zh'
  const position = model.rows.findIndex((one) => one.id === row.id) + 1
  const { person } = row
  return {
    heading: `${zh ? '人员' : 'Person'} ${position}/${model.rows.length} · ${person.name}`,
    personHref: paths.person(person.id),
    state: sayTag(language, rowTerms[row.state]),
    remark: row.mailed.remark === '' ? '' : `${zh ? '备注：' : 'Remark: '}${row.mailed.remark}`,
    moved:
      row.movedTo === null
        ? null
        : { href: paths.request(row.movedTo.requestId), text: `${zh ? '已移至' : 'Moved to'} ${row.movedTo.caseNo}` },
    lines: presentLines(row, model.enterprise.name, language),
    photo:
      person.photo === null
        ? null
        : { href: person.photo, caption: zh ? `${person.name} 的照片` : `Photo of ${person.name}` },
    scans: person.certificates.flatMap((one) => one.scan === null ? [] : [{ href: one.scan, caption: `${one.kind} ${one.number}` }]), // prettier-ignore
    changed: person.changedSinceDecision ? (zh ? '作出决定后，此人的登记资料有改动，请再核对。' : 'The record changed after the decision; please look again.') : '', // prettier-ignore
    decided: decidedText(row, language),
    hasDecision: row.decision !== null || model.may.decide.allowed,
    decide: model.may.decide.allowed && (row.state === 'locked' || row.state === 'live') ? decisionView(row, model, asked, language) : null, // prettier-ignore
    reveal: model.may.decide.allowed ? { action: paths.personReveal(person.id) } : null,
    past: row.past.map((past) => ({
      href: paths.request(past.requestId),
      text: [past.caseNo, say(language, businessWords[past.business]), momentText(past.receivedAt), ...past.reasons.map((code) => reasonLabel(code, language))].join(' · '), // prettier-ignore
      tag: sayTag(language, rowTerms[past.state as ReviewRow['state']]),
    })),
  }
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
  return {
    action: paths.requestDecision(model.id, row.id),
    version: String(model.version),
    updateId: randomUUID(),
    draftSubject: decisionSubject(model.id, row.id),
    mayApprove: row.mayApprove,
    whyNotApprove: row.mayApprove ? '' : `${language === 'zh' ? '不能通过：' : 'Cannot pass: '}${failing.join(language === 'zh' ? '；' : '; ')}`, // prettier-ignore
    reasons: rejectionCodes
      .filter((code) => rejectionReasons[code].businesses.includes(model.business))
      .map((code) => ({
        code,
        key: String(rejectionReasons[code].key),
        label: say(language, rejectionReasons[code].label),
        checked: typed.reasons.includes(code),
      })),
    text: typed.text,
  }
}
