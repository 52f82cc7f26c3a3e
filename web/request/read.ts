/** What the pages of a request are made from, read once for each visit. */
import { readNotesOnRequest } from '../../db/read/mail-notes.ts'
import { readCertificateChecks } from '../../db/read/certificate-checks.ts'
import { readChain, readWaitingResends } from '../../db/read/chain.ts'
import { readDrafts } from '../../db/read/drafts.ts'
import { readPlace } from '../../db/read/place.ts'
import { readAnswers, readAttachments, readKeptActs, readPastRows, readRequest, readRequestRows, readSiblingRequests, type RequestRecord } from '../../db/read/request.ts' // prettier-ignore
import { readResultAnswer } from '../../db/read/result-answer.ts'
import { readAsides, readNotes, readReasonUsage } from '../../db/read/review-extras.ts'
import { readWaitingElsewhere } from '../../db/read/waiting-elsewhere.ts'
import type { Day } from '../../domain/brand.ts'
import { dayOf } from '../../domain/calendar/day.ts'
import { rejectionCodes } from '../../domain/unban/rejections.ts'
import { isOpenRequest } from '../../domain/unban/types.ts'
import { renderLetter } from '../../io/smtp/render.ts'
import { z } from 'zod'
import { calendarReader } from '../calendar/reader.ts'
import type { WebDeps } from '../deps.ts'
import { decisionSubject } from '../drafts/subject.ts'
import { listOf } from '../list-param.ts'
import type { Found } from '../policy-router.ts'
import { signedInOf, type Visit } from '../visit.ts'
import { actActions, resourceOf, rowShown, undecided, type Act, type ReviewModel } from './model.ts'
import type { Typed } from './asked.ts'
import { reviewModel } from './review-model.ts'

export type RequestDeps = Pick<WebDeps, 'db' | 'vault' | 'gateway' | 'settings'>
export type Reader = ReturnType<typeof requestReader>

const draftBody = z.object({
  reasons: listOf(z.string(), rejectionCodes.length),
  text: z.string().catch(''),
})

export function requestReader({ db, vault, settings }: RequestDeps) {
  const readCalendar = calendarReader(db)
  const usage = usageReader(db)

  const find = async ({ params }: { params: { id: number } }, visit: Visit): Promise<Found<RequestRecord> | null> => {
    const [request, calendar] = await Promise.all([readRequest(db, params.id), readCalendar()])
    return request === undefined ? null : { resource: resourceOf(request, visit.now, calendar), record: request }
  }
  const may = (act: Act) => ({ kind: 'may', action: actActions[act], find }) as const

  const readHead = async (request: RequestRecord, visit: Visit) => {
    const open = isOpenRequest(request.state) && request.people > 0
    const [calendar, place, rows, answers, asides, chain] = await Promise.all([
      readCalendar(),
      open ? readPlace(db, request) : null,
      readRequestRows(db, request.id),
      readAnswers(db, { mailId: request.mail_id, requestId: request.id }),
      readAsides(db, request.id),
      readChain(db, request.id),
    ])
    return { request, calendar, place, rows, answers, asides, chain, now: visit.now }
  }

  const readReview = async (request: RequestRecord, visit: Visit): Promise<ReviewModel> => {
    const { actor } = signedInOf(visit)
    const [head, attachments, kept, others, resends, notes, replies, counted] = await Promise.all([
      readHead(request, visit),
      readAttachments(db, request.mail_id),
      readKeptActs(db, request.id, actor.accountId),
      readSiblingRequests(db, request.authority_id, request.enterprise_id, request.id),
      readWaitingResends(db, request.id),
      readNotes(db, request.id),
      readNotesOnRequest(db, request.id),
      usage(request.authority_id, dayOf(visit.now)),
    ])
    const people = head.rows.map((row) => row.person_id)
    const certificates = head.rows.flatMap((row) => row.certificates.map(({ id }) => id))
    const [elsewhere, past, lookUps] = await Promise.all([
      readWaitingElsewhere(db, people, request.id),
      readPastRows(db, request.authority_id, people, request.id),
      readCertificateChecks(db, certificates),
    ])
    const model = reviewModel({ ...head, elsewhere, past, attachments, kept, others, resends, notes, replies, lookUps, usage: counted, actor, vault }) // prettier-ignore
    return { ...model, letter: await readLetter(model, visit) }
  }

  /** The very letter that would go out: the same facts, written by the same hand. */
  const readLetter = async (model: ReviewModel, visit: Visit): Promise<ReviewModel['letter']> => {
    const ends = model.may.endReview.allowed || model.may.undoEnd.allowed
    if (!ends || undecided(model.rows).length > 0) return null
    const facts = await readResultAnswer(db, vault, { requestId: model.id, baseUrl: settings.baseUrl, asIfEndedAt: visit.now }) // prettier-ignore
    if (facts.to === null || facts.answer.rows.length === 0) return null
    const { subject, text } = renderLetter({
      answer: facts.answer,
      from: { name: facts.answer.authorityName, address: facts.answer.mailboxAddress },
      to: facts.to,
      messageId: '',
      inReplyTo: facts.inReplyTo,
      date: visit.now,
      rowsHeader: '',
    })
    return { subject, text }
  }

  const readDraft = async (visit: Visit, model: ReviewModel, rowId: number | null): Promise<Typed | null> => {
    const shown = rowShown(model, rowId)?.id
    if (!model.may.decide.allowed || shown === undefined) return null
    const subject = decisionSubject(model.id, shown)
    const drafts = await readDrafts(db, signedInOf(visit).actor.accountId, 'decision', subject)
    const draft = drafts.find((one) => one.subject === subject)
    const body = draft === undefined ? null : draftBody.safeParse(JSON.parse(vault.open(draft.bodyCipher)))
    return body?.success === true ? { rowId: shown, ...body.data } : null
  }

  return { find, may, readHead, readReview, readDraft }
}

/** Counted once a day for each authority: the keys stay where they are all day. */
function usageReader(db: RequestDeps['db']): (authorityId: string, today: Day) => Promise<ReadonlyMap<string, number>> {
  const kept = new Map<string, { readonly today: Day; readonly counts: Promise<ReadonlyMap<string, number>> }>()
  return async (authorityId, today) => {
    const known = kept.get(authorityId)
    if (known?.today === today) return known.counts
    const counts = readReasonUsage(db, authorityId, today)
    kept.set(authorityId, { today, counts })
    // What could not be read is asked for again.
    counts.catch(() => kept.delete(authorityId))
    return counts
  }
}
