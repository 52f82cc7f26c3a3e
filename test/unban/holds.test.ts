/** 待企业确认: three working days for the enterprise's word, what confirming brings in, and what the end returns (spec 10-unban). */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { readCalendar } from '../../db/read/calendar.ts'
import { settleHold } from '../../db/write/intake/settle-hold.ts'
import { confirmSender, readHeldSender, refuseSender } from '../../db/write/web/confirm-sender.ts'
import type { Day } from '../../domain/brand.ts'
import { dayOf, isWorkingDay } from '../../domain/calendar/working-days.ts'
import { startPostRoom, type PostRoom } from '../support/post-room.ts'

let room: PostRoom
beforeAll(async () => {
  room = await startPostRoom()
}, 60_000)
afterAll(() => room.close())

let minute = 0
const at = () => new Date(Date.parse('2026-11-18T01:00:00Z') + (minute += 1) * 60_000).toISOString()
const mailOf = (id: number) => room.db.selectFrom('mail').select(['state', 'received_at']).where('id', '=', id).executeTakeFirstOrThrow() // prettier-ignore
const holdOf = (id: number) => room.db.selectFrom('sender_hold').selectAll().where('mail_id', '=', id).executeTakeFirstOrThrow() // prettier-ignore
const requestOf = (id: number) => room.db.selectFrom('request').select(['state', 'received_at', 'people']).where('mail_id', '=', id).executeTakeFirst() // prettier-ignore
const told = async (id: number, to: string) => (await room.letters(id)).filter((letter) => letter.to === to).map(({ kind, rowsHeader }) => [kind, rowsHeader]) // prettier-ignore
/** A mail in the name of an enterprise from a stranger whose provider vouches for the address. */
async function held(login: string, from: string, count = 1, nth = 0) {
  const rows = (await room.goodRows(login, nth + count)).slice(nth)
  const id = await room.arrive({ from, receivedAt: at(), rows })
  const note = (await room.letters(id)).find(({ to }) => to === `office@${login}.test`)
  const link = note?.answer.kind === 'note' && 'link' in note.answer ? note.answer.link : null
  const { enterprise_id: enterpriseId } = await holdOf(id)
  return { id, from, enterpriseId, token: link?.split('/').at(-1) ?? '' }
}
const settle = (of: { id: number; enterpriseId: number }) => settleHold(room.db, room.database.vault, { mailId: of.id, enterpriseId: of.enterpriseId, baseUrl: 'http://127.0.0.1' }) // prettier-ignore
const confirm = ({ token }: { token: string }) => confirmSender(room.db, room.database.vault, token)
const refuse = ({ token }: { token: string }) => refuseSender(room.db, room.database.vault, token)
const wishOf = (of: { id: number; enterpriseId: number }) => room.db.selectFrom('wish').select('wanted').where('kind', '=', 'hold').where('subject', '=', `${of.id}/${of.enterpriseId}`).executeTakeFirstOrThrow() // prettier-ignore
const audits = (id: number) => room.db.selectFrom('audit_log').select(['action', 'actor']).where('object', '=', `mail:${id}`).where('action', 'like', 'sender.%').execute() // prettier-ignore
const lapse = (id: number) => room.db.updateTable('sender_hold').set({ expires_at: sql<string>`now() - interval '1 second'` }).where('mail_id', '=', id).execute() // prettier-ignore

test('it waits to the end of the third working day from now, whenever the mail was received', async () => {
  const of = await held('e00', 'new@agent0.test')
  expect((await mailOf(of.id)).state).toBe('onHold')
  const calendar = await readCalendar(room.db)
  const after = (day: Day) => dayOf(new Date(Date.parse(`${day}T12:00:00+08:00`) + 86_400_000).toISOString())
  let day = dayOf(new Date().toISOString())
  // A day off is no day 0: what is asked on it counts as asked on the next working day.
  while (!isWorkingDay(day, calendar)) day = after(day)
  for (let left = 3; left > 0; left -= isWorkingDay(day, calendar) ? 1 : 0) day = after(day)
  const { expires_at: expiresAt } = await holdOf(of.id)
  expect(dayOf(new Date(Date.parse(expiresAt) - 1_000).toISOString())).toBe(day)
  expect(await settle(of)).toBe(expiresAt)
  expect(await requestOf(of.id)).toBeUndefined()
  expect(await told(of.id, of.from)).toEqual([['ack', '1=onHold']])
})

test('confirmed, it enters at its own time and not at that of the confirmation; twice is once', async () => {
  const of = await held('e01', 'new@agent1.test')
  expect([await confirm(of), await confirm(of)]).toEqual([{ kind: 'confirmed' }, { kind: 'already' }])
  expect([await settle(of), await settle(of)]).toEqual([null, null])
  const { state, received_at: receivedAt } = await mailOf(of.id)
  expect(state).toBe('accepted')
  expect(await requestOf(of.id)).toEqual({ state: 'queued', received_at: receivedAt, people: 1 })
  expect(await told(of.id, of.from)).toEqual([
    ['ack', '1=onHold'],
    ['ack', '1=queued'],
  ])
  // From now on the address may write.
  const next = await room.arrive({ from: of.from, receivedAt: at(), rows: (await room.goodRows('e01', 2)).slice(1) })
  expect((await mailOf(next)).state).toBe('accepted')
})

test('one word for the sender is for all of their mails that wait, each at its own time; not for another’s', async () => {
  const [one, two, other] = [await held('e03', 'new@agent3.test', 1, 0), await held('e03', 'new@agent3.test', 1, 1), await held('e03', 'else@agent3.test', 1, 2)] // prettier-ignore
  await confirm(two)
  expect(await confirm(one)).toEqual({ kind: 'already' })
  for (const hold of [one, two, other]) await settle(hold)
  for (const { id } of [one, two]) expect(await requestOf(id)).toMatchObject({ state: 'queued', received_at: (await mailOf(id)).received_at }) // prettier-ignore
  expect((await mailOf(other.id)).state).toBe('onHold')
  const confirmations = await room.db.selectFrom('audit_log').select('object').where('action', '=', 'sender.confirmed').where('object', 'in', [`mail:${one.id}`, `mail:${two.id}`, `mail:${other.id}`]).execute() // prettier-ignore
  expect(confirmations.map(({ object }) => object).sort()).toEqual([`mail:${one.id}`, `mail:${two.id}`])
})

/** Both rows, and settling twice is once. */
async function expectSettledAsReturned(of: Awaited<ReturnType<typeof held>>) {
  expect([await settle(of), await settle(of)]).toEqual([null, null])
  expect((await mailOf(of.id)).state).toBe('returned')
  expect(await requestOf(of.id)).toBeUndefined()
  expect(await told(of.id, of.from)).toEqual([
    ['ack', '1=onHold; 2=onHold'],
    ['return', '1=R16; 2=R16'],
  ])
}

test('not confirmed in time, its rows are returned with R16, once, and the link does nothing more', async () => {
  const of = await held('e04', 'new@agent4.test', 2)
  await lapse(of.id)
  expect(await confirm(of)).toEqual({ kind: 'expired' })
  await expectSettledAsReturned(of)
  expect(await confirm(of)).toEqual({ kind: 'expired' })
})

test('said not to be theirs, its rows go back at once with R16, as if the time were over; twice is once, and the link is spent', async () => {
  const of = await held('e07', 'new@agent7.test', 2)
  const asked = (await wishOf(of)).wanted
  expect([await refuse(of), await refuse(of), await confirm(of)]).toEqual([
    { kind: 'refused' },
    { kind: 'refusedBefore' },
    { kind: 'refusedBefore' },
  ])
  // Asked of the engine once more in the same transaction: who ends in between leaves the wish, and it is settled later.
  expect((await wishOf(of)).wanted).toBe(asked + 1)
  expect((await mailOf(of.id)).state).toBe('onHold')
  await expectSettledAsReturned(of)
  expect(await audits(of.id)).toEqual([{ action: 'sender.refused', actor: `enterprise:${of.enterpriseId}` }])
  expect(await readHeldSender(room.db, room.database.vault, of.token)).toMatchObject({ kind: 'refusedBefore', people: 0 }) // prettier-ignore
  // The address may not write by it.
  const next = await room.arrive({ from: of.from, receivedAt: at(), rows: (await room.goodRows('e07', 3)).slice(2) })
  expect((await mailOf(next)).state).toBe('onHold')
})

test('it is said of one mail: another of the same sender still waits, and confirming that one brings back no other', async () => {
  const [one, two] = [await held('e08', 'new@agent8.test', 1, 0), await held('e08', 'new@agent8.test', 1, 1)]
  await refuse(one)
  expect(await settle(two)).toBe((await holdOf(two.id)).expires_at)
  expect(await confirm(two)).toEqual({ kind: 'confirmed' })
  for (const hold of [one, two]) await settle(hold)
  expect([(await mailOf(one.id)).state, (await mailOf(two.id)).state]).toEqual(['returned', 'accepted'])
})

test('both answers at once: one counts', async () => {
  const of = await held('e09', 'new@agent9.test')
  const kinds = (await Promise.all([confirm(of), refuse(of)])).map(({ kind }) => kind).join()
  expect(['confirmed,already', 'refusedBefore,refused']).toContain(kinds)
  await settle(of)
  expect((await mailOf(of.id)).state).toBe(kinds.startsWith('confirmed') ? 'accepted' : 'returned')
  expect(await audits(of.id)).toHaveLength(1)
})

test('an answer after the time changes nothing', async () => {
  const of = await held('e10', 'new@agent10.test')
  await lapse(of.id)
  expect(await refuse(of)).toEqual({ kind: 'expired' })
  expect(await audits(of.id)).toEqual([])
})

test('an enterprise that is called otherwise by then: the mail comes to its end all the same', async () => {
  const of = await held('e06', 'new@agent6.test')
  await room.db.updateTable('enterprise').set({ name: '南宁改名之后机械有限公司', name_key: '南宁改名之后机械' }).where('id', '=', of.enterpriseId).execute() // prettier-ignore
  await confirm(of)
  await settle(of)
  expect((await mailOf(of.id)).state).toBe('returned')
  expect((await told(of.id, of.from)).at(-1)).toEqual(['return', '1=R07'])
})
