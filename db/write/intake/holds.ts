/**
 * 待确认的来信: an aligned sender whom the enterprise has not named. The mail keeps its time; the registered address gets one
 * link. Confirmed within three working days, the rows enter at their own time, else they are returned with R16 (spec
 * 10-unban, Who may write). Whoever writes in an enterprise's name, the enterprise is told.
 */
import { sql } from 'kysely'
import { deadlineOf } from '../../../domain/calendar/working-days.ts'
import type { Moment } from '../../../domain/brand.ts'
import { readRegisteredAddress } from '../../read/facts.ts'
import { queueNote } from '../letters/letter.ts'
import { newSecret } from '../../crypto.ts'
import { databaseNow } from '../../clock.ts'
import { notify } from '../notices.ts'
import { wish } from '../wishes.ts'
import type { MailContext } from './context.ts'

const holdWorkingDays = 3
/** Beyond the calendar nobody knows the working days: so many days of the week at least hold three of them. */
const holdDaysBeyondCalendar = 10
/** Notes to one enterprise in an hour: a flood of forged mails must not become a flood of notes. */
const notesPerHour = 10

type Topic = 'strangerWrote' | 'senderForged' | 'confirmSender' | 'withdrawalRefused'

export async function holdRows(context: MailContext, enterpriseIds: readonly number[], people: number): Promise<void> {
  const { tx, vault, mail, calendar, baseUrl } = context
  const now = await databaseNow(tx)
  const deadline = deadlineOf({ startedAt: now, workingDays: holdWorkingDays, pauses: [] }, calendar)
  const until: Moment =
    deadline.kind === 'day'
      ? deadline.dueAt
      : new Date(Date.parse(now) + holdDaysBeyondCalendar * 86_400_000).toISOString()
  for (const enterpriseId of enterpriseIds) {
    const token = newSecret()
    await tx
      .insertInto('sender_hold')
      .values({
        mail_id: mail.id,
        enterprise_id: enterpriseId,
        address: mail.fromAddress ?? '',
        token_hash: vault.lookup('token', token),
        expires_at: until,
      })
      .execute()
    await tell(context, 'confirmSender', enterpriseId, people, { link: { url: `${baseUrl}/confirm-sender/${token}`, until } }) // prettier-ignore
    await notify(tx, {
      key: `mail:${mail.id}/hold/${enterpriseId}`,
      kind: 'senderToConfirm',
      to: { kind: 'enterprise', enterpriseId },
      facts: { mailId: mail.id, people },
    })
    await wish(tx, 'hold', `${mail.id}/${enterpriseId}`)
  }
}

/** The registered contact is told of every attempt in the enterprise's name. */
export async function tellRegistered(
  context: MailContext,
  topic: Topic,
  enterpriseIds: readonly number[],
  people: number,
): Promise<void> {
  for (const enterpriseId of enterpriseIds) await tell(context, topic, enterpriseId, people, {})
}

/** 撤回 by somebody who may not: nothing moved, and each enterprise is told by letter and in the app which requests it was about. */
export async function tellWithdrawalRefused(
  context: MailContext,
  requests: readonly { readonly enterpriseId: number; readonly caseNo: string; readonly people: number }[],
): Promise<void> {
  for (const enterpriseId of new Set(requests.map((request) => request.enterpriseId))) {
    const theirs = requests.filter((request) => request.enterpriseId === enterpriseId)
    const people = theirs.reduce((sum, request) => sum + request.people, 0)
    await tell(context, 'withdrawalRefused', enterpriseId, people, { caseNumbers: theirs.map(({ caseNo }) => caseNo) })
    await notify(context.tx, {
      key: `mail:${context.mail.id}/withdrawalRefused/${enterpriseId}`,
      kind: 'withdrawalRefused',
      to: { kind: 'enterprise', enterpriseId },
      facts: { mailId: context.mail.id, requests: theirs.length, caseNo: theirs[0]?.caseNo ?? '' },
    })
  }
}

/** What a topic says beside who wrote and when. */
interface Also {
  readonly link?: { readonly url: string; readonly until: Moment }
  readonly caseNumbers?: readonly string[]
}

async function tell(
  context: MailContext,
  topic: Topic,
  enterpriseId: number,
  people: number,
  { link, caseNumbers }: Also,
): Promise<void> {
  const { tx, vault, mail, sender } = context
  await tx
    .insertInto('mail_naming')
    .values({ mail_id: mail.id, enterprise_id: enterpriseId, people })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const to = await readRegisteredAddress(tx, enterpriseId)
  if (to === null || (await notesThisHour(context, to)) >= notesPerHour) return
  const enterprise = await tx.selectFrom('enterprise').select('name').where('id', '=', enterpriseId).executeTakeFirstOrThrow() // prettier-ignore
  await queueNote(tx, vault, {
    sender,
    about: `mail-${mail.id}-e${enterpriseId}`,
    mail,
    to,
    baseUrl: context.baseUrl,
    note: {
      topic,
      enterpriseName: enterprise.name,
      senderAddress: mail.fromAddress ?? '',
      people,
      link: link?.url ?? null,
      linkUntil: link?.until ?? null,
      ...(caseNumbers === undefined ? {} : { caseNumbers }),
    },
  })
}

async function notesThisHour({ tx }: MailContext, to: string): Promise<number> {
  const row = await tx
    .selectFrom('outgoing_mail')
    .select((select) => select.fn.countAll<number>().as('notes'))
    .where('to_address', '=', to)
    .where('kind', '=', 'note')
    .where('created_at', '>', sql<string>`now() - interval '1 hour'`)
    .executeTakeFirstOrThrow()
  return row.notes
}
