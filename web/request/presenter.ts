/** 审核: the strings of the review page. */
import { headcountOf } from '../../domain/unban/people.ts'
import { randomUUID } from 'node:crypto'
import { revokeClaimForm } from '../../domain/forms/note-form.ts'
import { putAsideForm } from '../../domain/forms/put-aside-form.ts'
import { denialWords } from '../../domain/policy/denials.ts'
import { noDue, presentDue, type DueView } from '../due.ts'
import { clockText, momentToSecond } from '../format.ts'
import { presentCertificateChecks, type CertificateChecksPart } from '../lookup-sites/certificate-checks.ts'
import { notice, type Notice } from '../notice.ts'
import { paths } from '../paths.ts'
import { presentStaffKeys, type StaffKeys } from '../staff-keys.ts'
import { businessWords, requestTerms, rowTerms, sayTag, type Tag } from '../terms.ts'
import type { Visit } from '../visit.ts'
import { say, sayAll, type Language } from '../words.ts'
import type { ReviewAsked, TypedForm } from './asked.ts'
import { presentAnswers, type AnswerView } from './answers.ts'
import { formFields, type FormFieldView } from './form-fields.ts'
import { asideText, chainViews, noteViews, otherViews, type ChainView, type NoteView } from './history-view.ts'
import { reviewLabels } from './labels.ts'
import { presentMailFacts, type MailFactsView } from './mail-facts.ts'
import { rowShown, undecided, waits, type Act, type ReviewModel, type ReviewRow } from './model.ts'
import { keptWords } from './notices.ts'
import { currentView, peopleViews, type CurrentView, type PersonView } from './person-view.ts'

interface ActView {
  readonly action: string
  readonly version: string
  readonly updateId: string
}
interface FormView extends ActView {
  readonly fields: readonly FormFieldView[]
  /** Its errors are on the page: it stands open. */
  readonly open: boolean
}
export interface ReviewPage {
  readonly t: Record<keyof typeof reviewLabels, string>
  readonly notice: Notice | null
  /** An act of the reader waits for the engine: where to ask whether it still does, and the state the page shows. */
  readonly kept: { readonly href: string; readonly state: string } | null
  /** Errors of a form, each with the way to its field. */
  readonly errors: readonly { readonly href: string; readonly text: string }[]
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
  readonly aside: string
  readonly resends: readonly { readonly href: string; readonly text: string }[]
  readonly people: readonly PersonView[]
  readonly progress: string
  readonly filter: { readonly label: string; readonly href: string; readonly on: boolean }
  readonly only: string
  readonly current: CurrentView | null
  /** Why there is nothing to write for the person shown, for whoever presses T; empty where there is. */
  readonly noText: string
  readonly certificateChecks: CertificateChecksPart | null
  readonly approveRest: (ActView & { readonly label: string }) | null
  /** `next`: everybody is decided, and this is what the page is opened for. */
  readonly end: (ActView & { readonly blocked: string; readonly next: boolean }) | null
  readonly undo: ActView | null
  readonly release: ActView | null
  readonly putAside: FormView | null
  readonly whyNotAside: string
  readonly takeBack: ActView | null
  readonly revoke: FormView | null
  readonly take: string
  readonly queueHref: string
  readonly letter: { readonly subject: string; readonly text: string } | null
  readonly chain: readonly ChainView[]
  readonly mail: MailFactsView
  readonly answers: readonly AnswerView[]
  readonly others: readonly { readonly href: string; readonly text: string; readonly tag: Tag }[]
  readonly allOthersHref: string
  readonly notes: readonly NoteView[]
  readonly note: { readonly action: string; readonly updateId: string; readonly text: string; readonly error: string } | null // prettier-ignore
  readonly staffKeys: StaffKeys
}

export function presentReview(model: ReviewModel, asked: ReviewAsked, visit: Visit): ReviewPage {
  const { language, now } = visit
  const waiting = undecided(model.rows)
  const shown = rowShown(model, asked.rowId)
  const act = (action: string): ActView => ({ action, version: String(model.version), updateId: randomUUID() })
  const held = model.may.decide.allowed
  const kept = new Set(model.kept.filter(({ outcome }) => outcome === null).map(({ name }) => name))
  /** What was pressed and is kept is not offered a second time. */
  const offers = (name: Act) => model.may[name].allowed && !kept.has(name)
  const rest = waiting.filter((row) => row.mayApprove)
  const zh = language === 'zh'
  const formOf = (kind: 'putAside' | 'revokeClaim') => (asked.form?.kind === kind ? asked.form : null)
  return {
    t: sayAll(language, reviewLabels),
    notice: asked.notice ?? (kept.size > 0 ? notice(language, 'warning', keptWords) : null),
    kept: kept.size > 0 ? { href: paths.request(model.id, { row: asked.rowId ?? undefined, only: asked.only ?? undefined }), state: model.state } : null, // prettier-ignore
    errors: (asked.form?.errors ?? []).map(({ path, message }) => ({ href: `#${fieldId(asked.form, path)}`, text: say(language, message) })), // prettier-ignore
    heading: `${model.caseNo} · ${model.enterprise.name} · ${say(language, businessWords[model.business])} ${zh ? `${headcountOf(model.rows)} 人` : `(${headcountOf(model.rows)})`}`, // prettier-ignore
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
    readOnly: held || model.may.undoEnd.allowed || model.may.takeBack.allowed ? '' : readOnlyText(model, language),
    aside: model.state === 'putAside' ? asideText(model, language) : '',
    resends: model.resends.map((resend) => ({
      href: paths.request(resend.requestId),
      text: zh ? `${resend.caseNo}（${momentToSecond(resend.receivedAt)}，${resend.rowIds.length} 人）` : `${resend.caseNo} (${momentToSecond(resend.receivedAt)}, ${resend.rowIds.length})`, // prettier-ignore
    })),
    people: peopleViews(model, shown, asked, language),
    progress: progressText(model, waiting.length, zh),
    filter: {
      label: asked.only === null ? (zh ? `只看未决定 ${waiting.length}` : `undecided only (${waiting.length})`) : zh ? '看全部' : 'all', // prettier-ignore
      href: paths.request(model.id, asked.only === null ? { only: 'undecided' } : {}),
      on: asked.only !== null,
    },
    only: asked.only ?? '',
    current: shown === null ? null : currentView(shown, model, asked, language),
    noText: shown === null ? '' : noTextWhy(shown, model, language),
    certificateChecks: shown === null ? null : lookUpsOf(shown, model, language),
    approveRest:
      held && rest.length > 0
        ? {
            ...act(paths.requestApproveRest(model.id)),
            label: `${say(language, reviewLabels.approveRest)} (${rest.length})`,
          }
        : null,
    end: model.may.endReview.allowed
      ? {
          ...act(paths.requestEnd(model.id)),
          blocked: endBlocked(kept.has('endReview'), waiting.length, zh),
          next: waiting.length === 0 && !kept.has('endReview') && asked.rowId === null && asked.form === null,
        }
      : null,
    undo: offers('undoEnd') ? act(paths.requestUndo(model.id)) : null,
    release: offers('release') ? act(paths.requestRelease(model.id)) : null,
    putAside: offers('putAside')
      ? { ...act(paths.requestPutAside(model.id)), fields: formFields(putAsideForm, 'aside', formOf('putAside'), language), open: formOf('putAside') !== null } // prettier-ignore
      : null,
    whyNotAside: held && model.may.putAside.why !== null ? say(language, denialWords[model.may.putAside.why]) : '',
    takeBack: offers('takeBack') ? act(paths.requestTakeBack(model.id)) : null,
    revoke: offers('revokeClaim')
      ? { ...act(paths.requestRevokeClaim(model.id)), fields: formFields(revokeClaimForm, 'revoke', formOf('revokeClaim'), language), open: formOf('revokeClaim') !== null } // prettier-ignore
      : null,
    take: held ? '' : paths.queueNext(),
    queueHref: paths.queue(),
    letter: model.letter,
    chain: chainViews(model.chain, language),
    mail: presentMailFacts(model, language),
    answers: presentAnswers(model.answers, language),
    others: otherViews(model, language),
    allOthersHref: paths.queue({ view: 'done', enterprise: model.enterprise.name }),
    notes: noteViews(model, language),
    note: model.may.note.allowed ? noteForm(model, asked, language) : null,
    staffKeys: presentStaffKeys(language, 'review'),
  }
}

function noteForm(model: ReviewModel, { form }: ReviewAsked, language: Language): NonNullable<ReviewPage['note']> {
  const typed = form?.kind === 'note' ? form : null
  const [error] = typed?.errors ?? []
  return {
    action: paths.requestNotes(model.id),
    updateId: randomUUID(),
    text: typed?.values['text'] ?? '',
    error: error === undefined ? '' : say(language, error.message),
  }
}

/** 查验记录 of the person shown; entered here while the request is under review. */
function lookUpsOf(
  { person: { certificates } }: ReviewRow,
  model: ReviewModel,
  language: Language,
): CertificateChecksPart | null {
  // prettier-ignore
  if (certificates.length === 0) return null
  const checks = new Map(certificates.map(({ id, lookUps }) => [id, [...lookUps]]))
  return presentCertificateChecks(certificates, checks, model.may.decide.allowed, language)
}

function endBlocked(isKept: boolean, waiting: number, zh: boolean): string {
  if (isKept) return zh ? '已记下，流程引擎恢复后自动结束审核' : 'kept; the review ends when the engine is back'
  if (waiting === 0) return ''
  return zh ? `还有 ${waiting} 人未作决定` : `${waiting} undecided`
}

/** Of those who are this request's to decide; others have moved or are settled elsewhere. */
function progressText({ rows }: ReviewModel, waiting: number, zh: boolean): string {
  const decided = rows.filter((row) => (row.kept ?? row.decision) !== null).length
  return zh ? `已决定 ${decided}/${decided + waiting}` : `${decided}/${decided + waiting} decided`
}

/** Where a form's field stands on the page. */
const prefixes = { decision: '', putAside: 'aside-', revokeClaim: 'revoke-', note: 'note-' } as const
function fieldId(form: TypedForm | null, path: string): string {
  return form === null ? path : `${prefixes[form.kind]}${path}`
}

function noTextWhy(row: ReviewRow, model: ReviewModel, language: Language): string {
  if (!waits(row)) {
    const { word } = sayTag(language, rowTerms[row.state])
    return language === 'zh' ? `此人${word}，不由这份申请作决定，没有可填写的说明。` : `${word}: the person is not this request’s to decide, so there is nothing to write.` // prettier-ignore
  }
  if (model.may.decide.allowed) return ''
  return readOnlyText(model, language) || say(language, reviewLabels.noText)
}

function readOnlyText(model: ReviewModel, language: Language): string {
  const { why } = model.may.decide
  const reason = why === null ? '' : say(language, denialWords[why])
  const who = model.reviewer === null || model.reviewer.you ? '' : language === 'zh' ? `（${model.reviewer.name}）` : ` (${model.reviewer.name})` // prettier-ignore
  return reason === '' ? '' : `${reason}${who}`
}
