/** 进度: the answer with the places of every waiting row of the enterprise, at most once an hour to one address. */
import { sql } from 'kysely'
import type { Day } from '../../../domain/brand.ts'
import type { ProgressRequest, RowsOf } from '../../../domain/unban/answers.ts'
import { writeRowsHeader } from '../../../domain/unban/rows-header.ts'
import type { RowOutcome } from '../../../domain/unban/types.ts'
import { readPlace } from '../../read/place.ts'
import { statusUrl } from '../../read/status-token.ts'
import type { MailContext } from './context.ts'
import { answerSender } from './answer.ts'

/** Answers of this kind to one address. */
const everyMinutes = 60
/** Requests in one answer, the first in the queue. */
const requestsMax = 50

/** @returns whether an answer was queued. */
export async function answerProgress(context: MailContext, enterpriseIds: readonly number[]): Promise<boolean> {
  const { mail } = context
  if (mail.fromAddress === null || (await answeredLately(context, mail.fromAddress))) return false
  const rows = await readWaiting(context, enterpriseIds)
  const requests: ProgressRequest[] = []
  for (const requestId of [...new Set(rows.map((row) => row.requestId))].slice(0, requestsMax)) {
    requests.push(await progressRequest(context, rows.filter((row) => row.requestId === requestId))) // prettier-ignore
  }
  const told = rowsOfMails(rows)
  await answerSender(context, {
    kind: 'progress',
    rowsHeader: told.length === 1 ? (told[0]?.rowsHeader ?? '') : '',
    rowsOf: told,
    answer: { kind: 'progress', requests, statusUrl: null },
  })
  return true
}

async function answeredLately({ tx }: MailContext, address: string): Promise<boolean> {
  const row = await tx
    .selectFrom('outgoing_mail')
    .select('id')
    .where('to_address', '=', address)
    .where('kind', '=', 'progress')
    .where('created_at', '>', sql<string>`now() - make_interval(mins => ${everyMinutes})`)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

type Waiting = Awaited<ReturnType<typeof readWaiting>>[number]

function readWaiting({ tx, authority }: MailContext, enterpriseIds: readonly number[]) {
  return tx
    .selectFrom('request_row')
    .innerJoin('request', 'request.id', 'request_row.request_id')
    .innerJoin('enterprise', 'enterprise.id', 'request.enterprise_id')
    .innerJoin('mail', 'mail.id', 'request.mail_id')
    .select([
      'request_row.n',
      'request_row.name',
      'request_row.id_last4',
      'request_row.state',
      'request.id as requestId',
      'request.state as requestState',
      'request.case_no',
      'request.business',
      'request.received_at',
      'request.arrival',
      'request.due_on',
      'request.mail_id',
      'enterprise.name as enterpriseName',
      'mail.message_id',
    ])
    .where('request.authority_id', '=', authority.id)
    .where('request_row.enterprise_id', 'in', enterpriseIds)
    .where('request_row.state', 'in', ['live', 'locked', 'shadowed'])
    .orderBy('request.received_at')
    .orderBy('request.arrival')
    .orderBy('request.id')
    .orderBy('request_row.n')
    .execute()
}

const outcomeOf = (row: Waiting): RowOutcome => ({ kind: row.state === 'live' ? 'queued' : 'R15' })

async function progressRequest(
  { tx, vault, baseUrl, calendar, authority }: MailContext,
  rows: readonly Waiting[],
): Promise<ProgressRequest> {
  const [first] = rows
  if (first === undefined) throw new Error('A request that waits has a row.')
  const waits = rows.some(({ state }) => state === 'live')
  const { requestId: id, received_at, arrival } = first
  const place = waits ? await readPlace(tx, { authority_id: authority.id, received_at, arrival, id }) : null
  return {
    caseNo: first.case_no,
    enterpriseName: first.enterpriseName,
    business: first.business,
    receivedAt: first.received_at,
    expected:
      first.due_on === null
        ? { kind: 'beyondCalendar', coveredThrough: calendar.coveredThrough }
        : { kind: 'day', dueOn: first.due_on as Day },
    place: place === null ? null : { place: place.place, peopleAhead: place.peopleAhead },
    statusUrl: statusUrl(vault, baseUrl, first.mail_id),
    rows: rows.map((row) => ({
      n: row.n,
      name: row.name,
      idLast4: row.id_last4,
      business: row.business,
      company: row.enterpriseName,
      outcome: outcomeOf(row),
      askedBoth: false,
      sameAs: null,
      reasons: [],
      reasonText: '',
    })),
  }
}

/** A pair for each mail that has a Message-ID to be named by. */
function rowsOfMails(rows: readonly Waiting[]): RowsOf[] {
  const mails = new Map<string, Waiting[]>()
  for (const row of rows) {
    if (row.message_id !== null) mails.set(row.message_id, [...(mails.get(row.message_id) ?? []), row])
  }
  return [...mails].map(([messageId, mine]) => ({
    messageId,
    rowsHeader: writeRowsHeader(mine.map((row) => ({ n: row.n, outcome: outcomeOf(row) }))),
  }))
}
