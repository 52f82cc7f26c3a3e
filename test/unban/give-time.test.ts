/** 给定收到时间: what the chief's time moves, and each refusal (email.md 4 O6; spec 10-unban, The queue). */
import { expect, test } from '@jest/globals'
import { lockQueue } from '../../db/write/queue-lock.ts'
import type { Site } from '../support/site.ts'
import { answered, signIn, type Program } from '../support/staff.ts'
import { letterRows, mailRow, whileIntakeActs, withSite } from '../support/with-site.ts'

let site: Site
let chief: Program
withSite(
  (opened) => signIn(opened.web, 'chief'),
  (...opened) => ([site, chief] = opened),
)

const day = (hour: number, minute = 0) => `2026-11-18T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00.000Z` // prettier-ignore
/** As the chief types it, on a Shanghai clock. */
const typed = (hour: number, minute = 0) => `2026-11-18 ${String(hour + 8).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00` // prettier-ignore
async function give(mailId: number, time: string) {
  const { status, body } = await whileIntakeActs(site, chief.post(`/mails/${mailId}/time`, { time, reason: '以发送记录为准' })) // prettier-ignore
  return { status, code: (body as { error?: { code: string } }).error?.code ?? 'done' }
}
/** Asked while the page still offered it; what the intake says when its turn comes. */
async function giveLate(mailId: number, time: string): Promise<string | null> {
  const { id: accountId } = await site.db.selectFrom('account').select('id').where('login', '=', 'chief').executeTakeFirstOrThrow() // prettier-ignore
  const { mailbox_id } = await site.db.selectFrom('mail').select('mailbox_id').where('id', '=', mailId).executeTakeFirstOrThrow() // prettier-ignore
  const id = crypto.randomUUID()
  await site.db.insertInto('mail_act').values({ id, mailbox_id, account_id: accountId, kind: 'giveTime', mail_id: mailId, input: JSON.stringify({ time }), reason_cipher: site.database.vault.seal('晚了一步') }).execute() // prettier-ignore
  await site.doMailActs()
  return (await site.db.selectFrom('mail_act').select('outcome').where('id', '=', id).executeTakeFirstOrThrow()).outcome
}
const mailOf = (id: number) => mailRow(site, id)
const requestOf = (id: number) => site.db.selectFrom('request').select(['id', 'state', 'received_at']).where('mail_id', '=', id).executeTakeFirstOrThrow() // prettier-ignore
const notes = async (id: number) => (await letterRows(site, id)).filter(({ letter: { answer } }) => answer.kind === 'note' && answer.topic === 'timeGiven') // prettier-ignore
async function untimed(login: string, receivedAt: string, more: object = {}) {
  return site.arrive({ from: `office@${login}.test`, receivedAt, rows: await site.goodRows(login, 2), withoutServerTime: true, ...more }) // prettier-ignore
}

test('an earlier time moves the request before one that came meanwhile; a second time keeps the first of all as the old one', async () => {
  const other = await site.arrive({ from: 'office@e00.test', receivedAt: day(2), rows: await site.goodRows('e00', 1) })
  const id = await untimed('e01', day(3))
  const order = async () => (await site.db.selectFrom('request').select('mail_id').where('mail_id', 'in', [id, other]).orderBy('received_at').orderBy('arrival').execute()).map(({ mail_id }) => mail_id) // prettier-ignore
  expect(await order()).toEqual([other, id])
  expect(await give(id, typed(1))).toEqual({ status: 200, code: 'done' })
  expect(await order()).toEqual([id, other])
  expect(await give(id, typed(1, 30))).toEqual({ status: 200, code: 'done' })
  expect(await mailOf(id)).toMatchObject({ received_at: day(1, 30), time_source: 'chief', time_before: day(3) })
  expect(await notes(id)).toHaveLength(2)
  const audits = await site.db.selectFrom('audit_log').select('detail').where('action', '=', 'mail.timeGiven').where('object', '=', `mail:${id}`).orderBy('seq').execute() // prettier-ignore
  expect(audits.map(({ detail }) => detail)).toEqual([{ before: day(3), time: day(1) }, { before: day(1), time: day(1, 30) }]) // prettier-ignore
})

test('refused: a time after the mail was first seen, and a mail whose server gave one', async () => {
  const id = await untimed('e03', day(3))
  expect(await give(id, '2999-01-01 09:00:00')).toEqual({ status: 409, code: 'timeTooLate' })
  const server = await site.arrive({ from: 'office@e04.test', receivedAt: day(4), rows: await site.goodRows('e04', 1) })
  expect(await give(server, typed(1))).toEqual({ status: 403, code: 'hasServerTime' })
  expect(await giveLate(server, day(1))).toBe('hasServerTime')
  expect([(await mailOf(id)).received_at, (await mailOf(server)).received_at]).toEqual([day(3), day(4)])
  expect([await notes(id), await notes(server)]).toEqual([[], []])
})

test('refused: while a reviewer has the request, and once it is over', async () => {
  const id = await untimed('e06', day(0))
  const staff = await signIn(site.web, 'staff1')
  expect(answered(await staff.post('/queue/next')).requestId).toBe((await requestOf(id)).id)
  expect(await give(id, typed(0, 30))).toEqual({ status: 409, code: 'underReview' })
  const { id: requestId } = await requestOf(id)
  await staff.post(`/requests/${requestId}/release`, { version: answered(await staff.get(`/requests/${requestId}`)).version }) // prettier-ignore
  await site.db.updateTable('request').set({ state: 'withdrawn', people: 0 }).where('id', '=', requestId).execute()
  expect(await give(id, typed(0, 30))).toEqual({ status: 409, code: 'over' })
  expect(await notes(id)).toEqual([])
})

test('refused: a time before that of a mail whose people it has taken over', async () => {
  const rows = await site.goodRows('e07', 2)
  const first = await site.arrive({ from: 'office@e07.test', receivedAt: day(5), rows })
  const second = await untimed('e07', day(6))
  expect((await requestOf(first)).state).toBe('superseded')
  expect(await give(second, typed(4))).toEqual({ status: 409, code: 'tookPlaces' })
  expect((await requestOf(second)).received_at).toBe(day(6))
  expect(await give(second, typed(5, 30))).toEqual({ status: 200, code: 'done' })
})

test('a machine’s mail and one that was returned have no use for a time, and nobody is written to', async () => {
  const robot = await site.arrive({ from: 'robot@e08.test', receivedAt: day(7), withoutServerTime: true, headers: { 'Auto-Submitted': 'auto-replied' } }) // prettier-ignore
  const returned = await site.arrive({ from: 'office@e08.test', receivedAt: day(7, 1), withoutServerTime: true })
  expect([(await mailOf(robot)).state, (await mailOf(returned)).state]).toEqual(['auto', 'returned'])
  for (const id of [robot, returned]) {
    expect(await give(id, typed(6))).toEqual({ status: 403, code: 'mailSettled' })
    expect(await giveLate(id, day(6))).toBe('over')
    expect(await notes(id)).toEqual([])
  }
})

test('a quarantined mail gets its time and its sender hears nothing of it', async () => {
  const id = await untimed('e09', day(8), { dmarc: 'fail' })
  expect((await mailOf(id)).state).toBe('quarantined')
  expect(await give(id, typed(7))).toEqual({ status: 200, code: 'done' })
  expect(await mailOf(id)).toMatchObject({ received_at: day(7), time_before: day(8) })
  const letters = await site.db.selectFrom('outgoing_mail').select('kind').where('mail_id', '=', id).where('to_address', '=', 'office@e09.test').execute() // prettier-ignore
  // The enterprise is told that somebody wrote in its name; whoever wrote is not answered.
  expect(letters).toEqual([{ kind: 'note' }])
  expect(await notes(id)).toEqual([])
})

test('two acts of one moment do not lock each other out: the queue first, then the mail', async () => {
  const id = await untimed('e10', day(9))
  const { authority_id: authorityId } = await site.db.selectFrom('mail').select('authority_id').where('id', '=', id).executeTakeFirstOrThrow() // prettier-ignore
  const [late] = await Promise.all([
    giveLate(id, day(8, 30)),
    site.db.transaction().execute(async (tx) => {
      await lockQueue(tx, authorityId)
      await tx.updateTable('mail').set({ subject: '解禁' }).where('id', '=', id).execute()
    }),
  ])
  expect(late).toBe('done')
})
