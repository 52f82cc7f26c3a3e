/** One request with everything a reviewer compares: the rows as mailed, the register, papers, history and answers. */
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { ReadDb } from '../db.ts'
import { certificatesOfPerson } from './certificates.ts'
import { recordColumns } from './person-columns.ts'
import type { OutgoingKind, OutgoingState } from '../schema.ts'

export type RequestRecord = NonNullable<Awaited<ReturnType<typeof readRequest>>>
export type RequestRowRecord = Awaited<ReturnType<typeof readRequestRows>>[number]

/** The request, its enterprise and its mail; undefined when there is none. */
export function readRequest(db: ReadDb, id: number) {
  return db
    .selectFrom('request')
    .innerJoin('enterprise', 'enterprise.id', 'request.enterprise_id')
    .innerJoin('authority', 'authority.id', 'request.authority_id')
    .innerJoin('mail', 'mail.id', 'request.mail_id')
    .leftJoin('account', 'account.id', 'request.claimed_by')
    .select([
      'request.id',
      'request.case_no',
      'request.mail_id',
      'request.authority_id',
      'request.enterprise_id',
      'request.business',
      'request.received_at',
      'request.arrival',
      'request.state',
      'request.version',
      'request.people',
      'request.claimed_by',
      'request.claimed_at',
      'request.claim_until',
      'request.undo_until',
      'request.due_at',
      'request.due_on',
      'request.decided_at',
      'request.answered_at',
      'account.name as claimant',
      'enterprise.name as enterprise_name',
      'enterprise.status as enterprise_status',
      'enterprise.missing as enterprise_missing',
      'enterprise.credit_code',
      'enterprise.region_code as enterprise_region',

      'authority.name as authority_name',
      'authority.region_code as authority_region',
      'mail.from_address',
      'mail.from_name',
      'mail.subject',
      'mail.date_header',
      'mail.message_id',
      'mail.time_source',
      'mail.first_seen_at',
      'mail.verdict',
      'mail.badges',
      'mail.body_text',
      'mail.state as mail_state',
    ]) // prettier-ignore
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('put_aside')
          .select(['by_account as by', 'at as from', 'ended_at as to'])
          .whereRef('put_aside.request_id', '=', 'request.id')
          .orderBy('put_aside.id'),
      ).as('asides'),
    )
    .where('request.id', '=', id)
    .executeTakeFirst()
}

/** Rows in the order of the form, each with what the mail said and what the register holds now. */
export function readRequestRows(db: ReadDb, requestId: number) {
  return db
    .selectFrom('request_row')
    .innerJoin('request', 'request.id', 'request_row.request_id')
    .innerJoin('person', 'person.id', 'request_row.person_id')
    .leftJoin('mail_row', (join) =>
      join.onRef('mail_row.mail_id', '=', 'request.mail_id').onRef('mail_row.n', '=', 'request_row.n'),
    )
    .leftJoin('enterprise as owner', 'owner.id', 'person.enterprise_id')
    .leftJoin('request_row as next_row', 'next_row.id', 'request_row.moved_to')
    .leftJoin('request as next_request', 'next_request.id', 'next_row.request_id')
    .select([
      'request_row.id',
      'request_row.n',
      'request_row.state',
      'request_row.decision',
      'request_row.reasons',
      'request_row.reason_text',
      'request_row.decided_at',
      'request_row.person_version',
      'request_row.remark',
      'next_request.id as moved_to_request',
      'next_request.case_no as moved_to_case',
      'mail_row.name as mailed_name',
      'mail_row.id_cipher as mailed_id_cipher',
      'mail_row.id_key as mailed_id_key',
      'mail_row.company as mailed_company',
      'person.id as person_id',
      ...recordColumns,
      'person.enterprise_id as owner_id',
      certificatesOfPerson(),
    ]) // prettier-ignore
    .where('request_row.request_id', '=', requestId)
    .orderBy('request_row.n')
    .execute()
}

/** Earlier rows about the same people, shown beside each. */
export interface PastRow {
  readonly personId: number
  readonly requestId: number
  readonly caseNo: string
  readonly business: 'unban' | 'bind'
  readonly receivedAt: string
  readonly state: string
  readonly reasons: readonly string[]
  readonly text: string
  readonly decidedAt: string | null
  readonly mailId: number
  readonly enterpriseId: number
  readonly enterpriseName: string
}
/** Past rows shown for one person. */
const pastLimit = 10

/** Within one authority: what another has decided is not shown. The newest first. */
export async function readPastRows(
  db: ReadDb,
  authorityId: string,
  personIds: readonly number[],
  exceptRequestId: number | null,
): Promise<PastRow[]> {
  if (personIds.length === 0) return []
  return db
    .with('past', (inner) => {
      const rows = inner
        .selectFrom('request_row')
        .innerJoin('request', 'request.id', 'request_row.request_id')
        .innerJoin('enterprise', 'enterprise.id', 'request.enterprise_id')
        .select([
          'request_row.person_id as personId',
          'request.id as requestId',
          'request.case_no as caseNo',
          'request.business',
          'request.received_at as receivedAt',
          'request_row.state',
          'request_row.reasons',
          'request_row.reason_text as text',
          'request_row.decided_at as decidedAt',
          'request.mail_id as mailId',
          'request.enterprise_id as enterpriseId',
          'enterprise.name as enterpriseName',
          sql<number>`row_number() over (partition by request_row.person_id order by request_row.id desc)`.as('n'),
        ]) // prettier-ignore
        .where('request_row.person_id', 'in', personIds)
        .where('request.authority_id', '=', authorityId)
      return exceptRequestId === null ? rows : rows.where('request.id', '!=', exceptRequestId)
    })
    .selectFrom('past')
    .select(['personId', 'requestId', 'caseNo', 'business', 'receivedAt', 'state', 'reasons', 'text', 'decidedAt'])
    .select(['mailId', 'enterpriseId', 'enterpriseName'])
    .where('n', '<=', pastLimit)
    .orderBy('receivedAt', 'desc')
    .execute()
}

export interface SentMail {
  readonly id: number
  readonly kind: OutgoingKind
  readonly subject: string
  readonly to: string
  readonly state: OutgoingState
  readonly createdAt: string
  readonly sentAt: string | null
  readonly rowsHeader: string
}
/** Answers shown with a request or a mail. */
const answerLimit = 50

/** What was answered about one mail or one request, with its delivery. */
export function readAnswers(
  db: ReadDb,
  about: { readonly mailId: number; readonly requestId: number | null },
): Promise<SentMail[]> {
  return db
    .selectFrom('outgoing_mail')
    .select([
      'id',
      'kind',
      'subject',
      'to_address as to',
      'state',
      'created_at as createdAt',
      'sent_at as sentAt',
      'rows_header as rowsHeader',
    ]) // prettier-ignore
    .where((eb) =>
      about.requestId === null
        ? eb('mail_id', '=', about.mailId)
        : eb.or([eb('mail_id', '=', about.mailId), eb('request_id', '=', about.requestId)]),
    )
    .orderBy('id')
    .limit(answerLimit)
    .execute()
}

export interface AttachmentFact {
  readonly n: number
  readonly name: string
  readonly size: number
  readonly kind: string
  readonly problem: string | null
}

export function readAttachments(db: ReadDb, mailId: number): Promise<AttachmentFact[]> {
  return db
    .selectFrom('attachment')
    .select(['n', 'name', 'size', 'kind', 'problem'])
    .where('mail_id', '=', mailId)
    .orderBy('n')
    .execute()
}

/** Acts of this account that the engine has not settled yet. */
export function readKeptActs(db: ReadDb, requestId: number, accountId: number) {
  return db
    .selectFrom('kept_update')
    .select(['name', 'input', 'kept_at as keptAt', 'outcome', 'settled_at as settledAt'])
    .where('request_id', '=', requestId)
    .where('account_id', '=', accountId)
    .where((eb) => eb.or([eb('settled_at', 'is', null), eb('outcome', '!=', 'done')]))
    .orderBy('kept_at')
    .execute()
}

/** Other requests of the enterprise, the newest first, without this one. */
export function readSiblingRequests(db: ReadDb, authorityId: string, enterpriseId: number, exceptId: number) {
  return db
    .selectFrom('request')
    .select(['id', 'case_no as caseNo', 'business', 'received_at as receivedAt', 'state', 'people'])
    .select((eb) =>
      eb
        .selectFrom('request_row')
        .select([
          sql<{ rows: number; approved: number; rejected: number }>`json_build_object('rows', count(*),
            'approved', count(*) filter (where request_row.state = 'approved'),
            'rejected', count(*) filter (where request_row.state = 'rejected'))`.as('counts'),
        ])
        .whereRef('request_row.request_id', '=', 'request.id')
        .as('counts'),
    )
    .where('enterprise_id', '=', enterpriseId)
    .where('authority_id', '=', authorityId)
    .where('id', '!=', exceptId)
    .orderBy('received_at', 'desc')
    .limit(siblingLimit)
    .execute()
}
const siblingLimit = 10
