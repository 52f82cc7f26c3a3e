/**
 * 临期与超期: who is reminded of what, once for each request, level and day. What comes due together is told together: one
 * message a run, and of what is past its deadline one mail a day to the chief (spec 10-unban, The queue and Review).
 */
import { sql, type SqlBool } from 'kysely'
import type { Vault } from '../crypto.ts'
import type { Db, Tx } from '../db.ts'
import type { Day, Moment } from '../../domain/brand.ts'
import { officeAt } from '../../domain/calendar/office-hours.ts'
import { addWorkingDays, dayOf, estimatedCalendar, unbanDeadline, type Calendar } from '../../domain/calendar/working-days.ts' // prettier-ignore
import { movedDeadlines } from '../../domain/calendar/publication.ts'
import { openRequestStates } from '../../domain/unban/types.ts'
import { readCalendar } from '../read/calendar.ts'
import { readOpenDeadlines } from '../read/open-deadlines.ts'
import { moveDeadlines } from './calendar-moves.ts'
import { lockQueues } from './calendar.ts'
import { queueOverdueReminder } from './letters/deadlines.ts'
import { notify } from './notices.ts'

/** 临期: due by the end of the next working day. */
const nearWorkingDays = 1
/** Named in the mail to the chief; the others are counted. */
const casesNamed = 20

type Level = 'near' | 'over'
interface Coming {
  readonly requestId: number
  readonly caseNo: string
  readonly level: Level
  readonly dueOn: Day
  readonly estimated: boolean
}
export interface Reminded {
  readonly near: number
  readonly over: number
}

/** Requests whose day does not fit the calendar, because a newer file of holidays came with a start. @returns how many. */
export async function datesForWaiting(db: Db, vault: Vault, baseUrl: string): Promise<number> {
  const wrong = movedDeadlines(await readOpenDeadlines(db), await readCalendar(db))
  if (wrong.length === 0) return 0
  return db.transaction().execute(async (tx) => {
    await lockQueues(tx)
    const calendar = await readCalendar(tx)
    const moved = await moveDeadlines(tx, vault, { calendar, about: `cover-${calendar.coveredThrough}`, baseUrl })
    return moved.length
  })
}

/** Reminds of every authority's deadlines; outside working hours of nothing. */
export async function remindOf(db: Db, vault: Vault, at: { now: Moment; baseUrl: string }): Promise<Reminded> {
  const calendar = await readCalendar(db)
  if (!officeAt(at.now, calendar).working) return { near: 0, over: 0 }
  const mailboxes = await db.selectFrom('mailbox').select(['id', 'authority_id']).orderBy('id').execute()
  const total = { near: 0, over: 0 }
  for (const mailbox of mailboxes) {
    const reminded = await db.transaction().execute((tx) => remindAuthority(tx, vault, { ...at, calendar, mailbox }))
    total.near += reminded.near
    total.over += reminded.over
  }
  return total
}

interface Office {
  readonly now: Moment
  readonly baseUrl: string
  readonly calendar: Calendar
  readonly mailbox: { readonly id: number; readonly authority_id: string }
}

async function remindAuthority(tx: Tx, vault: Vault, office: Office): Promise<Reminded> {
  const coming = await readComing(tx, office)
  const today = dayOf(office.now)
  const news: Record<Level, Coming[]> = { near: [], over: [] }
  for (const one of coming) {
    // Near once for a deadline; over every day.
    if (await isNew(tx, one, one.level === 'near' ? one.dueOn : today)) news[one.level].push(one)
  }
  for (const level of ['near', 'over'] as const) await tell(tx, office, level, news[level], today)
  const over = coming.filter(({ level }) => level === 'over')
  if (over.length > 0) await mailChiefs(tx, vault, office, over, today)
  return { near: news.near.length, over: news.over.length }
}

/** What is near or over now; beyond the published calendar by an estimate. */
async function readComing(tx: Tx, { now, calendar, mailbox }: Office): Promise<Coming[]> {
  const estimated = estimatedCalendar(calendar)
  const nearThrough = addWorkingDays(dayOf(now), nearWorkingDays, estimated)
  const rows = await tx
    .selectFrom('request')
    .select(['id', 'case_no', 'received_at', 'due_on', 'due_at'])
    .where('authority_id', '=', mailbox.authority_id)
    .where('state', 'in', openRequestStates)
    .where('people', '>', 0)
    .where(sql<SqlBool>`(due_on <= ${nearThrough}::date or due_on is null)`)
    .orderBy('received_at')
    .orderBy('arrival')
    .execute()
  return rows.flatMap((row): Coming[] => {
    const deadline = unbanDeadline(row.received_at, row.due_at === null ? estimated : calendar)
    const dueAt = row.due_at ?? (deadline.kind === 'day' ? deadline.dueAt : null)
    if (dueAt === null || dayOf(dueAt) > nearThrough) return []
    return [
      {
        requestId: row.id,
        caseNo: row.case_no,
        level: dueAt < now ? 'over' : 'near',
        dueOn: dayOf(dueAt),
        estimated: row.due_at === null,
      },
    ]
  })
}

async function isNew(tx: Tx, { requestId, level }: Coming, day: Day): Promise<boolean> {
  const written = await tx
    .insertInto('deadline_reminder')
    .values({ request_id: requestId, level, day })
    .onConflict((conflict) => conflict.columns(['request_id', 'level', 'day']).doNothing())
    .executeTakeFirst()
  return (written.numInsertedOrUpdatedRows ?? 0n) > 0n
}

async function tell(tx: Tx, { mailbox }: Office, level: Level, news: readonly Coming[], today: Day): Promise<void> {
  const [first] = news
  if (first === undefined) return
  await notify(tx, {
    // A request is new once for a level and a day, so its first one names the message.
    key: `deadlines/${level}/${today}/${first.requestId}`,
    kind: level === 'near' ? 'deadlineNear' : 'deadlineOver',
    to: { kind: 'staff', authorityId: mailbox.authority_id },
    facts: {
      requests: news.length,
      requestId: first.requestId,
      caseNo: first.caseNo,
      estimated: news.some(({ estimated }) => estimated),
    },
  })
}

async function mailChiefs(
  tx: Tx,
  vault: Vault,
  { mailbox, baseUrl }: Office,
  over: readonly Coming[],
  today: Day,
): Promise<void> {
  const chiefs = await tx
    .selectFrom('account')
    .select(['id', 'email'])
    .where('authority_id', '=', mailbox.authority_id)
    .where(sql<SqlBool>`'supervisorOfStaff' = any(roles)`)
    .where('disabled_at', 'is', null)
    .where('email', '!=', '')
    .orderBy('id')
    .execute()
  for (const chief of chiefs) {
    await queueOverdueReminder(tx, vault, {
      about: `overdue-${mailbox.authority_id}-${today}-a${chief.id}`,
      mailboxId: mailbox.id,
      to: chief.email,
      cases: over.slice(0, casesNamed).map(({ caseNo, dueOn }) => ({ caseNo, dueOn })),
      overdue: over.length,
      estimated: over.some(({ estimated }) => estimated),
      baseUrl,
    })
  }
}
