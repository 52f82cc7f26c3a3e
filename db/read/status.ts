/** 进度链接 — what a signed link shows of one mail: where its rows stand, and nothing that names anybody. */
import { sql } from 'kysely'
import type { Business, CodeFound, MailState, RequestState, RowOutcome, RowState } from '../../domain/unban/types.ts'
import { isOpenRequest, mailStates, requestStates } from '../../domain/unban/types.ts'
import type { ReadDb } from '../db.ts'
import { readPlace } from './place.ts'

/** The link shows what it shows for so long after everything is over. */
const shownDays = 7

export interface StatusRow {
  readonly n: number
  readonly name: string
  readonly outcome: RowOutcome['kind']
  readonly state: RowState | null
  readonly sameAs: number | null
}
export interface StatusRequest {
  readonly caseNo: string
  readonly business: Business
  readonly state: RequestState
  /** null: under review, or over. */
  readonly place: { readonly place: number; readonly peopleAhead: number } | null
  readonly dueOn: string | null
}
export interface MailStatus {
  readonly authority: string
  readonly receivedAt: string
  readonly state: MailState
  /** Why the mail itself was returned; names of files and what else a code carries stay in the letter. */
  readonly codes: readonly Pick<CodeFound, 'code' | 'why'>[]
  readonly rows: readonly StatusRow[]
  readonly requests: readonly StatusRequest[]
}

/** null: revoked, over for more than seven days, or nothing that is shown. */
export async function readMailStatus(db: ReadDb, mailId: number): Promise<MailStatus | null> {
  const mail = await db
    .selectFrom('mail')
    .innerJoin('authority', 'authority.id', 'mail.authority_id')
    .select(['mail.received_at', 'mail.state', 'mail.codes', 'mail.authority_id', 'authority.name'])
    .where('mail.id', '=', mailId)
    .where('mail.status_revoked_at', 'is', null)
    .executeTakeFirst()
  if (mail === undefined) return null
  const requests = await db
    .selectFrom('request')
    .select(['id', 'case_no', 'business', 'state', 'people', 'due_on', 'received_at', 'arrival', 'authority_id'])
    .where('mail_id', '=', mailId)
    .orderBy('id')
    .execute()
  const open = mail.state === 'onHold' || requests.some(({ state }) => isOpenRequest(state))
  if (!open && (await endedLongAgo(db, mailId, requests.map(({ id }) => id)))) return null // prettier-ignore
  const shown: StatusRequest[] = []
  for (const request of requests) {
    const waits = (request.state === 'queued' || request.state === 'putAside') && request.people > 0
    const place = waits ? await readPlace(db, request) : null
    shown.push({
      caseNo: request.case_no,
      business: request.business,
      state: request.state,
      place: place === null ? null : { place: place.place, peopleAhead: place.peopleAhead },
      dueOn: isOpenRequest(request.state) ? request.due_on : null,
    })
  }
  return {
    authority: mail.name,
    receivedAt: mail.received_at,
    state: mail.state,
    codes: mail.codes.map(({ code, why }) => (why === undefined ? { code } : { code, why })),
    rows: await readRows(db, mailId),
    requests: shown,
  }
}

function readRows(db: ReadDb, mailId: number): Promise<StatusRow[]> {
  return db
    .selectFrom('mail_row')
    .leftJoin('request_row', 'request_row.id', 'mail_row.request_row_id')
    .select(['mail_row.n', 'mail_row.name', 'mail_row.outcome', 'mail_row.same_as as sameAs', 'request_row.state'])
    .where('mail_row.mail_id', '=', mailId)
    .orderBy('mail_row.n')
    .$castTo<StatusRow>()
    .execute()
}

/** Entries of the audit log that are steps of a mail or a request; what people read or note afterwards is none. */
const steps: readonly string[] = [
  ...mailStates.map((state) => `mail.${state}`),
  ...requestStates.map((state) => `request.${state}`),
  'request.rowsWithdrawn',
]

/** Since the last step of the mail or its requests, by the audit log. */
async function endedLongAgo(db: ReadDb, mailId: number, requestIds: readonly number[]): Promise<boolean> {
  const objects = [`mail:${mailId}`, ...requestIds.map((id) => `request:${id}`)]
  const row = await db
    .selectFrom('audit_log')
    .select(sql<boolean>`coalesce(max(at) < now() - make_interval(days => ${shownDays}), true)`.as('longAgo'))
    .where('object', 'in', objects)
    .where('action', 'in', steps)
    .executeTakeFirstOrThrow()
  return row.longAgo
}
